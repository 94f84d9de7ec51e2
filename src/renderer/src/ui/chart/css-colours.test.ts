import { describe, expect, it } from 'vitest'
import { withAlpha } from './css-colours'

describe('withAlpha', () => {
  it.each([
    ['rgb(1, 2, 3)', 'rgba(1, 2, 3, 0.25)'],
    ['rgba(1, 2, 3, 0.5)', 'rgba(1, 2, 3, 0.5)'],
    ['oklch(0.5 0.1 20)', 'oklch(0.5 0.1 20)'],
  ])('turns %s into %s', (colour, expected) => {
    expect(withAlpha(colour, 0.25)).toBe(expected)
  })
})
