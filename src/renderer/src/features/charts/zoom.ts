// Ranges in plot units: x itself, or log10(x) on a logarithmic axis, so that zooming and panning are linear on the screen.
export type Range = readonly [from: number, to: number]

/** A range narrower than this share of what there is cannot be told apart in a double any more. */
const NARROWEST = 1e-9

/** Widens an extent without width, so that a single point has an axis. */
export const paddedExtent = ([from, to]: Range): Range => (from === to ? [from - 0.5, to + 0.5] : [from, to])

/** `factor` below 1 zooms in; the value at `centre` stays where it is on the screen. */
export const zoomed = ([from, to]: Range, centre: number, factor: number): Range => [
  centre - (centre - from) * factor,
  centre + (to - centre) * factor,
]

export const panned = ([from, to]: Range, by: number): Range => [from + by, to + by]

/** Keeps a range inside the extent, moved rather than narrowed; undefined when it shows everything, which is no zoom. */
export function clamped([from, to]: Range, extent: Range): Range | undefined {
  const whole = extent[1] - extent[0]
  const width = Math.max(to - from, whole * NARROWEST)
  if (!(width < whole)) return undefined
  const start = Math.min(Math.max(from, extent[0]), extent[1] - width)
  return [start, start + width]
}

export const toPlot = (isLog: boolean, value: number): number => (isLog ? Math.log10(value) : value)
export const fromPlot = (isLog: boolean, value: number): number => (isLog ? 10 ** value : value)

export const rangeToPlot = (isLog: boolean, [from, to]: Range): Range => [toPlot(isLog, from), toPlot(isLog, to)]
export const rangeFromPlot = (isLog: boolean, [from, to]: Range): Range => [fromPlot(isLog, from), fromPlot(isLog, to)]
