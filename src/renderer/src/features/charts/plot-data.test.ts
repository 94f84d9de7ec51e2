import { describe, expect, it } from 'vitest'
import type { SeriesLine, SeriesWindow } from '../../../../shared/domain/series'
import { collectNear, collectPlotData, lastValue, legendOrder, nearestIndex } from './plot-data'

const { NaN: nan } = Number
const aLine = (runKey: string, raw: number[], more: Partial<SeriesLine> = {}): SeriesLine => ({
  runKey,
  raw: Float64Array.from(raw),
  pointCount: raw.length,
  nonFiniteX: new Float64Array(),
  ...more,
})
const aWindow = (x: number[], ...lines: SeriesLine[]): SeriesWindow => ({
  x: Float64Array.from(x),
  isReduced: false,
  extent: [x[0] ?? 0, x.at(-1) ?? 0],
  lines,
  lacking: [],
  omittedCount: 0,
})
const linear = { isLogX: false, isLogY: false, mostPoints: 2 }

describe('collectPlotData', () => {
  it('joins a line across the steps of other runs', () => {
    const data = collectPlotData(aWindow([0, 1, 2], aLine('a', [1, nan, 3])), linear)
    expect(data.lines[0]?.raw).toEqual([1, undefined, 3])
  })

  it('breaks a line where its own value is not a number', () => {
    const line = aLine('a', [1, nan, nan, 3], { nonFiniteX: Float64Array.of(2) })
    const data = collectPlotData(aWindow([0, 1, 2, 3], line), linear)
    expect(data.lines[0]?.raw).toEqual([1, null, null, 3])
    expect(data.lines[0]?.nonFinite).toEqual([2])
  })

  it('counts what a logarithmic axis cannot show, and leaves a gap there', () => {
    const data = collectPlotData(aWindow([1, 10, 100], aLine('a', [10, 0, 100])), {
      ...linear,
      isLogX: true,
      isLogY: true,
    })
    expect(data.x).toEqual([0, 1, 2])
    expect(data.lines[0]?.raw).toEqual([1, null, 2])
    expect(data.hiddenCount).toBe(1)
  })

  it('draws points of a sparse line, and those that no stroke reaches', () => {
    const sparse = collectPlotData(aWindow([0, 1, 2], aLine('a', [nan, 5, nan])), linear)
    expect(sparse.lines[0]?.points).toEqual([1])
    const line = aLine('a', [1, 2, nan, 4, nan, 6, 7], { nonFiniteX: Float64Array.of(2, 4) })
    const dense = collectPlotData(aWindow([0, 1, 2, 3, 4, 5, 6], line), linear)
    expect(dense.lines[0]?.points).toEqual([3])
  })
})

describe('the cursor', () => {
  const data = collectPlotData(
    aWindow([0, 10, 20, 30], aLine('a', [1, nan, 3, 4]), aLine('b', [9, 8, nan, nan])),
    linear,
  )

  it.each([
    [-5, 0],
    [4, 0],
    [6, 1],
    [100, 3],
  ])('finds the x nearest to %d', (at, index) => {
    expect(nearestIndex(data.x, at)).toBe(index)
  })

  it('answers with each line’s own nearest point, and not for lines that ended before', () => {
    expect(collectNear(data, 11, 2)).toEqual([
      { key: 'a', index: 2, y: 3 },
      { key: 'b', index: 1, y: 8 },
    ])
    expect(collectNear(data, 29, 2).map((point) => point.key)).toEqual(['a'])
  })

  it('orders the legend by nearness, or by value where there is no height', () => {
    const near = [
      { key: 'a', index: 0, y: 1 },
      { key: 'b', index: 0, y: 5 },
      { key: 'c', index: 0, y: 3 },
    ]
    expect(legendOrder(near, 2.9).map((point) => point.key)).toEqual(['c', 'a', 'b'])
    expect(legendOrder(near, undefined).map((point) => point.key)).toEqual(['b', 'c', 'a'])
  })

  it('knows the last value of each line', () => {
    expect(data.lines.map(lastValue)).toEqual([4, 8])
  })
})
