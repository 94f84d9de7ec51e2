// One line onto a grid that several lines share: the exact union of their x, or two slots a pixel column.
import { lowerBound, upperBound } from './prepared-series'
import type { PixelScale } from './pixel-scale'

/** Points of one line from `start` up to `end` are in the range. */
export interface LineSpan {
  readonly x: Float64Array
  readonly start: number
  readonly end: number
}

/** Places where one pixel column (or one x) begins and ends, as far as a line has points there. */
type VisitGroup = (group: number, start: number, end: number) => void

/** Calls for each pixel column that has points. Gallops to a column's end, so dense lines cost few scale computations. */
export function forEachColumn(span: LineSpan, scale: PixelScale, visit: VisitGroup): void {
  let start = span.start
  while (start < span.end) {
    const column = scale.columnOf(span.x[start] as number)
    const isBeyond = (place: number): boolean => scale.columnOf(span.x[place] as number) > column
    let stride = 1
    let low = start + 1
    while (low < span.end && start + stride < span.end && !isBeyond(start + stride)) {
      low = start + stride + 1
      stride *= 2
    }
    let high = Math.min(start + stride, span.end)
    while (low < high) {
      const middle = (low + high) >>> 1
      if (isBeyond(middle)) high = middle
      else low = middle + 1
    }
    visit(column, start, low)
    start = low
  }
}

/** Places of the least and the greatest finite value, -1 when there is none. */
export interface Extremes {
  min: number
  max: number
}

export function findExtremes(y: Float64Array, start: number, end: number): Extremes {
  let min = -1
  let max = -1
  let least = Infinity
  let greatest = -Infinity
  for (let place = start; place < end; place++) {
    const value = y[place] as number
    if (value - value !== 0) continue
    if (value < least) {
      least = value
      min = place
    }
    if (value > greatest) {
      greatest = value
      max = place
    }
  }
  return { min, max }
}

/** Writes a group's extremes into its slots, in the order in which they occurred. */
export function putExtremes(
  target: Float64Array,
  slots: readonly [number, number],
  y: Float64Array,
  found: Extremes,
): void {
  if (found.min < 0) return
  const first = Math.min(found.min, found.max)
  const second = Math.max(found.min, found.max)
  target[slots[0]] = y[first] as number
  if (second !== first && slots[1] !== slots[0]) target[slots[1]] = y[second] as number
}

/** The distinct x of all spans, ascending; undefined when there are more than `limit`. */
export function collectDistinct(spans: readonly LineSpan[], limit: number): Float64Array | undefined {
  const distinct = new Set<number>()
  for (const { x, start, end } of spans) {
    let before = NaN
    for (let place = start; place < end; place++) {
      const value = x[place] as number
      if (value === before) continue
      before = value
      distinct.add(value === 0 ? 0 : value)
      if (distinct.size > limit) return undefined
    }
  }
  return Float64Array.from(distinct).sort()
}

/** The distinct x that some line has more than once: these need two slots. */
export function collectRepeated(spans: readonly LineSpan[]): ReadonlySet<number> {
  const repeated = new Set<number>()
  for (const { x, start, end } of spans)
    for (let place = start + 1; place < end; place++)
      if (x[place] === x[place - 1]) repeated.add((x[place] as number) === 0 ? 0 : (x[place] as number))
  return repeated
}

/** Calls for each distinct x of the span. */
export function forEachDistinct(span: LineSpan, visit: (x: number, start: number, end: number) => void): void {
  let start = span.start
  while (start < span.end) {
    const x = span.x[start] as number
    let end = start + 1
    while (end < span.end && span.x[end] === x) end++
    visit(x, start, end)
    start = end
  }
}

export function spanOf(x: Float64Array, range: readonly [number, number]): LineSpan {
  return { x, start: lowerBound(x, range[0]), end: upperBound(x, range[1]) }
}
