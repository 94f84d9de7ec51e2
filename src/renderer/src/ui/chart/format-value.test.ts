import { describe, expect, it } from 'vitest'
import { formatValue } from './format-value'

describe('formatValue', () => {
  it.each([
    [Number.NaN, 'NaN'],
    [Number.POSITIVE_INFINITY, '+∞'],
    [Number.NEGATIVE_INFINITY, '−∞'],
    [0.70411111, '0.70411'],
    [-1.5, '−1.5'],
    [0.00001234, '1.234e-5'],
    [1e12, '1e12'],
    [1_234_567, '1234567'],
  ])('spells the value %d as %s', (value, expected) => {
    expect(formatValue(value)).toBe(expected)
  })
})
