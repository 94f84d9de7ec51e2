// Fills an `mlflow.db` of a given shape. The schema is a real one: the fixture written by MLflow 3.18.0, emptied.
import { DatabaseSync } from '@photostructure/sqlite'
import { copyFileSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import * as tar from 'tar'
import { BENCH_EXPERIMENT } from './generate-file-store'
import { generateRuns, type Shape } from './shapes'

type Database = InstanceType<typeof DatabaseSync>

const FIXTURE = resolve(import.meta.dirname, '../../test/fixtures/stores/3.18.0-sqlite.tar.gz')

export function generateSqlStore(path: string, shape: Shape, count: number): void {
  const unpacked = mkdtempSync(join(tmpdir(), 'runbench-bench-'))
  tar.x({ file: FIXTURE, cwd: unpacked, sync: true }, ['./mlflow.db'])
  copyFileSync(join(unpacked, 'mlflow.db'), path)
  rmSync(unpacked, { recursive: true })
  const database = new DatabaseSync(path)
  try {
    database.exec('PRAGMA foreign_keys = OFF; BEGIN')
    empty(database)
    fill(database, shape, count)
    database.exec('COMMIT; VACUUM')
  } finally {
    database.close()
  }
}

function empty(database: Database): void {
  const tables = database
    .prepare("SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite_%'")
    .all()
  for (const { name } of tables as { name: string }[])
    if (name !== 'alembic_version') database.exec(`DELETE FROM "${name}"`)
}

function fill(database: Database, shape: Shape, count: number): void {
  const experiment = Number(BENCH_EXPERIMENT)
  database
    .prepare(
      "INSERT INTO experiments (experiment_id, name, artifact_location, lifecycle_stage, creation_time, last_update_time) VALUES (?, 'bench', ?, 'active', ?, ?)",
    )
    .run(experiment, `mlruns/${experiment}`, 1_700_000_000_000, 1_700_000_000_000)
  const insertRun = database.prepare(
    "INSERT INTO runs (run_uuid, name, source_type, source_name, entry_point_name, user_id, status, start_time, end_time, source_version, lifecycle_stage, artifact_uri, experiment_id) VALUES (?, ?, 'UNKNOWN', '', '', 'bench', 'FINISHED', ?, ?, '', 'active', ?, ?)",
  )
  const insertParam = database.prepare('INSERT INTO params (key, value, run_uuid) VALUES (?, ?, ?)')
  const insertTag = database.prepare('INSERT INTO tags (key, value, run_uuid) VALUES (?, ?, ?)')
  const insertMetric = database.prepare(
    'INSERT INTO metrics (key, value, timestamp, run_uuid, step, is_nan) VALUES (?, ?, ?, ?, ?, 0)',
  )
  const insertLatest = database.prepare(
    'INSERT INTO latest_metrics (key, value, timestamp, run_uuid, step, is_nan) VALUES (?, ?, ?, ?, ?, 0)',
  )
  for (const run of generateRuns(shape, count)) {
    insertRun.run(
      run.runId,
      run.name,
      run.startTime,
      run.endTime,
      `mlruns/${experiment}/${run.runId}/artifacts`,
      experiment,
    )
    for (const [key, value] of run.params) insertParam.run(key, value, run.runId)
    for (const [key, value] of run.tags) insertTag.run(key, value, run.runId)
    for (const [key, values] of run.metrics) {
      values.forEach((value, step) => insertMetric.run(key, value, run.startTime + step * 1000, run.runId, step))
      insertLatest.run(
        key,
        values.at(-1) ?? 0,
        run.startTime + (values.length - 1) * 1000,
        run.runId,
        values.length - 1,
      )
    }
  }
}
