import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { DatabaseSync } from '@photostructure/sqlite'
import { afterEach, describe, expect, it } from 'vitest'
import { createTempFolder, unpackFixture, type TempFolder } from '../../../testing/fixtures'
import { isMlflowDatabase } from './probe'

const folders: TempFolder[] = []
const keep = async (folder: Promise<TempFolder>): Promise<string> => {
  folders.push(await folder)
  return (await folder).path
}

afterEach(async () => {
  await Promise.all(folders.splice(0).map((folder) => folder.remove()))
})

describe('isMlflowDatabase', () => {
  it('knows a database that MLflow made, and leaves it as it was', async () => {
    const root = await keep(unpackFixture('stores/3.18.0-sqlite'))
    const path = join(root, 'mlflow.db')
    const before = readFileSync(path)
    expect(isMlflowDatabase(path)).toBe(true)
    expect(readFileSync(path).equals(before)).toBe(true)
    expect(readdirSync(root).sort()).toEqual(['mlflow.db', 'mlruns'])
  })

  it('knows an idle WAL database without creating -wal or -shm', async () => {
    const root = await keep(unpackFixture('stores/3.18.0-sqlite'))
    const path = join(root, 'mlflow.db')
    const db = new DatabaseSync(path)
    db.exec('PRAGMA journal_mode = WAL')
    db.close()
    expect(isMlflowDatabase(path)).toBe(true)
    expect(readdirSync(root).sort()).toEqual(['mlflow.db', 'mlruns'])
  })

  it('says no to everything else', async () => {
    const root = await keep(createTempFolder())
    const cases = ['empty.db', 'text.db', 'folder.db', 'other.db', 'missing.db'].map((name) => join(root, name))
    writeFileSync(join(root, 'empty.db'), '')
    writeFileSync(join(root, 'text.db'), 'not a database '.repeat(1_000))
    mkdirSync(join(root, 'folder.db'))
    const other = new DatabaseSync(join(root, 'other.db'))
    other.exec('CREATE TABLE runs (run_uuid TEXT); CREATE VIEW experiments AS SELECT 1 AS experiment_id, 2 AS name')
    other.close()
    const names = readdirSync(root)
    expect(cases.map(isMlflowDatabase)).toEqual([false, false, false, false, false])
    expect(readdirSync(root)).toEqual(names)
  })
})
