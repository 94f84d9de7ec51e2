// Records and a store in memory, for tests of what lies above the readers.
import type { MetricHistory, RunRecord, ScanBatch, ScanEnd, StoreReader } from '../main/store/ports'

export function buildRun(runId: string, parts: Partial<RunRecord> = {}): RunRecord {
  return {
    runId,
    experimentId: '0',
    name: runId,
    status: 'FINISHED',
    lifecycleStage: 'active',
    startTime: 1_000,
    endTime: 2_000,
    userId: 'ada',
    artifactUri: undefined,
    location: `/mlruns/0/${runId}`,
    params: [],
    tags: [],
    metrics: [],
    problems: [],
    ...parts,
  }
}

export const buildMetric = (key: string, value: number, step = 0): RunRecord['metrics'][number] => ({
  key,
  value,
  step,
  timestamp: 1_000 + step,
})

export const buildHistory = (values: readonly number[], steps?: readonly number[]): MetricHistory => ({
  values: Float64Array.from(values),
  steps: Float64Array.from(steps ?? values.map((_, place) => place)),
  timestamps: Float64Array.from(values, (_, place) => 1_000 + place * 1_000),
  bigSteps: new Map(),
  problems: [],
})

export interface MemoryStore {
  readonly reader: StoreReader
  readonly runs: Map<string, RunRecord>
  readonly histories: Map<string, MetricHistory>
  /** Counts of calls, by what was called. */
  readonly calls: { scan: number; refresh: number; history: number }
  /** Thrown by the next looks until it is cleared. */
  failure: unknown
  /** Runs in a batch; a look waits for `gate` before each. */
  batchSize: number
  gate: () => Promise<void>
}

/** `path` must exist, as a store's does; what is in it does not matter. */
export function createMemoryStore(id: string, path: string): MemoryStore {
  const calls = { scan: 0, refresh: 0, history: 0 }
  const experiments = [
    {
      experimentId: '0',
      name: 'Default',
      lifecycleStage: 'active' as const,
      artifactLocation: undefined,
      creationTime: undefined,
      lastUpdateTime: undefined,
      tags: [],
    },
  ]

  async function* look(signal: AbortSignal): AsyncGenerator<ScanBatch, ScanEnd | undefined> {
    if (store.failure) throw store.failure
    const all = [...store.runs.values()]
    for (let done = 0; done < all.length; done += store.batchSize) {
      await store.gate()
      if (signal.aborted) return undefined
      const runs = all.slice(done, done + store.batchSize)
      yield { experiments, runs, done: done + runs.length, total: all.length }
    }
    return { experiments, runIds: new Set(all.map((run) => run.runId)), problems: [] }
  }

  const store: MemoryStore = {
    runs: new Map(),
    histories: new Map(),
    calls,
    failure: undefined,
    batchSize: 100,
    gate: () => Promise.resolve(),
    reader: {
      id,
      kind: 'file',
      path,
      scan: (signal) => {
        calls.scan++
        return look(signal)
      },
      refresh: (_, signal) => {
        calls.refresh++
        return look(signal)
      },
      history: (runId, metric) => {
        calls.history++
        return store.histories.get(`${runId} ${metric}`)
      },
      metricSummaries: () => [],
      loggedModels: () => [],
      watchTargets: () => [],
      dispose: () => undefined,
    },
  }
  return store
}
