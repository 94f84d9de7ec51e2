import { createHash } from 'node:crypto'
import { copyFileSync, mkdirSync, readdirSync, readFileSync, truncateSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { DatabaseSync } from '@photostructure/sqlite'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { createTempFolder, readFixture, unpackFixture, type TempFolder } from '../../../testing/fixtures'
import type { ExperimentRecord, RunRecord, ScanBatch, ScanEnd, StoreReader } from '../ports'
import { createSqlStoreReader } from './reader'

type Oracle = {
  experiments: { experiment_id: string; tags: Record<string, string> }[]
  runs: {
    info: Record<string, string | number | null>
    params: Record<string, string>
    tags: Record<string, string>
    metrics: Record<string, number | string>
    latest: Record<string, [number, number, number | string]>
  }[]
  metric_history: Record<string, Record<string, [number, number, number | string][]>>
  logged_models: {
    model_id: string
    status: string
    name: string
    experiment_id: string
    source_run_id: string | null
  }[]
}

const oracle = readFixture<Oracle>('stores/3.18.0-sqlite.oracle')
const floatOf = (value: number | string | undefined): number => Number(value)

async function collect(scan: AsyncGenerator<ScanBatch, ScanEnd | undefined>) {
  const runs: RunRecord[] = []
  let experiments: readonly ExperimentRecord[] | undefined
  for (;;) {
    const step = await scan.next()
    if (step.done) return { runs, experiments, end: step.value }
    runs.push(...step.value.runs)
    experiments = step.value.experiments ?? experiments
  }
}
const never = new AbortController().signal
const scanAll = (reader: StoreReader) => collect(reader.scan(never))
const refresh = (reader: StoreReader) => collect(reader.refresh(undefined, never))
const hashOf = (path: string): string => createHash('sha256').update(readFileSync(path)).digest('hex')

describe('createSqlStoreReader', () => {
  let folder: TempFolder
  let path: string
  let reader: StoreReader

  beforeEach(async () => {
    folder = await unpackFixture('stores/3.18.0-sqlite')
    path = join(folder.path, 'mlflow.db')
    reader = createSqlStoreReader({ id: 'mlflow.db', path })
  })
  afterEach(async () => {
    reader.dispose()
    await folder.remove()
  })

  function write(...statements: readonly string[]): void {
    const db = new DatabaseSync(path)
    for (const sql of statements) db.exec(sql)
    db.close()
  }

  it('gives the experiments that MLflow gives', async () => {
    const { end } = await scanAll(reader)
    const mine = end?.experiments.map((experiment) => ({
      experiment_id: experiment.experimentId,
      name: experiment.name,
      lifecycle_stage: experiment.lifecycleStage,
      artifact_location: experiment.artifactLocation,
      creation_time: experiment.creationTime,
      last_update_time: experiment.lastUpdateTime,
      tags: Object.fromEntries(experiment.tags),
    }))
    const byId = <T extends { experiment_id: string }>(list: T[] = []) =>
      list.sort((a, b) => Number(a.experiment_id) - Number(b.experiment_id))
    expect(byId(mine)).toEqual(byId([...oracle.experiments]))
  })

  it('gives the runs that MLflow gives: infos, params, tags and latest values', async () => {
    const { runs, end } = await scanAll(reader)
    expect(new Set(runs.map((run) => run.runId))).toEqual(new Set(oracle.runs.map((run) => run.info['run_id'])))
    expect(end?.runIds.size).toBe(oracle.runs.length)
    for (const expected of oracle.runs) {
      const run = runs.find((candidate) => candidate.runId === expected.info['run_id'])
      expect({
        run_id: run?.runId,
        experiment_id: run?.experimentId,
        run_name: run?.name,
        status: run?.status,
        lifecycle_stage: run?.lifecycleStage,
        start_time: run?.startTime ?? null,
        end_time: run?.endTime ?? null,
        user_id: run?.userId,
        artifact_uri: run?.artifactUri,
      }).toEqual(expected.info)
      expect(Object.fromEntries(run?.params ?? [])).toEqual(expected.params)
      expect(Object.fromEntries(run?.tags ?? [])).toEqual(expected.tags)
      const latest = Object.fromEntries((run?.metrics ?? []).map((m) => [m.key, [m.timestamp, m.step, m.value]]))
      expect(latest).toEqual(
        Object.fromEntries(
          Object.entries(expected.latest ?? {}).map(([key, [time, step, value]]) => [
            key,
            [time, step, floatOf(value)],
          ]),
        ),
      )
      expect(run?.problems).toEqual([])
    }
  })

  it('yields the newest runs first', async () => {
    const { runs } = await scanAll(reader)
    const starts = runs.map((run) => run.startTime ?? -Infinity)
    expect(starts).toEqual([...starts].sort((a, b) => b - a))
  })

  it('gives every full history in MLflow’s order, steps exact', () => {
    for (const [runId, metrics] of Object.entries(oracle.metric_history))
      for (const [key, points] of Object.entries(metrics)) {
        const history = reader.history(runId, key)
        const mine = Array.from(history?.values ?? [], (value, i) => [history?.timestamps[i], history?.steps[i], value])
        expect(mine, `${runId} ${key}`).toEqual(points.map(([time, step, value]) => [time, step, floatOf(value)]))
      }
  })

  it('keeps steps beyond 2^53 exact beside the rounded ones', () => {
    const run = String(oracle.runs[0]?.info['run_id'])
    write(`INSERT INTO metrics (key, value, timestamp, run_uuid, step, is_nan) VALUES
      ('big', 1, 1, '${run}', 9007199254740993, 0), ('big', 2, 2, '${run}', -9223372036854775808, 0), ('big', 3, 3, '${run}', 5, 0)`)
    expect(reader.history(run, 'big')?.bigSteps).toEqual(
      new Map([
        [0, 9007199254740993n],
        [1, -9223372036854775808n],
      ]),
    )
  })

  it('answers undefined for a run or metric that is not there', () => {
    expect(reader.history('0'.repeat(32), 'loss')).toBeUndefined()
    expect(reader.history(String(oracle.runs[0]?.info['run_id']), 'no such')).toBeUndefined()
    expect(reader.metricSummaries('0'.repeat(32))).toEqual([])
  })

  it('sums up metrics as their histories say', async () => {
    await scanAll(reader)
    for (const [runId, metrics] of Object.entries(oracle.metric_history)) {
      const summaries = new Map(reader.metricSummaries(runId).map((summary) => [summary.key, summary]))
      expect([...summaries.keys()].sort()).toEqual(Object.keys(metrics).sort())
      for (const [key, points] of Object.entries(metrics)) {
        const finite = points.filter(([, , v]) => Math.abs(floatOf(v)) < Number.MAX_VALUE)
        const values = finite.map(([, , v]) => floatOf(v))
        const stepOf = (value: number) => Math.min(...finite.filter(([, , v]) => v === value).map(([, step]) => step))
        const [min, max] = values.length ? [Math.min(...values), Math.max(...values)] : [NaN, NaN]
        const latest = oracle.runs.find((run) => run.info['run_id'] === runId)?.latest[key]
        expect(summaries.get(key), `${runId} ${key}`).toEqual({
          key,
          count: points.length,
          last: floatOf(latest?.[2]),
          lastStep: latest?.[1],
          min,
          max,
          minStep: values.length ? stepOf(min) : NaN,
          maxStep: values.length ? stepOf(max) : NaN,
        })
      }
    }
  })

  it('lists the logged models', () => {
    const mine = reader
      .loggedModels()
      .map((model) => [model.modelId, model.name, model.experimentId, model.sourceRunId])
    const theirs = oracle.logged_models.map((m) => [m.model_id, m.name, m.experiment_id, m.source_run_id ?? undefined])
    const sorted = (list: unknown[][]) => list.map((row) => row.join(' ')).sort()
    expect(sorted(mine)).toEqual(sorted(theirs))
    expect(new Set(reader.loggedModels().map((model) => model.status))).toEqual(new Set(['READY', 'PENDING', 'FAILED']))
  })

  it('reads 18-digit experiment ids exactly', async () => {
    write(
      `INSERT INTO experiments (experiment_id, name, lifecycle_stage) VALUES (123456789012345678, 'migrated', 'active')`,
    )
    const { end } = await scanAll(reader)
    expect(end?.experiments.map((experiment) => experiment.experimentId)).toContain('123456789012345678')
  })

  it('yields nothing again while nothing changes', async () => {
    await scanAll(reader)
    expect((await refresh(reader)).runs).toEqual([])
    expect((await scanAll(reader)).runs).toEqual([])
    expect((await refresh(reader)).end?.runIds.size).toBe(oracle.runs.length)
  })

  const runId = 'ab'.repeat(16)
  const cases: [string, string[], (run: RunRecord | undefined) => unknown, unknown][] = [
    [
      'a new run',
      [`INSERT INTO runs (run_uuid, status, experiment_id, start_time) VALUES ('${runId}', 'RUNNING', 1, 5)`],
      (r) => r?.status,
      'RUNNING',
    ],
    [
      'a finished one',
      [`UPDATE runs SET status = 'FINISHED', end_time = 9 WHERE run_uuid = '%ID%'`],
      (r) => r?.endTime,
      9,
    ],
    ['a renamed one', [`UPDATE runs SET name = 'other' WHERE run_uuid = '%ID%'`], (r) => r?.name, 'other'],
    [
      'a deleted one',
      [`UPDATE runs SET lifecycle_stage = 'deleted' WHERE run_uuid = '%ID%'`],
      (r) => r?.lifecycleStage,
      'deleted',
    ],
    [
      'a new tag',
      [`INSERT INTO tags VALUES ('fresh', 'x', '%ID%')`],
      (r) => Object.fromEntries(r?.tags ?? [])['fresh'],
      'x',
    ],
    [
      'a tag written over',
      [`UPDATE tags SET value = 'me' WHERE key = 'mlflow.user' AND run_uuid = '%ID%'`],
      (r) => Object.fromEntries(r?.tags ?? [])['mlflow.user'],
      'me',
    ],
    [
      'a new param',
      [`INSERT INTO params VALUES ('fresh', '1', '%ID%')`],
      (r) => Object.fromEntries(r?.params ?? [])['fresh'],
      '1',
    ],
    [
      'a new point',
      [
        `INSERT INTO metrics (key, value, timestamp, run_uuid, step, is_nan) VALUES ('fresh', 2.5, 1, '%ID%', 3, 0)`,
        `INSERT INTO latest_metrics (key, value, timestamp, step, is_nan, run_uuid) VALUES ('fresh', 2.5, 1, 3, 0, '%ID%')`,
      ],
      (r) => r?.metrics.find((metric) => metric.key === 'fresh'),
      { key: 'fresh', value: 2.5, step: 3, timestamp: 1 },
    ],
  ]

  it.each(cases)(
    'notices %s at the next refresh, and yields that run alone',
    async (name, statements, of, expected) => {
      const { runs } = await scanAll(reader)
      const id = name === 'a new run' ? runId : (runs[3]?.runId ?? '')
      write(...statements.map((sql) => sql.replaceAll('%ID%', id)))
      const changed = (await refresh(reader)).runs
      expect(changed.map((run) => run.runId)).toEqual([id])
      expect(of(changed[0])).toEqual(expected)
    },
  )

  it('notices rows that are gone for good', async () => {
    const { runs } = await scanAll(reader)
    const id = runs[0]?.runId ?? ''
    write(
      'PRAGMA foreign_keys = 0',
      ...['params', 'tags', 'metrics', 'latest_metrics', 'runs'].map(
        (t) => `DELETE FROM ${t} WHERE run_uuid = '${id}'`,
      ),
    )
    const { end } = await refresh(reader)
    expect(end?.runIds.has(id)).toBe(false)
    expect(end?.runIds.size).toBe(oracle.runs.length - 1)
  })

  it('notices a new experiment and that a schema changed under it', async () => {
    await scanAll(reader)
    write(
      `INSERT INTO experiments (name, lifecycle_stage) VALUES ('fresh', 'active')`,
      'ALTER TABLE runs DROP COLUMN deleted_time',
      'ALTER TABLE experiments DROP COLUMN last_update_time',
    )
    const { experiments } = await refresh(reader)
    expect(experiments?.map((experiment) => experiment.name)).toContain('fresh')
    expect(experiments?.every((experiment) => experiment.lastUpdateTime === undefined)).toBe(true)
  })

  it('reads a schema of 1.0: no latest values, no names, no times', async () => {
    const old = join(folder.path, 'old.db')
    const db = new DatabaseSync(old)
    db.exec(`CREATE TABLE experiments (experiment_id INTEGER PRIMARY KEY, name TEXT, artifact_location TEXT, lifecycle_stage TEXT);
      CREATE TABLE runs (run_uuid TEXT PRIMARY KEY, name TEXT, user_id TEXT, status TEXT, start_time BIGINT, end_time BIGINT,
        lifecycle_stage TEXT, artifact_uri TEXT, experiment_id INTEGER);
      CREATE TABLE metrics (key TEXT, value FLOAT, timestamp BIGINT, run_uuid TEXT, step BIGINT, is_nan BOOLEAN);
      CREATE TABLE params (key TEXT, value TEXT, run_uuid TEXT);
      CREATE TABLE tags (key TEXT, value TEXT, run_uuid TEXT);
      INSERT INTO experiments VALUES (0, 'Default', './mlruns/0', 'active');
      INSERT INTO runs VALUES ('r1', '', 'ada', 'ODD', 1, NULL, 'active', './mlruns/0/r1/artifacts', 0);
      INSERT INTO tags VALUES ('mlflow.runName', 'by tag', 'r1');
      INSERT INTO metrics VALUES ('m', 0, 1, 'r1', 2, 1), ('m', 4, 1, 'r1', 1, 0), ('n', 3, 2, 'r1', 1, 0), ('n', 2, 3, 'r1', 1, 0)`)
    db.close()
    const [run] = (await scanAll(createSqlStoreReader({ id: 'old.db', path: old }))).runs
    expect(run?.name).toBe('by tag')
    expect(run?.status).toBe('RUNNING')
    expect(run?.problems).toMatchObject([{ kind: 'wrong-type', detail: 'status: ODD' }])
    expect(run?.metrics).toEqual([
      { key: 'm', value: NaN, step: 2, timestamp: 1 },
      { key: 'n', value: 2, step: 1, timestamp: 3 },
    ])
  })

  it.each(['delete', 'wal'])('changes no byte and leaves no file in %s mode', async (mode) => {
    write(`PRAGMA journal_mode = ${mode}`)
    const [before, names] = [hashOf(path), readdirSync(folder.path)]
    await scanAll(reader)
    await refresh(reader)
    reader.history(String(oracle.runs[0]?.info['run_id']), 'loss')
    reader.dispose()
    expect(hashOf(path)).toBe(before)
    expect(readdirSync(folder.path)).toEqual(names)
  })

  it('reads beside an open WAL writer, whose commits it sees', async () => {
    write('PRAGMA journal_mode = WAL')
    await scanAll(reader)
    const writer = new DatabaseSync(path)
    writer.exec(`UPDATE runs SET name = 'in the log' WHERE run_uuid = '${String(oracle.runs[0]?.info['run_id'])}'`)
    expect((await refresh(reader)).runs.map((run) => run.name)).toEqual(['in the log'])
    writer.close()
    expect(readdirSync(folder.path).sort()).toEqual(['mlflow.db', 'mlruns'])
    expect((await refresh(reader)).runs).toEqual([])
  })

  it('reads beside a writer that holds a reserved lock, and sees nothing of what it did not commit', async () => {
    const writer = new DatabaseSync(path)
    writer.exec(`BEGIN IMMEDIATE; UPDATE runs SET name = 'not yet'`)
    expect((await scanAll(reader)).runs.some((run) => run.name === 'not yet')).toBe(false)
    writer.exec('ROLLBACK')
    writer.close()
  })

  it('reads a crashed writer’s database from a copy, as its last commit left it', async () => {
    const crashed = join(folder.path, 'crashed')
    mkdirSync(crashed)
    const writer = new DatabaseSync(path)
    writer.exec('PRAGMA cache_size = 1; BEGIN IMMEDIATE')
    writer.exec(`UPDATE params SET value = 'torn'; UPDATE tags SET value = 'torn'; DELETE FROM metrics`)
    for (const suffix of ['', '-journal']) copyFileSync(path + suffix, join(crashed, `mlflow.db${suffix}`))
    writer.exec('ROLLBACK')
    writer.close()
    const target = join(crashed, 'mlflow.db')
    const before = [hashOf(target), hashOf(`${target}-journal`)]
    const other = createSqlStoreReader({ id: 'x', path: target })
    const { runs } = await scanAll(other)
    other.dispose()
    expect(runs).toHaveLength(oracle.runs.length)
    expect(runs.flatMap((run) => run.params).filter(([, value]) => value === 'torn')).toEqual([])
    expect([hashOf(target), hashOf(`${target}-journal`)]).toEqual(before)
    expect(readdirSync(crashed).sort()).toEqual(['mlflow.db', 'mlflow.db-journal'])
  })

  it.each([
    ['zero-length', (file: string) => truncateSync(file, 0), 'not-mlflow'],
    ['not a database', (file: string) => writeFileSync(file, 'x'.repeat(10_000)), 'damaged'],
    ['cut short', (file: string) => truncateSync(file, 100_000), 'damaged'],
  ] as const)('fails with a reason on a file that is %s', async (_name, spoil, reason) => {
    spoil(path)
    await expect(scanAll(reader)).rejects.toMatchObject({ error: { code: 'database', reason, path } })
  })

  it('fails with a reason when there is no file, and stops when aborted', async () => {
    const missing = createSqlStoreReader({ id: 'x', path: join(folder.path, 'none.db') })
    await expect(scanAll(missing)).rejects.toMatchObject({ error: { code: 'io', errno: 'ENOENT' } })
    const { end, runs } = await collect(reader.scan(AbortSignal.abort()))
    expect([end, runs]).toEqual([undefined, []])
  })
})

describe('a locked database', () => {
  it('fails as locked while another holds it exclusively', async () => {
    const folder: TempFolder = await createTempFolder()
    const path = join(folder.path, 'mlflow.db')
    const writer = new DatabaseSync(path)
    writer.exec('CREATE TABLE t (a); BEGIN EXCLUSIVE')
    const reader = createSqlStoreReader({ id: 'x', path })
    await expect(scanAll(reader)).rejects.toMatchObject({ error: { code: 'database', reason: 'locked' } })
    writer.close()
    await folder.remove()
  }, 20_000)
})
