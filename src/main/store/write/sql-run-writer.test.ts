import { existsSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { DatabaseSync } from '@photostructure/sqlite'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { unpackFixture, type TempFolder } from '../../../testing/fixtures'
import type { NewRun, RunRecord } from '../ports'
import { createSqlStoreReader } from '../sql-store/reader'
import { createSqlRunWriter, trackingUriOf } from './sql-run-writer'

const NEW_RUN: NewRun = {
  experimentId: '1',
  runName: 'ünïcode ’run’ ?',
  userId: 'ada',
  startTime: 1_700_000_000_000,
  params: [
    ['lr', "0.1'; DROP TABLE runs --"],
    ['empty', ''],
  ],
  tags: [['mlflow.source.type', 'PROJECT']],
}

describe('createSqlRunWriter', () => {
  let folder: TempFolder
  let path: string

  beforeEach(async () => {
    folder = await unpackFixture('stores/3.18.0-sqlite')
    path = join(folder.path, 'mlflow.db')
  })
  afterEach(() => folder.remove())

  async function readBack(runId: string): Promise<RunRecord | undefined> {
    const reader = createSqlStoreReader({ id: 'x', path })
    for await (const batch of reader.scan(new AbortController().signal)) {
      const found = batch.runs.find((run) => run.runId === runId)
      if (found) return found
    }
    return undefined
  }

  it('makes a run that reads back, with its artifacts folder beside the database', async () => {
    const created = createSqlRunWriter(path).createRun(NEW_RUN)
    expect(created.artifactPath).toBe(join(folder.path, 'mlruns', '1', created.runId, 'artifacts'))
    expect(statSync(created.artifactPath).isDirectory()).toBe(true)
    expect(await readBack(created.runId)).toMatchObject({
      name: NEW_RUN.runName,
      status: 'RUNNING',
      userId: 'ada',
      startTime: NEW_RUN.startTime,
      endTime: undefined,
      params: [
        ['empty', ''],
        ['lr', "0.1'; DROP TABLE runs --"],
      ],
      tags: [
        ['mlflow.runName', NEW_RUN.runName],
        ['mlflow.source.type', 'PROJECT'],
      ],
      problems: [],
    })
  })

  it('writes tags over, keeps the name in step, and finishes', async () => {
    const writer = createSqlRunWriter(path)
    const { runId } = writer.createRun({ ...NEW_RUN, runName: undefined })
    writer.setTags(runId, [
      ['a', '1'],
      ['mlflow.runName', 'second'],
    ])
    writer.setTags(runId, [['a', '2']])
    writer.finishRun(runId, 'KILLED', 1_700_000_000_500)
    const run = await readBack(runId)
    expect(run).toMatchObject({ name: 'second', status: 'KILLED', endTime: 1_700_000_000_500 })
    expect(Object.fromEntries(run?.tags ?? [])).toMatchObject({ a: '2', 'mlflow.runName': 'second' })
  })

  it('makes the default experiment where it is missing, and refuses any other', () => {
    const db = new DatabaseSync(path)
    db.exec('PRAGMA foreign_keys = 0; DELETE FROM experiments WHERE experiment_id = 0')
    db.close()
    const writer = createSqlRunWriter(path)
    expect(writer.createRun({ ...NEW_RUN, experimentId: undefined }).experimentId).toBe('0')
    expect(() => writer.createRun({ ...NEW_RUN, experimentId: '987' })).toThrow(
      expect.objectContaining({ error: { code: 'not-found', what: 'experiment', id: '987' } }),
    )
    expect(() => writer.setTags('nope', [['a', 'b']])).toThrow(
      expect.objectContaining({ error: { code: 'not-found', what: 'run', id: 'nope' } }),
    )
  })

  it('writes into a schema that lacks the newer columns, leaving schema and journal mode as they were', async () => {
    const db = new DatabaseSync(path)
    db.exec(`ALTER TABLE runs DROP COLUMN deleted_time; PRAGMA journal_mode = WAL`)
    const before = db.prepare('PRAGMA schema_version').get()
    const { runId } = createSqlRunWriter(path).createRun(NEW_RUN)
    expect(await readBack(runId)).toBeDefined()
    expect(db.prepare('PRAGMA schema_version').get()).toEqual(before)
    expect(db.prepare('PRAGMA journal_mode').get()).toEqual({ journal_mode: 'wal' })
    db.close()
  })

  it('refuses, and makes no file, where there is no database', () => {
    const missing = join(folder.path, 'none.db')
    expect(() => createSqlRunWriter(missing).createRun(NEW_RUN)).toThrow(
      expect.objectContaining({ error: { code: 'io', errno: 'ENOENT', path: missing } }),
    )
    expect(existsSync(missing)).toBe(false)
  })

  it('says that it is locked when another writer keeps it', () => {
    const other = new DatabaseSync(path)
    other.exec('BEGIN IMMEDIATE')
    expect(() => createSqlRunWriter(path).createRun(NEW_RUN)).toThrow(
      expect.objectContaining({ error: expect.objectContaining({ code: 'database', reason: 'locked' }) as unknown }),
    )
    other.close()
  }, 20_000)
})

describe('trackingUriOf', () => {
  it('spells absolute paths as MLflow wants them', () => {
    expect(trackingUriOf('/home/ada/mlflow.db')).toBe('sqlite:////home/ada/mlflow.db')
    expect(trackingUriOf('C:\\work\\mlflow.db')).toBe('sqlite:///C:/work/mlflow.db')
  })
})
