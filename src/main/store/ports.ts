// The ports of a store: what every kind (file, SQL, later REST) must be able to do. The run index, the watcher and the
// handlers know only these. Readers never write, not even a lock file; writers are opened for a write and closed after it.
import type { Problem, LifecycleStage, MetricSummary, RunStatus } from '../../shared/domain/run'
import type { RunKey, StoreId } from '../../shared/domain/ids'

export type KeyValue = readonly [key: string, value: string]

/** The latest value by MLflow's rule: the maximum by (step, timestamp, value). Timestamps are Unix milliseconds. */
export interface LatestMetric {
  readonly key: string
  readonly value: number
  readonly step: number
  readonly timestamp: number
}

export interface ExperimentRecord {
  readonly experimentId: string
  readonly name: string
  readonly lifecycleStage: LifecycleStage
  readonly artifactLocation: string | undefined
  readonly creationTime: number | undefined
  readonly lastUpdateTime: number | undefined
  readonly tags: readonly KeyValue[]
}

/** A run as its store has it now. */
export interface RunRecord {
  readonly runId: string
  readonly experimentId: string
  readonly name: string
  readonly status: RunStatus
  readonly lifecycleStage: LifecycleStage
  readonly startTime: number | undefined
  readonly endTime: number | undefined
  readonly userId: string | undefined
  readonly artifactUri: string | undefined
  /** Absolute: the run's folder, or the database file. */
  readonly location: string
  readonly params: readonly KeyValue[]
  readonly tags: readonly KeyValue[]
  readonly metrics: readonly LatestMetric[]
  readonly problems: readonly Problem[]
}

/** A metric's points in the order MLflow reports them (file order; or timestamp, step, value for a database). */
export interface MetricHistory {
  readonly timestamps: Float64Array
  readonly steps: Float64Array
  readonly values: Float64Array
  /** Exact steps beyond ±2^53, by index: the typed array has them rounded. */
  readonly bigSteps: ReadonlyMap<number, bigint>
  readonly problems: readonly Problem[]
}

/** One piece of a scan. A reader yields often enough that its caller stays responsive (every 8 ms or so). */
export interface ScanBatch {
  readonly experiments?: readonly ExperimentRecord[]
  readonly runs: readonly RunRecord[]
  /** Runs looked at so far, and how many there are as far as is known. */
  readonly done: number
  readonly total: number
}

/** What is known after a complete scan. */
export interface ScanEnd {
  readonly experiments: readonly ExperimentRecord[]
  /** Every run that exists: others are gone. */
  readonly runIds: ReadonlySet<string>
  /** Problems that belong to no run. */
  readonly problems: readonly Problem[]
}

export interface LoggedModelRecord {
  readonly modelId: string
  readonly experimentId: string
  readonly name: string
  readonly status: string
  readonly sourceRunId: string | undefined
  readonly creationTime: number | undefined
  readonly artifactLocation: string | undefined
}

/**
 * Reads one store. Synchronous file access inside is right: it runs in the workspace's worker. Throws `Failure` when the
 * store as a whole cannot be read; a damaged run is a record with problems.
 */
export interface StoreReader {
  readonly id: StoreId
  readonly kind: 'file' | 'sql'
  /** Absolute path of the folder or the database file. */
  readonly path: string
  /**
   * Looks at everything, newest runs first where that is known, and yields what is new or changed since this reader's previous scan
   * (everything, the first time). Returns the end only when it was not aborted.
   */
  scan(signal: AbortSignal): AsyncGenerator<ScanBatch, ScanEnd | undefined>
  /**
   * Cheap look for changes of the given runs and of the lists of runs and experiments; same yields as `scan`. `hints` are
   * absolute paths that the watcher saw change, undefined when it does not know.
   */
  refresh(hints: readonly string[] | undefined, signal: AbortSignal): AsyncGenerator<ScanBatch, ScanEnd | undefined>
  /** Points of one metric; undefined when the run or the metric does not exist. */
  history(runId: string, metric: string): MetricHistory | undefined
  metricSummaries(runId: string): readonly MetricSummary[]
  loggedModels(): readonly LoggedModelRecord[]
  /** Paths worth watching now: folders for a file store (root, experiments, active runs), the database's files for SQL. */
  watchTargets(): readonly string[]
  dispose(): void
}

export interface NewRun {
  readonly experimentId: string | undefined
  readonly runName: string | undefined
  readonly userId: string
  readonly startTime: number
  readonly params: readonly KeyValue[]
  readonly tags: readonly KeyValue[]
}

export interface CreatedRun {
  readonly runId: string
  readonly runName: string
  readonly experimentId: string
  /** Absolute local folder, existing. */
  readonly artifactPath: string
}

/** Writes one store, each call atomic and readable by MLflow. */
export interface RunWriter {
  createRun(run: NewRun): CreatedRun
  setTags(runId: string, tags: readonly KeyValue[]): void
  finishRun(runId: string, status: RunStatus, endTime: number): void
  /** What MLFLOW_TRACKING_URI says for this store: absolute. */
  readonly trackingUri: string
}

export const runKeyOf = (storeId: StoreId, runId: string): RunKey => `${storeId}\u0000${runId}`
