import { renameSync } from 'node:fs'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import { createTempFolder, type TempFolder } from '../../../testing/fixtures'
import { buildMetric, buildRun, createMemoryStore, type MemoryStore } from '../../../testing/store-builders'
import { Failure } from '../../rpc/router'
import { RunIndex } from '../index/run-index'
import { runKeyOf } from '../ports'
import { createStoreFollower, type StoreFollower } from './store-follower'

/** Far beyond what it takes, for machines that are busy. */
const WITHIN_MS = 15_000
vi.setConfig({ testTimeout: 40_000 })

let folder: TempFolder
let store: MemoryStore
let index: RunIndex
let follower: StoreFollower
const onRuns = vi.fn()
const logIncident = vi.fn(() => 'incident-1')

beforeEach(async () => {
  folder = await createTempFolder()
  store = createMemoryStore('s', folder.path)
  index = new RunIndex()
  vi.clearAllMocks()
  follower = createStoreFollower({
    reader: store.reader,
    index,
    logIncident,
    hasRunning: () => false,
    onRuns,
    onState: vi.fn(),
    onPass: vi.fn(),
  })
})

afterEach(async () => {
  follower.dispose()
  await folder.remove()
})

const put = (...ids: string[]): void => ids.forEach((id) => store.runs.set(id, buildRun(id)))

it('reads everything once, then looks for changes', async () => {
  put('a', 'b')
  follower.start()
  await vi.waitFor(() => expect(follower.current.hasScanned).toBe(true), WITHIN_MS)
  expect(index.size).toBe(2)
  store.runs.set('a', buildRun('a', { metrics: [buildMetric('m', 1)] }))
  store.runs.delete('b')
  follower.hint(folder.path)
  await vi.waitFor(() => expect(index.size).toBe(1), WITHIN_MS)
  expect(index.metrics.get('m')?.count).toBe(1)
  expect(store.calls.scan).toBe(1)
  expect(onRuns).toHaveBeenLastCalledWith([runKeyOf('s', 'b')])
})

it('answers a look only after one that began later', async () => {
  follower.start()
  await follower.lookNow([])
  put('new')
  await follower.lookNow([join(folder.path, 'new')])
  expect(index.rowOf(runKeyOf('s', 'new'))).toBeDefined()
})

it('makes one look of a thousand hints', async () => {
  follower.start()
  await vi.waitFor(() => expect(follower.current.hasScanned).toBe(true), WITHIN_MS)
  const before = store.calls.refresh
  for (let i = 0; i < 1_000; i++) follower.hint(join(folder.path, String(i % 10)))
  await vi.waitFor(() => expect(store.calls.refresh).toBeGreaterThan(before), WITHIN_MS)
  expect(store.calls.refresh - before).toBeLessThanOrEqual(2)
})

it('keeps the rows of a store that is away, and goes on when it is back', async () => {
  put('a')
  follower.start()
  await vi.waitFor(() => expect(index.size).toBe(1), WITHIN_MS)
  renameSync(folder.path, `${folder.path}-away`)
  put('b')
  follower.hint(folder.path)
  await vi.waitFor(() => expect(follower.current.state).toBe('missing'), WITHIN_MS)
  expect(index.size).toBe(1)
  renameSync(`${folder.path}-away`, folder.path)
  await vi.waitFor(() => expect(follower.current).toMatchObject({ state: 'ready', error: undefined }), WITHIN_MS)
  expect(index.size).toBe(2)
})

it('says what failed and tries again', async () => {
  const error = { code: 'database', reason: 'locked', path: folder.path, detail: 'database is locked' } as const
  store.failure = new Failure(error)
  put('a')
  follower.start()
  await vi.waitFor(() => expect(follower.current).toMatchObject({ state: 'failed', error }), WITHIN_MS)
  store.failure = undefined
  await vi.waitFor(() => expect(follower.current.state).toBe('ready'), WITHIN_MS)
  expect(index.size).toBe(1)
  expect(logIncident).not.toHaveBeenCalled()
})

it('logs a defect of a reader under an id, and does not end', async () => {
  store.failure = new TypeError('x is not a function')
  follower.start()
  await vi.waitFor(
    () =>
      expect(follower.current).toMatchObject({ state: 'failed', error: { code: 'internal', incident: 'incident-1' } }),
    WITHIN_MS,
  )
})

it('stops when it is cancelled, with the rows so far, and goes on when it is resumed', async () => {
  put('a', 'b', 'c')
  store.batchSize = 1
  let open: () => void = () => undefined
  let batches = 0
  store.gate = () => (++batches === 2 ? new Promise((resolve) => (open = resolve)) : Promise.resolve())
  follower.start()
  await vi.waitFor(() => expect(batches).toBe(2), WITHIN_MS)
  expect(follower.current.progress).toEqual({ done: 1, total: 3 })
  follower.cancel()
  open()
  expect(follower.current).toMatchObject({ isCancelled: true, hasScanned: false })
  await vi.waitFor(() => expect(index.size).toBe(1), WITHIN_MS)
  follower.resume()
  await vi.waitFor(() => expect(follower.current.hasScanned).toBe(true), WITHIN_MS)
  expect(index.size).toBe(3)
  expect(follower.current.isCancelled).toBe(false)
})
