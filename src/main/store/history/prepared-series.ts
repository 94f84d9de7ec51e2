// A metric's points in the order of x, kept beside the history so that zooming only searches.
import type { XAxis } from '../../../shared/domain/series'
import type { MetricHistory } from '../ports'

export interface PreparedSeries {
  /** Ascending; equal x keep the order in which they were logged. */
  readonly x: Float64Array
  readonly y: Float64Array
}

type Points = Pick<MetricHistory, 'steps' | 'timestamps' | 'values'>

export function prepareSeries(history: Points, axis: XAxis): PreparedSeries {
  const x = axis === 'step' ? history.steps : secondsOf(history.timestamps, axis)
  if (isAscending(x)) return { x, y: history.values }
  const order = new Uint32Array(x.length)
  let kept = 0
  for (let i = 0; i < x.length; i++) if (Number.isFinite(x[i])) order[kept++] = i
  const places = order.subarray(0, kept)
  places.sort((a, b) => (x[a] as number) - (x[b] as number) || a - b)
  return {
    x: Float64Array.from(places, (place) => x[place] as number),
    y: Float64Array.from(places, (place) => history.values[place] as number),
  }
}

/** Relative time counts from the earliest point, so that a clock that was set back gives no negative time. */
function secondsOf(timestamps: Float64Array, axis: 'wall' | 'relative'): Float64Array {
  let origin = 0
  if (axis === 'relative') origin = timestamps.reduce((least, time) => Math.min(least, time), Infinity)
  return timestamps.map((time) => (time - origin) / 1000)
}

/** False too when an x is not finite: such a point has no place on an axis. */
function isAscending(x: Float64Array): boolean {
  let before = -Number.MAX_VALUE
  for (let i = 0; i < x.length; i++) {
    const value = x[i] as number
    if (!(value >= before && value <= Number.MAX_VALUE)) return false
    before = value
  }
  return true
}

/** Debiased exponential moving average over all points; values that are not finite do not enter it and stay a gap. */
export function smooth(y: Float64Array, weight: number): Float64Array {
  const smoothed = new Float64Array(y.length)
  let average = 0
  let missingWeight = 1
  for (let i = 0; i < y.length; i++) {
    const value = y[i] as number
    if (!Number.isFinite(value)) {
      smoothed[i] = NaN
      continue
    }
    average = weight * average + (1 - weight) * value
    missingWeight *= weight
    smoothed[i] = average / (1 - missingWeight)
  }
  return smoothed
}

/** First place whose x is not below `bound`. */
export function lowerBound(x: Float64Array, bound: number): number {
  let low = 0
  let high = x.length
  while (low < high) {
    const middle = (low + high) >>> 1
    if ((x[middle] as number) < bound) low = middle + 1
    else high = middle
  }
  return low
}

/** First place whose x is above `bound`. */
export function upperBound(x: Float64Array, bound: number): number {
  let low = 0
  let high = x.length
  while (low < high) {
    const middle = (low + high) >>> 1
    if ((x[middle] as number) <= bound) low = middle + 1
    else high = middle
  }
  return low
}
