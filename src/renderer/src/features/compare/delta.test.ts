import { describe, expect, it } from 'vitest'
import { collectDelta, formatDelta } from './delta'

describe('deltas', () => {
  it.each([
    [0.5, 0.55, '+0.05 (+10 %)'],
    [0.7, 0.687, '−0.013 (−1.9 %)'],
    [-2, -1, '+1 (+50 %)'],
    [0, 3, '+3'],
    [1e-9, 1, '+1'],
    [1_000_000, 1_000_001, '+1'],
  ])('from %d to %d is %s', (from, to, expected) => {
    const delta = collectDelta(from, to)
    expect(delta && formatDelta(delta)).toBe(expected)
  })

  it('is nothing between equal numbers, NaN and infinities', () => {
    expect(collectDelta(1, 1)).toBeUndefined()
    expect(collectDelta(1, Number.NaN)).toBeUndefined()
    expect(collectDelta(Number.POSITIVE_INFINITY, Number.POSITIVE_INFINITY)).toBeUndefined()
    expect(collectDelta(0, Number.POSITIVE_INFINITY)).toBeUndefined()
  })
})
