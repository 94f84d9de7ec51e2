// From the worker's window to what uPlot draws: plot units, and for each line where it is joined and where it is broken.
import type { RunKey } from '../../../../shared/domain/ids'
import type { SeriesLine, SeriesWindow } from '../../../../shared/domain/series'
import { toPlot } from './zoom'

/** `undefined`: the line has no point at this x and is joined across it. `null`: its value is not a number, a gap. */
export type PlotColumn = (number | null | undefined)[]

export interface PlotLine {
  readonly key: RunKey
  readonly raw: PlotColumn
  readonly smoothed: PlotColumn | undefined
  /** Indices drawn as points: all of a sparse line, and points that no line reaches. */
  readonly points: number[]
  /** In plot units: where values are NaN or infinite. */
  readonly nonFinite: readonly number[]
}

export interface PlotData {
  readonly x: number[]
  readonly lines: readonly PlotLine[]
  /** Values that a logarithmic y cannot show. */
  readonly hiddenCount: number
}

export interface PlotAxes {
  readonly isLogX: boolean
  readonly isLogY: boolean
  /** Pixels a point needs at least, as a number of points along the width, to be drawn as a dot. */
  readonly mostPoints: number
}

export function collectPlotData(window: SeriesWindow, axes: PlotAxes): PlotData {
  const x = Array.from(window.x, (value) => toPlot(axes.isLogX, value))
  let hiddenCount = 0
  const lines = window.lines.map((line): PlotLine => {
    const raw = collectColumn(line.raw, line, window.x, axes.isLogY)
    hiddenCount += raw.hiddenCount
    return {
      key: line.runKey,
      raw: raw.column,
      smoothed: line.smoothed && collectColumn(line.smoothed, line, window.x, axes.isLogY).column,
      points: collectPoints(raw.column, axes.mostPoints),
      nonFinite: Array.from(line.nonFiniteX, (value) => toPlot(axes.isLogX, value)),
    }
  })
  return { x, lines, hiddenCount }
}

interface Column {
  readonly column: PlotColumn
  readonly hiddenCount: number
}

function collectColumn(values: Float64Array, line: SeriesLine, x: Float64Array, isLogY: boolean): Column {
  const column: PlotColumn = new Array<number | null | undefined>(values.length)
  const breaks = line.nonFiniteX
  let nextBreak = 0
  let hiddenCount = 0
  let gapFrom = 0
  let isBroken = false
  for (let index = 0; index < values.length; index += 1) {
    const value = values[index] ?? Number.NaN
    const at = x[index] ?? Number.NaN
    while (nextBreak < breaks.length && (breaks[nextBreak] ?? 0) <= at) {
      isBroken = true
      nextBreak += 1
    }
    if (!Number.isFinite(value)) continue
    if (isLogY && value <= 0) {
      hiddenCount += 1
      column[index] = null
      continue
    }
    if (isBroken) column.fill(null, gapFrom, index)
    column[index] = isLogY ? Math.log10(value) : value
    gapFrom = index + 1
    isBroken = false
  }
  return { column, hiddenCount }
}

function collectPoints(column: PlotColumn, most: number): number[] {
  const present = column.flatMap((value, index) => (typeof value === 'number' ? index : []))
  if (present.length <= most) return present
  return present.filter((_, place) => isAlone(column, present, place))
}

/** Between gaps on both sides, or the ends: no stroke reaches the point. */
function isAlone(column: PlotColumn, present: readonly number[], place: number): boolean {
  const at = present[place] ?? 0
  const before = present[place - 1]
  const after = present[place + 1]
  const hasGap = (from: number, to: number): boolean => {
    for (let index = from + 1; index < to; index += 1) if (column[index] === null) return true
    return false
  }
  return (before === undefined || hasGap(before, at)) && (after === undefined || hasGap(at, after))
}

export interface NearPoint {
  readonly key: RunKey
  /** Index in `x`. */
  readonly index: number
  /** In plot units of y. */
  readonly y: number
}

/** For each line that reaches `at`, its point nearest in x. `slack`: how far past its ends a line still answers. */
export function collectNear(data: PlotData, at: number, slack: number): NearPoint[] {
  const start = nearestIndex(data.x, at)
  return data.lines.flatMap((line) => {
    const column = line.smoothed ?? line.raw
    const left = lastPresent(column, start, -1)
    const right = lastPresent(column, start, 1)
    const index = nearerOf(data.x, at, left, right)
    if (index === undefined) return []
    const isOutside = left === undefined || right === undefined
    if (isOutside && Math.abs((data.x[index] ?? 0) - at) > slack) return []
    return [{ key: line.key, index, y: column[index] as number }]
  })
}

function lastPresent(column: PlotColumn, from: number, direction: 1 | -1): number | undefined {
  for (let index = from; index >= 0 && index < column.length; index += direction) {
    if (typeof column[index] === 'number') return index
  }
  return undefined
}

function nearerOf(x: readonly number[], at: number, a: number | undefined, b: number | undefined): number | undefined {
  if (a === undefined || b === undefined) return a ?? b
  return Math.abs((x[a] ?? 0) - at) <= Math.abs((x[b] ?? 0) - at) ? a : b
}

/** Index of the value nearest to `at` in an ascending list. */
export function nearestIndex(x: readonly number[], at: number): number {
  let low = 0
  let high = x.length - 1
  while (low < high) {
    const middle = (low + high) >> 1
    if ((x[middle] ?? 0) < at) low = middle + 1
    else high = middle
  }
  const before = low - 1
  return before >= 0 && at - (x[before] ?? 0) <= (x[low] ?? 0) - at ? before : low
}

/** Nearest to the pointer first; without a height to be near to (a linked chart, the keyboard), greatest first. */
export const legendOrder = (near: readonly NearPoint[], y: number | undefined): NearPoint[] =>
  near.toSorted((a, b) => (y === undefined ? b.y - a.y : Math.abs(a.y - y) - Math.abs(b.y - y)))

/** Last value of a line inside the window, in plot units. */
export function lastValue(line: PlotLine): number | undefined {
  const index = lastPresent(line.raw, line.raw.length - 1, -1)
  return index === undefined ? undefined : (line.raw[index] as number)
}
