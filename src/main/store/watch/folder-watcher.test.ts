import { EventEmitter } from 'node:events'
import type { FSWatcher, watch } from 'node:fs'
import { appendFileSync, mkdirSync, renameSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import { createTempFolder, type TempFolder } from '../../../testing/fixtures'
import { createFolderWatcher, type FolderWatcher } from './folder-watcher'

/** Far beyond what it takes, for machines that are busy. */
const WITHIN_MS = 15_000
vi.setConfig({ testTimeout: 40_000 })

let folder: TempFolder
let watcher: FolderWatcher | undefined

beforeEach(async () => {
  folder = await createTempFolder()
})

afterEach(async () => {
  watcher?.dispose()
  await folder.remove()
})

it('hints at what changes in a folder and at a file that grows', async () => {
  const file = join(folder.path, 'mlflow.db')
  const sub = join(folder.path, 'mlruns')
  writeFileSync(file, '')
  mkdirSync(sub)
  const hints = new Set<string>()
  watcher = createFolderWatcher({ onHint: (path) => hints.add(path), onTrouble: vi.fn() })
  watcher.setTargets(new Set([file, sub, join(folder.path, 'not there')]))
  expect(watcher.count).toBe(2)
  writeFileSync(join(sub, 'a'), '1')
  appendFileSync(file, 'x')
  await vi.waitFor(() => expect([...hints].sort()).toEqual([file, join(sub, 'a')].sort()), WITHIN_MS)
})

it('watches a folder that took the place of another', async () => {
  const sub = join(folder.path, 'mlruns')
  mkdirSync(sub)
  const hints = new Set<string>()
  let time = 0
  watcher = createFolderWatcher({ onHint: (path) => hints.add(path), onTrouble: vi.fn(), now: () => time })
  watcher.setTargets(new Set([sub]))
  renameSync(sub, join(folder.path, 'old'))
  mkdirSync(sub)
  time += 5_000
  watcher.setTargets(new Set([sub]))
  hints.clear()
  writeFileSync(join(sub, 'new'), '')
  await vi.waitFor(() => expect(hints).toContain(join(sub, 'new')), WITHIN_MS)
})

it('stops asking when the system has no more watches, says so, and asks again later', () => {
  let allowed = 1
  let time = 0
  const asked: unknown[] = []
  const refuse = ((path: string) => {
    asked.push(path)
    if (allowed-- <= 0) throw Object.assign(new Error('ENOSPC: no watches left'), { code: 'ENOSPC' })
    return Object.assign(new EventEmitter(), { close: vi.fn() }) as unknown as FSWatcher
  }) as unknown as typeof watch
  const onTrouble = vi.fn()
  watcher = createFolderWatcher({ onHint: vi.fn(), onTrouble, watch: refuse, now: () => time })
  const paths = ['a', 'b', 'c'].map((name) => join(folder.path, name))
  paths.forEach((path) => mkdirSync(path))
  watcher.setTargets(new Set(paths))
  watcher.setTargets(new Set(paths))
  expect(asked).toEqual(paths.slice(0, 2))
  expect(onTrouble.mock.calls).toEqual([['ENOSPC: no watches left']])
  allowed = 9
  time = 60_000
  watcher.setTargets(new Set(paths))
  expect(watcher.count).toBe(3)
  expect(onTrouble).toHaveBeenLastCalledWith(undefined)
})
