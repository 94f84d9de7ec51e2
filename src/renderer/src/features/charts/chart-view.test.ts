import { describe, expect, it } from 'vitest'
import type { SeriesQuery, SeriesWindow } from '../../../../shared/domain/series'
import { collectChartRows, collectChartView } from './chart-view'
import { collectLooks } from './lines'

const query: SeriesQuery = { metric: 'loss', runKeys: ['a', 'b'], x: 'step', isLogX: false, widthPx: 100, smoothing: 0 }
const aWindow = (x: number[]): SeriesWindow => ({
  x: Float64Array.from(x),
  isReduced: false,
  extent: [x[0] ?? 0, x.at(-1) ?? 0],
  lines: [{ runKey: 'a', raw: Float64Array.from(x), pointCount: x.length, nonFiniteX: new Float64Array() }],
  lacking: ['b'],
  omittedCount: 2,
})
const looks = collectLooks(['a', 'b'], new Map(), new Map())

describe('collectChartView', () => {
  it('shows everything, or the shared range, and names runs without the metric', () => {
    const options = { window: aWindow([0, 10]), query, looks, isLogY: false }
    const whole = collectChartView({ ...options, range: undefined })
    expect(whole.range).toEqual([0, 10])
    expect(whole.lacking.map((look) => look.key)).toEqual(['b'])
    expect(whole.looks.map((look) => look.key)).toEqual(['a'])
    expect(collectChartView({ ...options, range: [2, 3] }).range).toEqual([2, 3])
  })

  it('begins a logarithmic axis at the first positive x', () => {
    const view = collectChartView({
      window: aWindow([0, 10, 1000]),
      query: { ...query, isLogX: true },
      looks,
      isLogY: true,
      range: undefined,
    })
    expect(view.extent).toEqual([1, 3])
    expect(view.hiddenCount).toBe(3)
  })

  it('drops lines of runs that are no longer shown', () => {
    const view = collectChartView({ window: aWindow([0]), query, looks: [], isLogY: false, range: undefined })
    expect(view.data.lines).toEqual([])
    expect(view.extent).toEqual([-0.5, 0.5])
  })
})

describe('collectChartRows', () => {
  it('gives an expanded chart a row to itself', () => {
    expect(collectChartRows(['a', 'b', 'c', 'd'], 2, new Set(['c']))).toEqual([['a', 'b'], ['c'], ['d']])
    expect(collectChartRows([], 3, new Set())).toEqual([])
  })
})
