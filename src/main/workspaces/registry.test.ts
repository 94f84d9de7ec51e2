import { mkdir, rename, rm, symlink, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import type { AppError } from '../../shared/errors'
import type { WorkspaceState } from '../../shared/domain/workspace'
import type { workerEvents } from '../../shared/ipc/contract-workspace'
import { err, ok, type Result } from '../../shared/result'
import { createPortPair } from '../rpc/port'
import { createPortServer, type PortServer } from '../rpc/port-server'
import { createTempFolder, type TempFolder } from '../../testing/fixtures'
import { createRegistry, type WorkspaceRegistry } from './registry'
import type { WorkerHandle } from './worker-handle'

const ready: WorkspaceState = {
  phase: 'ready',
  stores: [],
  experiments: [],
  projects: [],
  modelFolders: [],
  runCount: 3,
  damagedCount: 0,
  watching: { mode: 'events' },
}

interface TestWorker {
  readonly server: PortServer<typeof workerEvents>
  isKilled: boolean
  crash(): void
}

let folder: TempFolder
let workers: TestWorker[]
let published: [string, unknown][]
let remembered: readonly string[]
let recent: string[]
let answer: () => Result<unknown, AppError> | Promise<Result<unknown, AppError>>
let registry: WorkspaceRegistry

/** A worker in this process: the real protocol over a real port, answering what the test says. */
function createWorker(): WorkerHandle {
  const [near, far] = createPortPair()
  let exited: () => void = () => undefined
  const server = createPortServer<typeof workerEvents>(far, async (name) =>
    name === 'worker.open' ? answer() : name === 'models.list' ? new Promise(() => undefined) : ok({}),
  )
  const worker: TestWorker = { server, isKilled: false, crash: () => exited() }
  workers.push(worker)
  return {
    port: near,
    onExit: (listener) => (exited = listener),
    kill: () => {
      worker.isKilled = true
      server.dispose()
    },
  }
}

const newRegistry = (): WorkspaceRegistry =>
  createRegistry({
    createWorker,
    publish: (name, payload) => void published.push([name, payload]),
    onOpened: (path) => recent.push(path),
    onOpenPaths: (paths) => (remembered = paths),
    onWorkerLost: () => undefined,
    onReady: () => undefined,
  })

beforeEach(async () => {
  folder = await createTempFolder()
  workers = []
  published = []
  remembered = []
  recent = []
  answer = () => ok({})
  registry = newRegistry()
})
afterEach(async () => {
  registry.dispose()
  await folder.remove()
})

describe('the registry of workspaces', () => {
  it('opens the same place once, however its path is written', async () => {
    await symlink(folder.path, `${folder.path}-link`)
    const ids = await Promise.all([
      registry.open(folder.path),
      registry.open(join(folder.path, '.', 'x', '..')),
      registry.open(`${folder.path}-link`),
    ])
    await rm(`${folder.path}-link`)
    expect(new Set(ids).size).toBe(1)
    expect(workers).toHaveLength(1)
    expect(registry.list().workspaces).toHaveLength(1)
    expect(remembered).toHaveLength(1)
  })

  it('leaves nothing behind when the worker refuses', async () => {
    const error: AppError = { code: 'nothing-here', path: folder.path }
    answer = () => err(error)
    await expect(registry.open(folder.path)).rejects.toMatchObject({ error })
    expect(registry.list().workspaces).toEqual([])
    expect(workers[0]?.isKilled).toBe(true)
    expect([remembered, recent]).toEqual([[], []])
  })

  it.each(['gone', 'nul\0byte', ''])('names the path that is not there: %j', async (name) => {
    const path = join(folder.path, 'x', name)
    await expect(registry.open(path)).rejects.toMatchObject({ error: { code: 'io', errno: 'ENOENT', path } })
    expect(workers).toEqual([])
  })

  it('passes on what the worker tells, with a number that rises', async () => {
    const workspaceId = await registry.open(folder.path)
    workers[0]?.server.send('workspace.state', ready)
    workers[0]?.server.send('index.changed', { seq: 1, changed: ['a'], isPartial: false })
    await vi.waitFor(() => expect(registry.list().workspaces[0]?.state.runCount).toBe(3))
    expect(published).toContainEqual(['index.changed', { workspaceId, seq: 1, changed: ['a'], isPartial: false }])
    const numbers = published.flatMap(([name, payload]) =>
      name === 'workspaces.changed' ? [(payload as { seq: number }).seq] : [],
    )
    expect(numbers).toEqual(numbers.map((_, i) => i + 1))
  })

  it('answers the waiting and starts again when a worker is lost', async () => {
    const workspaceId = await registry.open(folder.path)
    workers[0]?.server.send('index.changed', { seq: 7, changed: [], isPartial: false })
    await vi.waitFor(() => expect(published.some(([name]) => name === 'index.changed')).toBe(true))
    const waiting = registry.get(workspaceId).request('models.list', {})
    workers[0]?.crash()
    expect(await waiting).toEqual(err({ code: 'worker-lost', path: registry.get(workspaceId).path }))
    expect(registry.list().workspaces[0]?.error?.code).toBe('worker-lost')
    await vi.waitFor(() => expect(registry.list().workspaces[0]?.error).toBeUndefined())
    expect(workers).toHaveLength(2)
    workers[1]?.server.send('index.changed', { seq: 1, changed: [], isPartial: false })
    await vi.waitFor(() => {
      const seqs = published.flatMap(([name, payload]) =>
        name === 'index.changed' ? [(payload as { seq: number }).seq] : [],
      )
      expect(seqs).toEqual([7, 8, 9])
    })
  })

  it('gives up after five losses within a minute, until a person starts it again', async () => {
    vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout', 'Date'] })
    try {
      const workspaceId = await registry.open(folder.path)
      for (let loss = 0; loss < 6; loss += 1) {
        workers.at(-1)?.crash()
        await vi.advanceTimersByTimeAsync(4_000)
      }
      expect(workers).toHaveLength(6)
      expect(registry.list().workspaces[0]?.error?.code).toBe('worker-lost')
      await registry.restart(workspaceId)
      expect(registry.list().workspaces[0]?.error).toBeUndefined()
    } finally {
      vi.useRealTimers()
    }
  })

  it('shows a remembered folder that is gone, and opens it when it is back', async () => {
    const place = join(folder.path, 'project')
    await registry.reopen([place])
    expect(registry.list().workspaces[0]).toMatchObject({
      name: 'project',
      state: { phase: 'missing' },
      error: { errno: 'ENOENT' },
    })
    await mkdir(join(folder.path, 'elsewhere'))
    await rename(join(folder.path, 'elsewhere'), place)
    await vi.waitFor(() => expect(registry.list().workspaces[0]?.error).toBeUndefined(), { timeout: 5_000 })
  })

  it('opens a file, such as a database, as itself', async () => {
    const file = join(folder.path, 'mlflow.db')
    await writeFile(file, '')
    await registry.open(file)
    expect(registry.list().workspaces[0]?.name).toBe('mlflow.db')
  })

  it('forgets what is closed and ends its worker', async () => {
    const workspaceId = await registry.open(folder.path)
    registry.close(workspaceId)
    expect(workers[0]?.isKilled).toBe(true)
    expect(remembered).toEqual([])
    expect(() => registry.get(workspaceId)).toThrow('not-found')
  })
})
