import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { SeriesQuery } from '../../../shared/domain/series'
import { buildHistory } from '../../../testing/store-builders'
import { collectSeriesWindow, type SeriesSource } from './collect-series-window'
import { createPixelScale } from './pixel-scale'
import { prepareSeries, smooth } from './prepared-series'

interface Point {
  readonly x: number
  readonly y: number
}

const sourceOf = (runKey: string, points: readonly Point[], smoothing = 0): SeriesSource => {
  const series = prepareSeries(
    buildHistory(
      points.map(({ y }) => y),
      points.map(({ x }) => x),
    ),
    'step',
  )
  return { runKey, series, smoothed: smoothing > 0 ? smooth(series.y, smoothing) : undefined }
}

const full = (query: Partial<SeriesQuery> = {}) => ({ isLogX: false, widthPx: 10, ...query })

/** Least and greatest finite y of each pixel column, worked out point by point. */
function raster(points: readonly Point[], columnOf: (x: number) => number): Map<number, [number, number]> {
  const columns = new Map<number, [number, number]>()
  for (const { x, y } of points) {
    if (!Number.isFinite(y)) continue
    const [least, greatest] = columns.get(columnOf(x)) ?? [Infinity, -Infinity]
    columns.set(columnOf(x), [Math.min(least, y), Math.max(greatest, y)])
  }
  return columns
}

const point = fc.record({
  x: fc.oneof(fc.integer({ min: -50, max: 50 }), fc.integer({ min: -1e9, max: 1e9 })),
  y: fc.oneof({ weight: 8, arbitrary: fc.double({ noNaN: true }) }, { weight: 1, arbitrary: fc.constant(NaN) }),
})

describe('collectSeriesWindow', () => {
  it('keeps the least and the greatest value of every pixel column', () => {
    const input = fc.record({
      lines: fc.array(fc.array(point, { maxLength: 200 }), { minLength: 1, maxLength: 3 }),
      widthPx: fc.integer({ min: 2, max: 40 }),
      isLogX: fc.boolean(),
      range: fc.option(
        fc
          .tuple(fc.double({ min: -60, max: 60, noNaN: true }), fc.double({ min: -60, max: 60, noNaN: true }))
          .map(([a, b]): [number, number] => [Math.min(a, b), Math.max(a, b)]),
        { nil: undefined },
      ),
    })
    fc.assert(
      fc.property(input, ({ lines, widthPx, isLogX, range }) => {
        const window = collectSeriesWindow(
          lines.map((points, place) => sourceOf(String(place), points)),
          { widthPx, isLogX, range },
        )
        const shownX = lines.flat().flatMap(({ x }) => (isLogX && x <= 0 ? [] : [x]))
        if (!window.extent || shownX.length === 0) return void expect(window.x).toHaveLength(0)
        expect(window.extent).toEqual([Math.min(...shownX), Math.max(...shownX)])
        const asked = range ?? window.extent
        const visible: [number, number] = [isLogX && asked[0] <= 0 ? window.extent[0] : asked[0], asked[1]]
        const isVisible = (x: number): boolean => x >= visible[0] && x <= visible[1] && !(isLogX && x <= 0)
        const { columnOf } = createPixelScale({ range: visible, widthPx, isLogX })
        expect([...window.x]).toEqual([...window.x].sort((a, b) => a - b))
        lines.forEach((points, place) => {
          const inRange = points.filter(({ x }) => isVisible(x))
          const line = window.lines[place]
          const shown = [...window.x].flatMap((x, slot) => (isVisible(x) ? [{ x, y: line?.raw[slot] ?? NaN }] : []))
          expect(raster(shown, columnOf)).toEqual(raster(inRange, columnOf))
          expect(line?.pointCount).toBe(inRange.length)
        })
      }),
      { numRuns: 300 },
    )
  })

  it('gives exactly the distinct x where they are few, lines side by side', () => {
    const window = collectSeriesWindow(
      [
        sourceOf('a', [
          { x: 2, y: 20 },
          { x: 0, y: 0 },
        ]),
        sourceOf('b', [{ x: 1, y: 10 }]),
        { runKey: 'c', series: undefined, smoothed: undefined },
      ],
      full(),
    )
    expect([...window.x]).toEqual([0, 1, 2])
    expect(window.lines.map(({ raw }) => [...raw])).toEqual([
      [0, NaN, 20],
      [NaN, 10, NaN],
    ])
    expect(window).toMatchObject({ isReduced: false, extent: [0, 2], lacking: ['c'], omittedCount: 0 })
  })

  it('gives a repeated step two slots with its extremes as they occurred', () => {
    const points = [5, 1, 9, 4].map((y) => ({ x: 3, y }))
    const window = collectSeriesWindow([sourceOf('a', [...points, { x: 4, y: 0 }])], full())
    expect([...window.x]).toEqual([3, 3, 4])
    expect([...(window.lines[0]?.raw ?? [])]).toEqual([1, 9, 0])
  })

  it('keeps a spike of one point in a million', () => {
    const values = new Float64Array(1_000_000).fill(1)
    values[654_321] = -7
    const steps = values.map((_, place) => place)
    const window = collectSeriesWindow(
      [{ runKey: 'a', series: { x: steps, y: values }, smoothed: undefined }],
      full({ widthPx: 800 }),
    )
    expect(window).toMatchObject({ isReduced: true, extent: [0, 999_999] })
    expect(window.x).toHaveLength(1_600)
    expect(Math.min(...(window.lines[0]?.raw.filter(Number.isFinite) ?? []))).toBe(-7)
  })

  it('adds the neighbours outside the range, so that lines run to the edges', () => {
    const points = Array.from({ length: 10 }, (_, x) => ({ x, y: x === 2 ? NaN : x * 10 }))
    const window = collectSeriesWindow([sourceOf('a', points)], full({ range: [3.5, 5.5] }))
    expect([...window.x]).toEqual([3, 4, 5, 6])
    expect([...(window.lines[0]?.raw ?? [])]).toEqual([30, 40, 50, 60])
    expect(window.lines[0]?.pointCount).toBe(2)
    const between = collectSeriesWindow([sourceOf('a', points)], full({ range: [2.2, 2.8] }))
    expect([...between.x]).toEqual([1, 3])
  })

  it('leaves out and counts what a logarithmic axis cannot show', () => {
    const points = [-1, 0, 1, 10].map((x) => ({ x, y: x }))
    const window = collectSeriesWindow([sourceOf('a', points)], full({ isLogX: true, range: [-5, 100] }))
    expect(window).toMatchObject({ omittedCount: 2, extent: [1, 10] })
    expect([...window.x]).toEqual([1, 10])
  })

  it('marks values that are not finite, at most one a pixel', () => {
    const points = Array.from({ length: 1_000 }, (_, x) => ({ x, y: x % 2 ? NaN : Infinity }))
    const window = collectSeriesWindow([sourceOf('a', points)], full())
    expect(window.lines[0]?.nonFiniteX).toHaveLength(10)
    expect(window.lines[0]?.raw.every(Number.isNaN)).toBe(true)
  })

  it('smooths the whole line before cutting it', () => {
    const points = [1, 3, NaN, 5].map((y, x) => ({ x, y }))
    const window = collectSeriesWindow([sourceOf('a', points, 0.5)], full({ range: [2, 3] }))
    const debiased = [1, 1.25 / 0.75 + 0.5 / 0.75, NaN, (0.5 * 1.75 + 2.5) / 0.875]
    expect(window.lines[0]?.smoothed?.[1]).toBeNaN()
    expect(window.lines[0]?.smoothed?.at(-1)).toBeCloseTo(debiased[3] as number)
  })

  it('answers for runs without points', () => {
    expect(collectSeriesWindow([sourceOf('a', [])], full())).toMatchObject({ lines: [{ pointCount: 0 }], lacking: [] })
    expect(collectSeriesWindow([], full())).toMatchObject({ lines: [], isReduced: false })
  })
})

describe('prepareSeries', () => {
  const history = {
    ...buildHistory([1, 2, 3, 4], [0, 1, 1, 2]),
    timestamps: Float64Array.of(5_000, 4_000, 9_000, 9_000),
  }

  it('uses ascending steps as they are', () => {
    expect(prepareSeries(history, 'step').x).toBe(history.steps)
  })

  it('sorts by time where a clock was set back, and counts relative time from the earliest point', () => {
    expect(prepareSeries(history, 'wall')).toEqual({ x: Float64Array.of(4, 5, 9, 9), y: Float64Array.of(2, 1, 3, 4) })
    expect(prepareSeries(history, 'relative').x).toEqual(Float64Array.of(0, 1, 5, 5))
  })

  it('has no place for a step that is not finite', () => {
    expect(prepareSeries(buildHistory([1, 2, 3], [Infinity, 0, NaN]), 'step')).toEqual({
      x: Float64Array.of(0),
      y: Float64Array.of(2),
    })
  })
})
