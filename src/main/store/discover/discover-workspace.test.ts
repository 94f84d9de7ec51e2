import { chmodSync, copyFileSync, mkdirSync, symlinkSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { AppError } from '../../../shared/errors'
import { createTempFolder, unpackFixture, type TempFolder } from '../../../testing/fixtures'
import { Failure } from '../../rpc/router'
import { discoverWorkspace, type DiscoverOptions } from './discover-workspace'

const EXPERIMENT = "artifact_location: file:///x\nexperiment_id: '0'\nlifecycle_stage: active\nname: Default\n"

let folder: TempFolder
beforeEach(async () => {
  folder = await createTempFolder()
})
afterEach(() => folder.remove())

function put(path: string, text = ''): string {
  const full = join(folder.path, path)
  mkdirSync(dirname(full), { recursive: true })
  writeFileSync(full, text)
  return full
}

const storesOf = (path = folder.path, options?: DiscoverOptions): string[] =>
  discoverWorkspace(path, options).stores.map(({ kind, id }) => `${kind} ${id}`)

function failureOf(path: string): AppError | undefined {
  try {
    discoverWorkspace(path)
    return undefined
  } catch (cause) {
    return cause instanceof Failure ? cause.error : undefined
  }
}

describe('discoverWorkspace', () => {
  it('finds a file store made by MLflow in its project, and as the store itself', async () => {
    const real = await unpackFixture('stores/3.18.0-file')
    expect(storesOf(real.path)).toEqual(['file mlruns'])
    expect(storesOf(join(real.path, 'mlruns'))).toEqual(['file .'])
    await real.remove()
  })

  it('finds a database but not the mlruns that holds its artifacts, and as the database itself', async () => {
    const real = await unpackFixture('stores/3.18.0-sqlite')
    expect(storesOf(real.path)).toEqual(['sql mlflow.db'])
    expect(storesOf(join(real.path, 'mlflow.db'))).toEqual(['sql .'])
    copyFileSync(join(real.path, 'mlflow.db'), join(real.path, 'tracking.sqlite'))
    expect(storesOf(real.path)).toEqual(['sql mlflow.db', 'sql tracking.sqlite'])
    await real.remove()
  })

  it('finds stores four folders down, and no deeper', () => {
    put('a/b/c/mlruns/0/meta.yaml', EXPERIMENT)
    put('a/b/c/d/mlruns/0/meta.yaml', EXPERIMENT)
    expect(storesOf()).toEqual(['file a/b/c/mlruns'])
  })

  it('takes an empty mlruns with its trash for a store, and an empty folder for nothing', () => {
    mkdirSync(join(folder.path, 'mlruns/.trash'), { recursive: true })
    expect(storesOf()).toEqual(['file mlruns'])
    mkdirSync(join(folder.path, 'other'))
    expect(failureOf(join(folder.path, 'other'))).toMatchObject({ code: 'nothing-here' })
  })

  it('does not take a conda recipe, a folder of runs or a folder of logged models for a store', () => {
    put('recipe/meta.yaml', 'package:\n  name: x\n')
    put('0/abc/meta.yaml', "experiment_id: '0'\nrun_id: abc\n")
    put('models/m-1/meta.yaml', "artifact_location: x\nexperiment_id: '0'\nmodel_id: m-1\n")
    expect(failureOf(folder.path)).toMatchObject({ code: 'nothing-here' })
  })

  it('finds projects whatever the case of MLproject, with their names', () => {
    put('MLproject', 'name: wine\n')
    put('sub/mlproject', 'name: [broken')
    put('other/MLPROJECT', 'entry_points: {}')
    expect(discoverWorkspace(folder.path).projects).toEqual([
      { dir: '.', name: 'wine' },
      { dir: 'other', name: 'other' },
      { dir: 'sub', name: 'sub' },
    ])
  })

  it('finds model folders, but neither models nor projects inside stores and environments', () => {
    put('export/model/MLmodel', 'flavors: {}')
    put('mlruns/0/meta.yaml', EXPERIMENT)
    put('mlruns/0/abc/artifacts/model/MLmodel')
    put('mlruns/0/abc/artifacts/MLproject')
    put('mlartifacts/0/abc/artifacts/model/MLmodel')
    put('node_modules/x/MLproject')
    put('.hidden/MLproject')
    put('my-env/pyvenv.cfg')
    put('my-env/lib/MLproject')
    const found = discoverWorkspace(folder.path)
    expect(found.modelFolders).toEqual(['export/model'])
    expect(found.projects).toEqual([])
  })

  it('does not follow links to folders, loops among them', () => {
    put('real/mlruns/0/meta.yaml', EXPERIMENT)
    symlinkSync(join(folder.path, 'real'), join(folder.path, 'link'))
    symlinkSync(folder.path, join(folder.path, 'real/loop'))
    expect(storesOf()).toEqual(['file real/mlruns'])
  })

  it('stops at its bound and says so', () => {
    put('MLproject', 'name: wine')
    for (let i = 0; i < 30; i++) put(`many/${i}/x`)
    expect(discoverWorkspace(folder.path, { maxEntries: 20 }).problems).toMatchObject([{ kind: 'too-large' }])
  })

  it('does not read a database that is already open', () => {
    const path = put('tracking.db', 'no database at all')
    expect(failureOf(folder.path)).toMatchObject({ code: 'nothing-here' })
    expect(storesOf(folder.path, { open: new Set([path]) })).toEqual(['sql tracking.db'])
  })

  it('shows a damaged mlflow.db as a store, so that its reader can say what is wrong', () => {
    put('mlflow.db', 'torn')
    expect(storesOf()).toEqual(['sql mlflow.db'])
  })

  it('says why a path cannot be opened', () => {
    expect(failureOf(join(folder.path, 'gone'))).toMatchObject({ code: 'io', errno: 'ENOENT' })
    expect(failureOf(put('notes.txt', 'text'))).toMatchObject({ code: 'not-a-folder' })
    expect(failureOf(put('other.db', 'SQLite format 3\0'))).toMatchObject({ code: 'database', reason: 'not-mlflow' })
  })

  it.skipIf(process.platform === 'win32' || process.getuid?.() === 0)('says that a folder is closed to us', () => {
    put('MLproject', 'name: wine')
    put('closed/x')
    chmodSync(join(folder.path, 'closed'), 0)
    expect(discoverWorkspace(folder.path).problems).toMatchObject([{ kind: 'unreadable', detail: 'EACCES' }])
    expect(failureOf(join(folder.path, 'closed'))).toMatchObject({ code: 'io', errno: 'EACCES' })
    chmodSync(join(folder.path, 'closed'), 0o755)
  })
})
