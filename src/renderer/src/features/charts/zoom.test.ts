import { describe, expect, it } from 'vitest'
import { clamped, paddedExtent, panned, rangeFromPlot, rangeToPlot, zoomed } from './zoom'

describe('zoom', () => {
  it('keeps the value under the pointer where it is', () => {
    expect(zoomed([0, 100], 25, 0.5)).toEqual([12.5, 62.5])
    expect(zoomed([0, 100], 0, 0.5)).toEqual([0, 50])
  })

  it('moves a range that leaves the extent back inside at its width', () => {
    expect(clamped(panned([80, 100], 15), [0, 100])).toEqual([80, 100])
    expect(clamped([-10, 10], [0, 100])).toEqual([0, 20])
  })

  it('is no zoom when everything shows', () => {
    expect(clamped([-5, 105], [0, 100])).toBeUndefined()
    expect(clamped([0, 100], [0, 100])).toBeUndefined()
  })

  it('stops before doubles cannot tell the ends apart', () => {
    const [from, to] = clamped([50, 50], [0, 100]) ?? [0, 0]
    expect(to).toBeGreaterThan(from)
  })

  it('gives a single point an axis', () => {
    expect(paddedExtent([3, 3])).toEqual([2.5, 3.5])
    expect(paddedExtent([3, 4])).toEqual([3, 4])
  })

  it('comes back from logarithmic units', () => {
    expect(rangeToPlot(true, [1, 100])).toEqual([0, 2])
    expect(rangeFromPlot(true, [0, 2])).toEqual([1, 100])
    expect(rangeFromPlot(false, [0, 2])).toEqual([0, 2])
  })
})
