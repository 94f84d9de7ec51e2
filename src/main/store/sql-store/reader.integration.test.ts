// A writer in a process of its own commits many times a second while the reader follows: nothing lost, nothing torn.
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { readdirSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { setTimeout as rest } from 'node:timers/promises'
import { afterEach, beforeEach, expect, it } from 'vitest'
import { unpackFixture, type TempFolder } from '../../../testing/fixtures'
import type { RunRecord } from '../ports'
import { createSqlStoreReader } from './reader'

const COMMITS = 300
/** What a caller leaves a writer between two looks. */
const REST_MS = 25

/** Each commit adds a point to two metrics and writes the same number over a tag: in no state do the three differ. */
const WRITER = `
  import { DatabaseSync } from '@photostructure/sqlite'
  const [path, mode, commits] = process.argv.slice(1)
  const db = new DatabaseSync(path, { timeout: 20000 })
  db.exec('PRAGMA journal_mode = ' + mode)
  const id = 'ab'.repeat(16)
  db.exec("INSERT INTO runs (run_uuid, name, status, experiment_id, start_time, lifecycle_stage) VALUES ('" + id + "', 'live', 'RUNNING', 1, 1, 'active')")
  for (let i = 1; i <= Number(commits); i++) {
    const points = ['a', 'b'].map((key) =>
      "INSERT INTO metrics (key, value, timestamp, run_uuid, step, is_nan) VALUES ('" + key + "', " + i + ", " + i + ", '" + id + "', " + i + ", 0);" +
      "INSERT INTO latest_metrics (key, value, timestamp, step, is_nan, run_uuid) VALUES ('" + key + "', " + i + ", " + i + ", " + i + ", 0, '" + id + "')" +
      " ON CONFLICT (key, run_uuid) DO UPDATE SET value = excluded.value, timestamp = excluded.timestamp, step = excluded.step;")
    db.exec('BEGIN IMMEDIATE;' + points.join('') +
      "INSERT INTO tags VALUES ('n', '" + i + "', '" + id + "') ON CONFLICT (key, run_uuid) DO UPDATE SET value = excluded.value; COMMIT")
    await new Promise((done) => setTimeout(done, 3))
  }
  db.exec("UPDATE runs SET status = 'FINISHED', end_time = 2 WHERE run_uuid = '" + id + "'")
  db.close()
`

let folder: TempFolder
beforeEach(async () => {
  folder = await unpackFixture('stores/3.18.0-sqlite')
})
afterEach(() => folder.remove())

it.each(['delete', 'wal'])(
  'follows a writer in %s mode',
  async (mode) => {
    const path = join(folder.path, 'mlflow.db')
    const reader = createSqlStoreReader({ id: 'mlflow.db', path })
    const { signal } = new AbortController()
    for await (const batch of reader.scan(signal)) expect(batch.runs.map((run) => run.name)).not.toContain('live')
    const child = spawn(process.execPath, ['--input-type=module', '-e', WRITER, path, mode, String(COMMITS)], {
      cwd: resolve(import.meta.dirname, '../../../..'),
      stdio: ['ignore', 'ignore', 'inherit'],
    })
    const ended = once(child, 'exit')
    const seen: RunRecord[] = []
    while (seen.at(-1)?.status !== 'FINISHED') {
      for await (const batch of reader.refresh(undefined, signal))
        seen.push(...batch.runs.filter((run) => run.name === 'live'))
      await rest(REST_MS)
    }
    expect(await ended).toEqual([0, null])
    for (const run of seen) {
      const [a, b] = ['a', 'b'].map((key) => run.metrics.find((metric) => metric.key === key)?.value)
      expect([a, String(a ?? '')]).toEqual([b, Object.fromEntries(run.tags)['n'] ?? ''])
    }
    const values = seen.map((run) => run.metrics[0]?.value ?? 0)
    expect(values).toEqual([...values].sort((x, y) => x - y))
    expect(new Set(values).size).toBeGreaterThan(2)
    expect(reader.history('ab'.repeat(16), 'a')?.values).toEqual(
      Float64Array.from({ length: COMMITS }, (_, i) => i + 1),
    )
    reader.dispose()
    expect(readdirSync(folder.path)).toContain('mlflow.db')
  },
  60_000,
)
