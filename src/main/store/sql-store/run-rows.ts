// Runs as the database has them: the rows of `runs`, and set-wise what belongs to a page of them.
import type { LifecycleStage, Problem, RunStatus } from '../../../shared/domain/run'
import type { ExperimentRecord, KeyValue, LatestMetric, LoggedModelRecord, RunRecord } from '../ports'
import type { Database, SqlRow, SqlValue } from './database'
import type { Capabilities, Table } from './schema'

/** A row of `runs` and where it is; `row` is compared to tell whether it changed. */
export interface RunRow {
  readonly rowid: number
  readonly runId: string
  readonly status: string
  readonly row: SqlRow
}

const STATUSES: ReadonlySet<string> = new Set(['RUNNING', 'SCHEDULED', 'FINISHED', 'FAILED', 'KILLED'])
/** As the file store numbers them: a hand-made database may hold these. */
const NUMBERED: Readonly<Record<string, RunStatus>> = {
  1: 'RUNNING',
  2: 'SCHEDULED',
  3: 'FINISHED',
  4: 'FAILED',
  5: 'KILLED',
}
const MODEL_STATUSES: Readonly<Record<number, string>> = { 1: 'PENDING', 2: 'READY', 3: 'FAILED' }
const RUN_NAME_TAG = 'mlflow.runName'

export const textOf = (value: SqlValue | undefined): string =>
  value instanceof Uint8Array ? new TextDecoder().decode(value) : String(value ?? '')
const optionalText = (value: SqlValue | undefined): string | undefined =>
  value === null || value === undefined ? undefined : textOf(value)
/** Bad text in a number's place counts as absent; SQLite columns take anything. */
export const optionalNumber = (value: SqlValue | undefined): number | undefined => {
  if (value === null || value === undefined) return undefined
  const number = Number(value)
  return Number.isNaN(number) ? undefined : number
}
const lifecycleOf = (value: SqlValue | undefined): LifecycleStage =>
  textOf(value) === 'deleted' ? 'deleted' : 'active'

const RUN_TEXTS = ['name', 'user_id', 'lifecycle_stage', 'artifact_uri'] as const
const RUN_TIMES = ['start_time', 'end_time'] as const

const runColumns = (capabilities: Capabilities): string[] => [
  'rowid',
  'run_uuid',
  capabilities.column('runs', 'status', 'NULL'),
  'CAST(experiment_id AS TEXT)',
  ...RUN_TIMES.map((column) => `CAST(${capabilities.column('runs', column, 'NULL')} AS REAL)`),
  ...RUN_TEXTS.map((column) => capabilities.column('runs', column, 'NULL')),
]

const toRunRow = (row: SqlRow): RunRow => ({
  rowid: Number(row[0]),
  runId: textOf(row[1]),
  status: textOf(row[2]),
  row,
})

/** The rows of `runs` after `afterRowid`, at most `limit`, in the order of the table. */
export function readRunRows(db: Database, capabilities: Capabilities, afterRowid: number, limit: number): RunRow[] {
  const from = 'FROM runs WHERE rowid > ? ORDER BY rowid LIMIT ?'
  return db.rows({ columns: runColumns(capabilities), from }, afterRowid, limit).map(toRunRow)
}

export function readRunRowsOf(db: Database, capabilities: Capabilities, runIds: readonly string[]): RunRow[] {
  const from = 'FROM runs WHERE run_uuid IN (SELECT value FROM json_each(?))'
  return db.rows({ columns: runColumns(capabilities), from }, JSON.stringify(runIds)).map(toRunRow)
}

/** Newest start first; of equal ones the smaller id, as MLflow orders. */
export function byNewest(a: RunRow, b: RunRow): number {
  const startOf = (run: RunRow): number => Number(run.row[4] ?? -Infinity)
  const [startA, startB] = [startOf(a), startOf(b)]
  if (startA !== startB) return startA < startB ? 1 : -1
  return a.runId < b.runId ? -1 : 1
}

export interface RunParts {
  readonly params: KeyValue[]
  readonly tags: KeyValue[]
  readonly metrics: LatestMetric[]
}

export const emptyParts = (): RunParts => ({ params: [], tags: [], metrics: [] })

const LATEST_COLUMNS = ['run_uuid', 'key', 'value', 'is_nan', 'CAST(step AS REAL)', 'CAST(timestamp AS REAL)']

/** `+` keeps SQLite from an index that it would have to walk from end to end for each run. */
const whereRunIn = (capabilities: Capabilities, table: Table): string =>
  `WHERE ${capabilities.isIndexedByRun(table) ? 'run_uuid' : '+run_uuid'} IN (SELECT value FROM json_each(?))`

/** Databases from before `latest_metrics`: the last by (step, timestamp, stored value), as MLflow's migration fills it. */
function latestFrom(capabilities: Capabilities): string {
  if (capabilities.hasTable('latest_metrics'))
    return `FROM latest_metrics ${whereRunIn(capabilities, 'latest_metrics')}`
  const step = capabilities.column('metrics', 'step', '0')
  return `FROM (SELECT run_uuid, key, value, timestamp, ${step} AS step,
      ${capabilities.column('metrics', 'is_nan', '0')} AS is_nan, row_number() OVER (
        PARTITION BY run_uuid, key ORDER BY ${step} DESC, timestamp DESC, value DESC) AS place
    FROM metrics ${whereRunIn(capabilities, 'metrics')}) WHERE place = 1`
}

const toLatest = (row: SqlRow): LatestMetric => ({
  key: textOf(row[1]),
  value: valueOf(row[2], row[3]),
  step: optionalNumber(row[4]) ?? 0,
  timestamp: optionalNumber(row[5]) ?? 0,
})

/** NaN is stored as 0 with a flag. `-0.0` comes back as `0.0` from MLflow, and infinities as the largest double. */
export function valueOf(stored: SqlValue | undefined, isNan: SqlValue | undefined): number {
  if (Number(isNan ?? 0) === 1) return Number.NaN
  return (optionalNumber(stored) ?? Number.NaN) + 0
}

/** Params, tags and latest metrics of the given runs, three queries however many they are. */
export function readParts(db: Database, capabilities: Capabilities, runIds: readonly string[]): Map<string, RunParts> {
  const parts = new Map(runIds.map((id) => [id, emptyParts()]))
  const ids = JSON.stringify(runIds)
  for (const table of ['params', 'tags'] as const) {
    const query = { columns: ['run_uuid', 'key', 'value'], from: `FROM ${table} ${whereRunIn(capabilities, table)}` }
    for (const [runId, key, value] of db.texts(query, ids))
      parts.get(runId ?? '')?.[table].push([key ?? '', value ?? ''])
  }
  for (const row of db.rows({ columns: LATEST_COLUMNS, from: latestFrom(capabilities) }, ids))
    parts.get(textOf(row[0]))?.metrics.push(toLatest(row))
  for (const of of parts.values()) sortParts(of)
  return parts
}

function sortParts(parts: RunParts): void {
  const byKey = (a: KeyValue, b: KeyValue): number => (a[0] < b[0] ? -1 : 1)
  parts.params.sort(byKey)
  parts.tags.sort(byKey)
  parts.metrics.sort((a, b) => (a.key < b.key ? -1 : 1))
}

function statusOf(text: string, isOver: boolean, problems: Problem[], path: string): RunStatus {
  const known = STATUSES.has(text) ? (text as RunStatus) : NUMBERED[text]
  if (known) return known
  problems.push({ kind: 'wrong-type', path, detail: `status: ${text === '' ? 'none' : text.slice(0, 100)}` })
  return isOver ? 'FINISHED' : 'RUNNING'
}

export function toRunRecord(run: RunRow, parts: RunParts, path: string): RunRecord {
  const [, , , experimentId, startTime, endTime, name, userId, lifecycle, artifactUri] = run.row
  const problems: Problem[] = []
  const end = optionalNumber(endTime)
  const tagName = parts.tags.find(([key]) => key === RUN_NAME_TAG)?.[1]
  return {
    runId: run.runId,
    experimentId: textOf(experimentId),
    name: textOf(name) || (tagName ?? ''),
    status: statusOf(run.status, end !== undefined, problems, path),
    lifecycleStage: lifecycleOf(lifecycle),
    startTime: optionalNumber(startTime),
    endTime: end,
    userId: optionalText(userId),
    artifactUri: optionalText(artifactUri),
    location: path,
    params: parts.params,
    tags: parts.tags,
    metrics: parts.metrics,
    problems,
  }
}

export function readExperiments(db: Database, capabilities: Capabilities): ExperimentRecord[] {
  const tags = readExperimentTags(db, capabilities)
  const column = (name: string): string => capabilities.column('experiments', name, 'NULL')
  const columns = [
    'CAST(experiment_id AS TEXT)',
    'name',
    column('lifecycle_stage'),
    column('artifact_location'),
    `CAST(${column('creation_time')} AS REAL)`,
    `CAST(${column('last_update_time')} AS REAL)`,
  ]
  return db
    .rows({ columns, from: 'FROM experiments ORDER BY experiment_id' })
    .map(([id, name, lifecycle, location, created, updated]) => ({
      experimentId: textOf(id),
      name: textOf(name),
      lifecycleStage: lifecycleOf(lifecycle),
      artifactLocation: optionalText(location),
      creationTime: optionalNumber(created),
      lastUpdateTime: optionalNumber(updated),
      tags: tags.get(textOf(id)) ?? [],
    }))
}

function readExperimentTags(db: Database, capabilities: Capabilities): Map<string, KeyValue[]> {
  const tags = new Map<string, KeyValue[]>()
  if (!capabilities.hasTable('experiment_tags')) return tags
  const columns = ['CAST(experiment_id AS TEXT)', 'key', 'value']
  for (const [id, key, value] of db.rows({ columns, from: 'FROM experiment_tags ORDER BY key' })) {
    const list = tags.get(textOf(id)) ?? []
    list.push([textOf(key), textOf(value)])
    tags.set(textOf(id), list)
  }
  return tags
}

export function readLoggedModels(db: Database, capabilities: Capabilities): LoggedModelRecord[] {
  if (!capabilities.hasTable('logged_models')) return []
  const columns = [
    'model_id',
    'CAST(experiment_id AS TEXT)',
    'name',
    'status',
    'source_run_id',
    'CAST(creation_timestamp_ms AS REAL)',
    'artifact_location',
  ]
  const from = `FROM logged_models WHERE lifecycle_stage IS NOT 'deleted' ORDER BY creation_timestamp_ms DESC, model_id`
  return db.rows({ columns, from }).map(([modelId, experimentId, name, status, runId, created, location]) => ({
    modelId: textOf(modelId),
    experimentId: textOf(experimentId),
    name: textOf(name),
    status: MODEL_STATUSES[Number(status)] ?? 'UNSPECIFIED',
    sourceRunId: optionalText(runId) || undefined,
    creationTime: optionalNumber(created),
    artifactLocation: optionalText(location),
  }))
}
