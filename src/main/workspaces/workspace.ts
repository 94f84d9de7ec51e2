// One open workspace and its worker. Guarantees: a request never waits for a dead worker; a lost worker is started again by
// the policy; what it last knew stays shown meanwhile. The registry owns these.
import type { AppError } from '../../shared/errors'
import type { WorkspaceState, WorkspaceSummary } from '../../shared/domain/workspace'
import { workerEvents, type WorkerEvents, type WorkerRequests } from '../../shared/ipc/contract-workspace'
import type { Client, PayloadOf } from '../../shared/ipc/define'
import { err, type Result } from '../../shared/result'
import { createPortClient, type PortClient } from '../rpc/port-client'
import { decideRestart } from './restart-policy'
import type { CreateWorker, WorkerHandle } from './worker-handle'
import { idOf, nameOf } from './workspace-path'

export type IndexChange = PayloadOf<WorkerEvents, 'index.changed'>

export interface WorkspaceOptions {
  readonly createWorker: CreateWorker
  onState(): void
  onIndexChange(change: IndexChange): void
  onWorkerLost(): void
  /** All of it has been read, for the first time or again. */
  onReady(): void
}

export interface Workspace extends Client<WorkerRequests> {
  readonly id: string
  readonly path: string
  readonly summary: WorkspaceSummary
  /** Starts the worker, or starts it anew; the worker's refusal is the answer. */
  start(): Promise<Result<unknown, AppError>>
  /** Shown as it is, without a worker: a remembered folder that is gone. */
  fail(error: AppError): void
  stop(): void
}

const starting: WorkspaceState = {
  phase: 'starting',
  stores: [],
  experiments: [],
  projects: [],
  modelFolders: [],
  runCount: 0,
  damagedCount: 0,
  watching: { mode: 'off' },
}

interface Running {
  readonly handle: WorkerHandle
  readonly client: PortClient<WorkerRequests>
}

export function createWorkspace(path: string, options: WorkspaceOptions): Workspace {
  const lost: AppError = { code: 'worker-lost', path }
  let running: Running | undefined
  let state = starting
  let error: AppError | undefined
  let losses: readonly number[] = []
  let timer: NodeJS.Timeout | undefined
  /** Revisions go on rising over a restart: the page ignores lower ones. */
  let seqBase = 0
  let lastSeq = 0

  const update = (next: { state?: WorkspaceState; error?: AppError | undefined }): void => {
    const isNowReady = next.state?.phase === 'ready' && state.phase !== 'ready'
    state = next.state ?? state
    if ('error' in next) error = next.error
    options.onState()
    if (isNowReady) options.onReady()
  }

  const receive = (name: string, payload: unknown): void => {
    if (name === 'workspace.state') update({ state: workerEvents['workspace.state'].payload.parse(payload) })
    if (name !== 'index.changed') return
    const change = workerEvents['index.changed'].payload.parse(payload)
    lastSeq = seqBase + change.seq
    options.onIndexChange({ ...change, seq: lastSeq })
  }

  const end = (): void => {
    clearTimeout(timer)
    const old = running
    running = undefined
    old?.client.failAll(lost)
    old?.handle.kill()
    seqBase = lastSeq
  }

  const loseWorker = (): void => {
    end()
    options.onWorkerLost()
    const decision = decideRestart(losses, Date.now())
    losses = decision.losses
    update({ state: { ...state, phase: 'starting' }, error: lost })
    if (decision.delayMs !== undefined) timer = setTimeout(() => void start(), decision.delayMs)
  }

  const start = async (): Promise<Result<unknown, AppError>> => {
    end()
    const handle = options.createWorker()
    const own: Running = {
      handle,
      client: createPortClient<WorkerRequests>(handle.port, {
        onEvent: (name, payload) => {
          if (running === own) receive(name, payload)
        },
      }),
    }
    running = own
    handle.onExit(() => {
      if (running === own) loseWorker()
    })
    const isRestart = lastSeq > 0
    const result = await own.client.request('worker.open', { path })
    if (running !== own) return err(lost)
    update({ error: result.ok ? undefined : result.error })
    if (!result.ok) end()
    // Whatever the page shows was answered by a worker that is gone.
    if (result.ok && isRestart) options.onIndexChange({ seq: (lastSeq += 1), changed: [], isPartial: true })
    if (isRestart) seqBase = lastSeq
    return result
  }

  return {
    id: idOf(path),
    path,
    get summary() {
      return { id: idOf(path), path, name: nameOf(path), state, ...(error && { error }) }
    },
    start,
    fail: (cause) => {
      end()
      update({ state: { ...starting, phase: 'missing' }, error: cause })
    },
    stop: end,
    request: (name, input, signal) =>
      running ? running.client.request(name, input, signal) : Promise.resolve(err(error ?? lost)),
  }
}
