// Histories read before, each with its points in the order of x and its last smoothing; the least used go first.
// A run's histories are read again after the index took a new record of that run, and never otherwise.
import type { XAxis } from '../../../shared/domain/series'
import type { RunKey } from '../../../shared/domain/ids'
import { prepareSeries, smooth, type PreparedSeries } from './prepared-series'
import type { MetricHistory } from '../ports'

export interface HistoryCacheOptions {
  /** Undefined when the run or the metric is not there. */
  readonly read: (key: RunKey, metric: string) => MetricHistory | undefined
  /** Number of the run's latest record in the index; undefined when the run is gone. */
  readonly revisionOf: (key: RunKey) => number | undefined
  readonly limitBytes?: number
}

export interface HistoryCache {
  get(key: RunKey, metric: string): CachedHistory | undefined
  readonly sizeBytes: number
}

export interface CachedHistory {
  series(axis: XAxis): PreparedSeries
  smoothed(axis: XAxis, weight: number): Float64Array
}

const LIMIT_BYTES = 256 * 1024 * 1024
const POINT_BYTES = 24
/** A sorted x and y, and one smoothing, at most. */
const PREPARED_POINT_BYTES = 24

interface Entry extends CachedHistory {
  readonly revision: number
  readonly sizeBytes: number
}

export function createHistoryCache(options: HistoryCacheOptions): HistoryCache {
  const limit = options.limitBytes ?? LIMIT_BYTES
  const entries = new Map<string, Entry>()
  let sizeBytes = 0

  const drop = (name: string): void => {
    sizeBytes -= entries.get(name)?.sizeBytes ?? 0
    entries.delete(name)
  }

  const add = (name: string, entry: Entry): Entry => {
    entries.set(name, entry)
    sizeBytes += entry.sizeBytes
    for (const oldest of entries.keys()) {
      if (sizeBytes <= limit || oldest === name) break
      drop(oldest)
    }
    return entry
  }

  return {
    get sizeBytes() {
      return sizeBytes
    },
    get: (key, metric) => {
      const name = `${key}\u0000${metric}`
      const revision = options.revisionOf(key)
      const known = entries.get(name)
      drop(name)
      if (revision === undefined) return undefined
      if (known?.revision === revision) return add(name, known)
      const history = options.read(key, metric)
      return history && add(name, createEntry(history, revision))
    },
  }
}

function createEntry(history: MetricHistory, revision: number): Entry {
  const prepared = new Map<XAxis, PreparedSeries>()
  let smoothing: { readonly axis: XAxis; readonly weight: number; readonly values: Float64Array } | undefined

  const series = (axis: XAxis): PreparedSeries => {
    const known = prepared.get(axis)
    if (known) return known
    // One axis at a time is looked at: keeping more would double the memory.
    prepared.clear()
    const made = prepareSeries(history, axis)
    prepared.set(axis, made)
    return made
  }

  return {
    revision,
    sizeBytes: history.values.length * (POINT_BYTES + PREPARED_POINT_BYTES),
    series,
    smoothed: (axis, weight) => {
      if (smoothing?.axis !== axis || smoothing.weight !== weight)
        smoothing = { axis, weight, values: smooth(series(axis).y, weight) }
      return smoothing.values
    },
  }
}
