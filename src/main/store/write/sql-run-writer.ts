// Writes runs into an MLflow database as MLflow's own store does: one short transaction a call, whatever columns its schema has,
// never another journal mode and never a migration.
import { mkdirSync, realpathSync, statSync } from 'node:fs'
import { dirname, join, resolve } from 'node:path'
import { fileURLToPath, pathToFileURL } from 'node:url'
import type { RunStatus } from '../../../shared/domain/run'
import { isInside } from '../../artifacts/safe-path'
import { Failure } from '../../rpc/router'
import type { CreatedRun, KeyValue, NewRun, RunWriter } from '../ports'
import { openDatabase, type Database, type SqlValue } from '../sql-store/database'
import { requireCapabilities, type Capabilities, type Table } from '../sql-store/schema'
import { toFailure } from '../sql-store/sql-errors'
import { newRunId } from './new-run-id'
import { generateRunName } from './run-name'

const BUSY_TIMEOUT_MS = 5_000
const DEFAULT_EXPERIMENT = '0'
const RUN_NAME_TAG = 'mlflow.runName'

export function createSqlRunWriter(path: string): RunWriter {
  const database = resolve(path)
  const transact = <T>(write: (db: Database, capabilities: Capabilities) => T): T => inTransaction(database, write)
  return {
    trackingUri: trackingUriOf(database),
    createRun: (run) => transact((db, capabilities) => insertRun({ db, capabilities, database }, run)),
    setTags: (runId, tags) => {
      transact((db) => {
        requireRun(db, runId)
        writeTags(db, runId, tags)
      })
    },
    finishRun: (runId, status, endTime) => {
      transact((db) => {
        finish(db, { runId, status, endTime })
      })
    },
  }
}

/** `sqlite:////home/ada/mlflow.db`, `sqlite:///C:/work/mlflow.db`: an absolute path after three slashes. */
export function trackingUriOf(database: string): string {
  return `sqlite:///${database.replaceAll('\\', '/')}`
}

function inTransaction<T>(path: string, write: (db: Database, capabilities: Capabilities) => T): T {
  requireFile(path)
  let db: Database | undefined
  try {
    db = openDatabase(path, { isReadOnly: false, busyTimeoutMs: BUSY_TIMEOUT_MS })
    db.run('PRAGMA foreign_keys = 1')
    db.run('BEGIN IMMEDIATE')
    const result = write(db, requireCapabilities(db, path))
    db.run('COMMIT')
    return result
  } catch (cause) {
    throw toFailure(cause, path)
  } finally {
    db?.close() // rolls back what was not committed
  }
}

/** SQLite would make a new file where there is none. */
function requireFile(path: string): void {
  if (!statSync(path, { throwIfNoEntry: false })?.isFile()) throw new Failure({ code: 'io', errno: 'ENOENT', path })
}

interface Target {
  readonly db: Database
  readonly capabilities: Capabilities
  readonly database: string
}

function insertRun(target: Target, run: NewRun): CreatedRun {
  const experimentId = run.experimentId ?? DEFAULT_EXPERIMENT
  const location = experimentLocation(target, experimentId)
  const runId = newRunId()
  const root = artifactRootOf(target.database, { location, experimentId })
  const artifactPath = join(root.path, runId, 'artifacts')
  const tagName = run.tags.find(([key]) => key === RUN_NAME_TAG)?.[1]
  const runName = run.runName ?? tagName ?? generateRunName()
  insert(target, 'runs', {
    run_uuid: runId,
    name: runName,
    source_type: 'UNKNOWN',
    source_name: '',
    entry_point_name: '',
    source_version: '',
    user_id: run.userId,
    status: 'RUNNING',
    start_time: run.startTime,
    lifecycle_stage: 'active',
    artifact_uri: `${root.recorded}/${runId}/artifacts`,
    experiment_id: BigInt(experimentId),
  })
  for (const [key, value] of run.params)
    target.db.run('INSERT INTO params (key, value, run_uuid) VALUES (?, ?, ?)', key, value, runId)
  writeTags(target.db, runId, [...run.tags.filter(([key]) => key !== RUN_NAME_TAG), [RUN_NAME_TAG, runName]])
  mkdirSync(artifactPath, { recursive: true })
  return { runId, runName, experimentId, artifactPath }
}

/** Only the columns that this schema has. */
function insert({ db, capabilities }: Target, table: Table, values: Readonly<Record<string, SqlValue>>): void {
  const columns = Object.keys(values).filter((column) => capabilities.hasColumn(table, column))
  const marks = columns.map(() => '?').join(', ')
  db.run(
    `INSERT INTO ${table} (${columns.join(', ')}) VALUES (${marks})`,
    ...columns.map((column) => values[column] ?? null),
  )
}

/** The recorded artifact location of an experiment; experiment 0 is made when missing, as MLflow does. */
function experimentLocation(target: Target, experimentId: string): string {
  const notFound = new Failure({ code: 'not-found', what: 'experiment', id: experimentId })
  if (!/^\d{1,18}$/.test(experimentId)) throw notFound
  const columns = [target.capabilities.column('experiments', 'artifact_location', 'NULL')]
  const found = target.db.rows({ columns, from: 'FROM experiments WHERE experiment_id = ?' }, BigInt(experimentId))[0]
  if (found) return String(found[0] ?? '')
  if (experimentId !== DEFAULT_EXPERIMENT) throw notFound
  const location = join(dirname(target.database), 'mlruns', DEFAULT_EXPERIMENT)
  const now = Date.now()
  insert(target, 'experiments', {
    experiment_id: 0,
    name: 'Default',
    artifact_location: location,
    lifecycle_stage: 'active',
    creation_time: now,
    last_update_time: now,
  })
  return location
}

interface Root {
  readonly path: string
  /** As it is written into the run: the experiment's own spelling where that place exists. */
  readonly recorded: string
}

/**
 * The experiment's recorded folder where it is beside the database, else the usual place there. A copied project may name the
 * original, which exists on this machine and is not ours to write to.
 */
function artifactRootOf(
  database: string,
  { location, experimentId }: { readonly location: string; readonly experimentId: string },
): Root {
  const beside = join(dirname(database), 'mlruns', experimentId)
  const local = localPathOf(location, dirname(database))
  const isHere = local !== undefined && (local === beside || isFolderInside(local, dirname(database)))
  if (isHere) return { path: local, recorded: location.replace(/[\\/]+$/, '') }
  return { path: beside, recorded: process.platform === 'win32' ? pathToFileURL(beside).href : beside }
}

function localPathOf(location: string, base: string): string | undefined {
  if (location === '') return undefined
  if (/^[a-zA-Z]:[\\/]/.test(location)) return process.platform === 'win32' ? location : undefined
  if (!/^[a-z][a-z0-9+.-]*:/i.test(location)) return resolve(base, location)
  try {
    return location.startsWith('file:') ? fileURLToPath(location) : undefined
  } catch {
    return undefined
  }
}

function isFolderInside(path: string, base: string): boolean {
  try {
    const real = realpathSync(path)
    return statSync(real).isDirectory() && isInside(realpathSync(base), real)
  } catch {
    return false
  }
}

function requireRun(db: Database, runId: string): void {
  const found = db.rows({ columns: ['1'], from: 'FROM runs WHERE run_uuid = ?' }, runId)
  if (found.length === 0) throw new Failure({ code: 'not-found', what: 'run', id: runId })
}

function writeTags(db: Database, runId: string, tags: readonly KeyValue[]): void {
  for (const [key, value] of tags) {
    db.run(
      `INSERT INTO tags (key, value, run_uuid) VALUES (?, ?, ?)
       ON CONFLICT (key, run_uuid) DO UPDATE SET value = excluded.value`,
      key,
      value,
      runId,
    )
    if (key === RUN_NAME_TAG) db.run('UPDATE runs SET name = ? WHERE run_uuid = ?', value, runId)
  }
}

interface Ending {
  readonly runId: string
  readonly status: RunStatus
  readonly endTime: number
}

function finish(db: Database, { runId, status, endTime }: Ending): void {
  requireRun(db, runId)
  db.run('UPDATE runs SET status = ?, end_time = ? WHERE run_uuid = ?', status, endTime, runId)
}
