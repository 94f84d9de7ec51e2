import { describe, expect, it } from 'vitest'
import { formatLogTick, formatSeconds, formatTick, formatX, logSplits } from './ticks'

describe('axis labels', () => {
  it.each([
    [0, 0.2, '0.0'],
    [0.25, 0.25, '0.25'],
    [1, 0.2, '1.0'],
    [-0.05, 0.05, '−0.05'],
    [300, 100, '300'],
    [9000, 1000, '9000'],
    [12_500, 2_500, '12.5k'],
    [2_000_000, 1_000_000, '2M'],
    [0.00005, 0.00001, '5e-5'],
    [0, 0.00001, '0'],
    [0.00075, 0.00025, '7.5e-4'],
    [0.0008, 0.0002, '0.0008'],
  ])('spells %d with %d between labels as %s', (value, increment, expected) => {
    expect(formatTick(value, increment)).toBe(expected)
  })

  it.each([
    [0, '1'],
    [Math.log10(0.5), '0.5'],
    [-5, '1e-5'],
    [4, '10k'],
    [7, '1e7'],
  ])('spells the logarithm %d as %s', (split, expected) => {
    expect(formatLogTick(split)).toBe(expected)
  })

  it('puts 2 and 5 between few decades and skips among many', () => {
    expect(logSplits([-1, 0], 6).map((split) => Number((10 ** split).toPrecision(3)))).toEqual([0.1, 0.2, 0.5, 1])
    expect(logSplits([-8, 4], 4)).toEqual([-6, -3, 0, 3])
  })

  it('has one label where there is no range', () => {
    expect(logSplits([0, 0], 4)).toEqual([0])
  })

  it('has round labels within less than half a decade', () => {
    expect(logSplits([Math.log10(1.1), Math.log10(2)], 4).map((split) => Number((10 ** split).toPrecision(3)))).toEqual(
      [1.5, 2],
    )
  })

  it.each([
    [45, '45s'],
    [90, '1m30'],
    [120, '2m'],
    [7500, '2h05'],
    [200_000, '2d07'],
  ])('spells %d seconds as %s', (seconds, expected) => {
    expect(formatSeconds(seconds)).toBe(expected)
  })

  it('spells x in full under the cursor', () => {
    expect(formatX(168, 'step', 'en')).toBe('168')
    expect(formatX(1.23456, 'relative', 'en')).toBe('1.235s')
    expect(formatX(0, 'wall', 'en')).toMatch(/19(69|70)/)
  })
})
