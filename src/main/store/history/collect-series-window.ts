// Answer to `series.window`: all lines of a chart on one x, cut to what the screen can show and losing no spike.
import type { SeriesLine, SeriesQuery, SeriesWindow } from '../../../shared/domain/series'
import type { RunKey } from '../../../shared/domain/ids'
import { createPixelScale, type PixelScale } from './pixel-scale'
import { upperBound, type PreparedSeries } from './prepared-series'
import {
  collectDistinct,
  collectRepeated,
  findExtremes,
  forEachColumn,
  forEachDistinct,
  putExtremes,
  spanOf,
  type LineSpan,
} from './reduce-series'

export interface SeriesSource {
  readonly runKey: RunKey
  /** Undefined when the run lacks the metric. */
  readonly series: PreparedSeries | undefined
  /** As long as the series; undefined when none was asked for. */
  readonly smoothed: Float64Array | undefined
}

interface Line extends LineSpan {
  readonly runKey: RunKey
  readonly y: Float64Array
  readonly smoothed: Float64Array | undefined
  /** Points just outside the range, so that the line runs to the plot's edges; -1 for none. */
  readonly before: number
  readonly after: number
}

/** One x for all lines, and where a group of points goes in it. */
interface Grid {
  readonly x: Float64Array<ArrayBuffer>
  readonly isReduced: boolean
  /** Calls for each group of a line's points in range with the two slots (equal when there is one). */
  visit(line: Line, put: (slots: readonly [number, number], start: number, end: number) => void): void
  slotOfOutside(x: number): number
}

type WindowQuery = Pick<SeriesQuery, 'range' | 'isLogX' | 'widthPx'>

export function collectSeriesWindow(sources: readonly SeriesSource[], query: WindowQuery): SeriesWindow {
  const usable = sources.map((source) => cutForLog(source, query.isLogX))
  const extent = collectExtent(usable)
  const lacking = sources.filter(({ series }) => !series).map(({ runKey }) => runKey)
  const omittedCount = usable.reduce((sum, { omitted }) => sum + omitted, 0)
  const range = extent && visibleRange(query, extent)
  if (!extent || !range) {
    const lines = usable.flatMap(({ runKey, series, smoothed }) => (series ? [emptyLine(runKey, smoothed)] : []))
    return { x: new Float64Array(0), isReduced: false, ...(extent ? { extent } : {}), lines, lacking, omittedCount }
  }
  const lines = usable.flatMap((source) => collectLine(source, range))
  const scale = createPixelScale({ range, widthPx: query.widthPx, isLogX: query.isLogX })
  const grid = createGrid(lines, scale, query.widthPx)
  return {
    x: grid.x,
    isReduced: grid.isReduced,
    extent,
    lines: lines.map((line) => fillLine(line, grid, scale)),
    lacking,
    omittedCount,
  }
}

interface UsableSource extends SeriesSource {
  readonly omitted: number
}

/** Without the points that a logarithmic axis cannot show. */
function cutForLog(source: SeriesSource, isLogX: boolean): UsableSource {
  const { series, smoothed } = source
  const omitted = isLogX && series ? upperBound(series.x, 0) : 0
  if (!series || omitted === 0) return { ...source, omitted: 0 }
  return {
    ...source,
    series: { x: series.x.subarray(omitted), y: series.y.subarray(omitted) },
    smoothed: smoothed?.subarray(omitted),
    omitted,
  }
}

function collectExtent(sources: readonly SeriesSource[]): [number, number] | undefined {
  let low = Infinity
  let high = -Infinity
  for (const { series } of sources) {
    if (!series || series.x.length === 0) continue
    low = Math.min(low, series.x[0] as number)
    high = Math.max(high, series.x[series.x.length - 1] as number)
  }
  return low <= high ? [low, high] : undefined
}

/** Undefined when nothing can lie in it. A logarithmic range that reaches zero begins at the smallest x there is. */
function visibleRange(query: WindowQuery, extent: readonly [number, number]): readonly [number, number] | undefined {
  const asked = query.range ?? extent
  const low = query.isLogX && !(asked[0] > 0) ? extent[0] : asked[0]
  return low <= asked[1] ? [low, asked[1]] : undefined
}

function collectLine({ runKey, series, smoothed }: UsableSource, range: readonly [number, number]): Line[] {
  if (!series) return []
  const span = spanOf(series.x, range)
  let before = span.start - 1
  while (before >= 0 && !Number.isFinite(series.y[before])) before--
  let after = span.end
  while (after < series.y.length && !Number.isFinite(series.y[after])) after++
  return [{ ...span, runKey, y: series.y, smoothed, before, after: after < series.y.length ? after : -1 }]
}

function emptyLine(runKey: RunKey, smoothed: Float64Array | undefined): SeriesLine {
  const none = new Float64Array(0)
  return { runKey, raw: none, ...(smoothed ? { smoothed: none } : {}), pointCount: 0, nonFiniteX: none }
}

function createGrid(lines: readonly Line[], scale: PixelScale, widthPx: number): Grid {
  const distinct = collectDistinct(lines, 2 * widthPx)
  return distinct ? exactGrid(lines, distinct) : pixelGrid(lines, scale, widthPx)
}

/** Each distinct x once, or twice where a line logged it more than once: then with that line's extremes there. */
function exactGrid(lines: readonly Line[], distinct: Float64Array): Grid {
  const repeated = collectRepeated(lines)
  const outside = outsideXs(lines)
  const x: number[] = [...outside.left]
  const slots = new Map<number, readonly [number, number]>()
  for (const value of distinct) {
    const first = x.push(value) - 1
    slots.set(value, [first, repeated.has(value) ? x.push(value) - 1 : first])
  }
  x.push(...outside.right)
  return {
    x: Float64Array.from(x),
    isReduced: false,
    visit: (line, put) =>
      forEachDistinct(line, (value, start, end) =>
        put(slots.get(value === 0 ? 0 : value) as [number, number], start, end),
      ),
    slotOfOutside: slotFinder(outside, x.length),
  }
}

function pixelGrid(lines: readonly Line[], scale: PixelScale, widthPx: number): Grid {
  const isUsed = new Uint8Array(widthPx)
  lines.forEach((line) => forEachColumn(line, scale, (column) => (isUsed[column] = 1)))
  const outside = outsideXs(lines)
  const x: number[] = [...outside.left]
  const firstSlot = new Uint32Array(widthPx)
  isUsed.forEach((used, column) => {
    if (used) firstSlot[column] = x.push(scale.slotX(column, 0), scale.slotX(column, 1)) - 2
  })
  x.push(...outside.right)
  return {
    x: Float64Array.from(x),
    isReduced: true,
    visit: (line, put) =>
      forEachColumn(line, scale, (column, start, end) => {
        const slot = firstSlot[column] as number
        put([slot, slot + 1], start, end)
      }),
    slotOfOutside: slotFinder(outside, x.length),
  }
}

interface OutsideXs {
  readonly left: readonly number[]
  readonly right: readonly number[]
}

function outsideXs(lines: readonly Line[]): OutsideXs {
  const collect = (placeOf: (line: Line) => number): number[] => {
    const found = new Set(lines.flatMap((line) => (placeOf(line) < 0 ? [] : [line.x[placeOf(line)] as number])))
    return [...found].sort((a, b) => a - b)
  }
  return { left: collect((line) => line.before), right: collect((line) => line.after) }
}

function slotFinder({ left, right }: OutsideXs, length: number): (x: number) => number {
  const slots = new Map<number, number>()
  left.forEach((x, place) => slots.set(x, place))
  right.forEach((x, place) => slots.set(x, length - right.length + place))
  return (x) => slots.get(x) ?? 0
}

function fillLine(line: Line, grid: Grid, scale: PixelScale): SeriesLine {
  const raw = fill(line, line.y, grid)
  return {
    runKey: line.runKey,
    raw,
    ...(line.smoothed ? { smoothed: fill(line, line.smoothed, grid) } : {}),
    pointCount: line.end - line.start,
    nonFiniteX: collectNonFinite(line, scale),
  }
}

function fill(line: Line, y: Float64Array, grid: Grid): Float64Array<ArrayBuffer> {
  const values = new Float64Array(grid.x.length).fill(NaN)
  grid.visit(line, (slots, start, end) => putExtremes(values, slots, y, findExtremes(y, start, end)))
  for (const outside of [line.before, line.after])
    if (outside >= 0) values[grid.slotOfOutside(line.x[outside] as number)] = y[outside] as number
  return values
}

function collectNonFinite({ x, y, start, end }: Line, scale: PixelScale): Float64Array<ArrayBuffer> {
  const found: number[] = []
  let lastColumn = -1
  for (let place = start; place < end; place++) {
    const value = y[place] as number
    if (value - value === 0) continue
    const at = x[place] as number
    const column = scale.columnOf(at)
    if (column !== lastColumn) found.push(at)
    lastColumn = column
  }
  return Float64Array.from(found)
}
