import { mkdirSync, renameSync } from 'node:fs'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import type { workerRequests } from '../../shared/ipc/contract-workspace'
import type { TableQuery } from '../../shared/domain/table'
import type { WorkspaceState } from '../../shared/domain/workspace'
import { createTempFolder, type TempFolder } from '../../testing/fixtures'
import { buildHistory, buildMetric, buildRun, createMemoryStore, type MemoryStore } from '../../testing/store-builders'
import { createPortPair } from '../rpc/port'
import { createPortClient, type PortClient } from '../rpc/port-client'
import { Failure } from '../rpc/router'
import { runKeyOf, type RunWriter } from './ports'
import { serveWorkspace } from './serve-workspace'
import type { StoreRef, WorkspaceDeps } from './service/workspace-deps'

/** Far beyond what it takes, for machines that are busy. */
const WITHIN_MS = 15_000
vi.setConfig({ testTimeout: 40_000 })

let folder: TempFolder
let stores: Map<string, MemoryStore>
let found: StoreRef[]
let client: PortClient<typeof workerRequests>
let stop: () => void
let states: WorkspaceState[]
let changed: string[]

const query: TableQuery = {
  experiments: ['mlruns', 'later'].map((storeId) => ({ storeId, experimentId: '0' })),
  search: '',
  expanded: [],
  lifecycle: 'all',
}

function addStore(id: string): MemoryStore {
  const path = join(folder.path, id)
  mkdirSync(path)
  const store = createMemoryStore(id, path)
  stores.set(id, store)
  found.push({ id, kind: 'file', path })
  return store
}

const writerOf = (store: MemoryStore): RunWriter => ({
  trackingUri: `file://${store.reader.path}`,
  createRun: ({ experimentId = '0', runName = 'made-up-1', ...run }) => {
    store.runs.set('new', buildRun('new', { experimentId, name: runName, params: run.params, status: 'RUNNING' }))
    return { runId: 'new', runName, experimentId, artifactPath: join(store.reader.path, '0/new/artifacts') }
  },
  setTags: (runId, tags) => void store.runs.set(runId, { ...(store.runs.get(runId) ?? buildRun(runId)), tags }),
  finishRun: (runId, status, endTime) =>
    void store.runs.set(runId, { ...(store.runs.get(runId) ?? buildRun(runId)), status, endTime }),
})

const depsOf = (): WorkspaceDeps => ({
  discover: (path) => {
    if (path === '/none') throw new Failure({ code: 'nothing-here', path })
    return { path, stores: [...found], projects: [{ dir: '.', name: 'p' }], modelFolders: ['model'], problems: [] }
  },
  createReader: ({ id }) => (stores.get(id) as MemoryStore).reader,
  createWriter: ({ id }) => writerOf(stores.get(id) as MemoryStore),
  createStoreRoot: (path) => {
    expect(path).toBe(join(folder.path, 'mlruns'))
    addStore('mlruns')
  },
  artifacts: {
    resolveRoot: ({ ownerId, artifactUri = '' }) =>
      artifactUri === ''
        ? { error: { code: 'not-found', what: 'artifact', id: artifactUri } }
        : { path: `/artifacts/${ownerId}` },
    list: () => [],
    preview: () => ({ kind: 'binary', sizeBytes: 1 }),
    locate: (root, path) => join(root, path),
  },
  readModel: (location) => ({
    name: 'm',
    location,
    flavors: [],
    requirements: [],
    files: [],
    totalSizeBytes: 0,
    otherKeys: [],
    problems: [],
    runId: 'a',
  }),
})

beforeEach(async () => {
  folder = await createTempFolder()
  ;[stores, found, states, changed] = [new Map(), [], [], []]
  const [near, far] = createPortPair()
  stop = serveWorkspace(far, { deps: depsOf(), logIncident: () => 'incident', checkOutputs: true })
  client = createPortClient(near, {
    onEvent: (name, payload) => {
      if (name === 'workspace.state') states.push(payload as WorkspaceState)
      else changed.push(...(payload as { changed: string[] }).changed)
    },
  })
})

afterEach(async () => {
  stop()
  await folder.remove()
})

const open = () => client.request('worker.open', { path: folder.path })
const window = async () => {
  const result = await client.request('table.window', { query, columns: ['metrics.m'], offset: 0, limit: 100 })
  if (!result.ok) throw new Error(result.error.code)
  return result.value
}
const isReady = () => vi.waitFor(() => expect(states.at(-1)?.phase).toBe('ready'), WITHIN_MS)
const key = (runId: string, storeId = 'mlruns'): string => runKeyOf(storeId, runId)

describe('opening', () => {
  it('answers what is wrong with the path', async () => {
    const result = await client.request('worker.open', { path: '/none' })
    expect(result).toEqual({ ok: false, error: { code: 'nothing-here', path: '/none' } })
    expect(await client.request('models.list', {})).toMatchObject({ ok: false, error: { code: 'not-found' } })
  })

  it('shows rows while indexing goes on, with a count, and stops when told', async () => {
    const store = addStore('mlruns')
    for (let i = 0; i < 30; i++) store.runs.set(`r${i}`, buildRun(`r${i}`))
    store.batchSize = 10
    let batches = 0
    let go: () => void = () => undefined
    store.gate = () => (++batches > 1 ? new Promise((resolve) => (go = resolve)) : Promise.resolve())
    await open()
    await vi.waitFor(async () => expect((await window()).rowCount).toBe(10), WITHIN_MS)
    await vi.waitFor(() =>
      expect(states.at(-1)).toMatchObject({ phase: 'indexing', progress: { done: 10, total: 30 } }),
    )
    await client.request('index.cancel', {})
    go()
    await vi.waitFor(() => expect(states.at(-1)).toMatchObject({ phase: 'cancelled', runCount: 10 }), WITHIN_MS)
    store.gate = () => Promise.resolve()
    await client.request('index.resume', {})
    await isReady()
    expect(states[0]?.phase).toBe('starting')
    expect(states.at(-1)).toMatchObject({
      runCount: 30,
      projects: [{ dir: '.', name: 'p' }],
      experiments: [{ storeId: 'mlruns', experimentId: '0', name: 'Default', runCount: 30, runningCount: 0 }],
    })
  })

  it('lets a store that fails cost itself alone', async () => {
    addStore('mlruns').runs.set('a', buildRun('a'))
    const bad = addStore('later')
    bad.failure = new Failure({ code: 'database', reason: 'damaged', path: bad.reader.path, detail: 'malformed' })
    await open()
    await isReady()
    expect(states.at(-1)?.stores).toMatchObject([{ state: 'ready' }, { state: 'failed', error: { reason: 'damaged' } }])
    expect((await window()).rowCount).toBe(1)
  })

  it('finds a store that is made later', async () => {
    await open()
    await isReady()
    addStore('later').runs.set('b', buildRun('b'))
    await vi.waitFor(async () => expect((await window()).rowCount).toBe(1), WITHIN_MS)
    expect(changed).toEqual([key('b', 'later')])
  })

  it('keeps what it had when the folder goes away, and goes on when it is back', async () => {
    addStore('mlruns').runs.set('a', buildRun('a'))
    await open()
    await isReady()
    renameSync(folder.path, `${folder.path}-away`)
    await vi.waitFor(() => expect(states.at(-1)).toMatchObject({ phase: 'missing', runCount: 1 }), WITHIN_MS)
    expect((await window()).rowCount).toBe(1)
    renameSync(`${folder.path}-away`, folder.path)
    await isReady()
  })
})

describe('asking', () => {
  beforeEach(async () => {
    const store = addStore('mlruns')
    const history = JSON.stringify([{ artifact_path: 'model', utc_time_created: '2025-06-02 09:00:00.5' }, 7])
    store.runs.set(
      'a',
      buildRun('a', {
        metrics: [buildMetric('m', 2)],
        artifactUri: 'file:///elsewhere',
        tags: [['mlflow.log-model.history', history]],
      }),
    )
    store.runs.set('b', buildRun('b', { tags: [['mlflow.log-model.history', 'not json']] }))
    store.histories.set('a m', buildHistory([1, NaN, 2]))
    await open()
    await isReady()
  })

  it('gives runs with where their artifacts really are, and leaves out those that are gone', async () => {
    const result = await client.request('runs.get', { runKeys: [key('a'), 'gone', key('b')] })
    expect(result).toMatchObject({ ok: true, value: { runs: [{ artifactPath: '/artifacts/a' }, { runId: 'b' }] } })
    expect(result.ok && result.value.runs).toHaveLength(2)
  })

  it('gives curves, reading each history once', async () => {
    const ask = () =>
      client.request('series.window', {
        metric: 'm',
        runKeys: [key('a'), key('b')],
        x: 'step',
        isLogX: false,
        widthPx: 100,
        smoothing: 0.5,
      })
    const result = await ask()
    await ask()
    expect(result).toMatchObject({ ok: true, value: { lacking: [key('b')], extent: [0, 2] } })
    expect(result.ok && result.value.lines[0]?.raw).toEqual(Float64Array.of(1, NaN, 2))
    expect(stores.get('mlruns')?.calls.history).toBe(1)
  })

  it('lists models that runs logged and lone ones, and names the run of each', async () => {
    expect(await client.request('models.list', {})).toEqual({
      ok: true,
      value: {
        models: [
          {
            source: { kind: 'run', runKey: key('a') },
            path: 'model',
            name: 'model',
            runKey: key('a'),
            runName: 'a',
            createdTime: Date.UTC(2025, 5, 2, 9, 0, 0, 500),
          },
          { source: { kind: 'folder', dir: 'model' }, path: '', name: 'model' },
        ],
      },
    })
    const ref = { source: { kind: 'folder' as const, dir: 'model' }, path: '' }
    const detail = { location: join(folder.path, 'model'), runKey: key('a'), runName: 'a', ref }
    expect(await client.request('models.get', { ref })).toMatchObject({ ok: true, value: detail })
  })

  it('refuses folders that were not found as models, and artifacts that are nowhere here', async () => {
    const folders = await client.request('artifacts.list', { source: { kind: 'folder', dir: '../..' }, path: '' })
    expect(folders).toMatchObject({ ok: false, error: { code: 'not-found', what: 'model' } })
    const run = await client.request('artifacts.list', { source: { kind: 'run', runKey: key('b') }, path: '' })
    expect(run).toMatchObject({ ok: false, error: { code: 'not-found', what: 'artifact' } })
  })
})

describe('writing', () => {
  it('makes a store where there is none, and shows a run before it answers', async () => {
    await open()
    expect(await client.request('store.ensure', {})).toEqual({ ok: true, value: { storeIds: ['mlruns'] } })
    const made = await client.request('run.create', {
      storeId: 'mlruns',
      userId: 'ada',
      startTime: 1,
      params: [['lr', '1']],
      tags: [],
    })
    expect(made).toMatchObject({ ok: true, value: { runKey: key('new'), runName: 'made-up-1', experimentId: '0' } })
    expect((await window()).rows).toMatchObject([{ runId: 'new', status: 'RUNNING' }])
    await client.request('run.finish', { runKey: key('new'), status: 'KILLED', endTime: 9 })
    expect((await window()).rows).toMatchObject([{ status: 'KILLED' }])
    expect(await client.request('store.trackingUri', { storeId: 'mlruns' })).toMatchObject({ value: { kind: 'file' } })
    expect(await client.request('run.setTags', { runKey: 'gone', tags: [] })).toMatchObject({ ok: false })
  })
})
