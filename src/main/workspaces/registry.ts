// Which workspaces are open. Owns their workers, remembers them for the next start, and tells the page of every change with a
// number. The same place is opened once, however its path is written.
import { access } from 'node:fs/promises'
import type { z } from 'zod'
import type { AppError } from '../../shared/errors'
import type { WorkspaceId } from '../../shared/domain/ids'
import type { WorkspaceSummary } from '../../shared/domain/workspace'
import type { Events } from '../../shared/ipc/contract'
import type { WorkerRequests } from '../../shared/ipc/contract-workspace'
import type { OutputOf } from '../../shared/ipc/define'
import { err, type Result } from '../../shared/result'
import type { EventHub } from '../rpc/event-hub'
import { Failure } from '../rpc/router'
import type { CreateWorker } from './worker-handle'
import { createWorkspace, type Workspace } from './workspace'
import { idOf, resolveWorkspacePath } from './workspace-path'

const RETURN_POLL_MS = 2_000

export interface RegistryOptions {
  readonly createWorker: CreateWorker
  readonly publish: EventHub<Events>['publish']
  /** A workspace was opened by a person: for the recent list. */
  onOpened(path: string): void
  /** What to open at the next start. */
  onOpenPaths(paths: readonly string[]): void
  onWorkerLost(path: string): void
  /** All of a workspace has been read, for the first time or again. */
  onReady(id: WorkspaceId): void
}

export interface WorkspaceRegistry {
  list(): { readonly seq: number; readonly workspaces: WorkspaceSummary[] }
  /** Throws `Failure` when there is nothing to open; then nothing stays behind. */
  open(path: string): Promise<WorkspaceId>
  /**
   * As at the last start: what cannot be opened now is shown with its reason, and opened when it comes back. Resolves when all are
   * listed; their workers start meanwhile.
   */
  reopen(paths: readonly string[]): Promise<void>
  close(id: WorkspaceId): void
  restart(id: WorkspaceId): Promise<void>
  /** Throws `Failure` for an id that is not open. */
  get(id: WorkspaceId): Workspace
  find(id: WorkspaceId): Workspace | undefined
  /** For an id that is not open: an error, not an exception. */
  readonly ask: <N extends keyof WorkerRequests & string>(
    id: WorkspaceId,
    name: N,
    input: z.input<WorkerRequests[N]['input']>,
  ) => Promise<Result<OutputOf<WorkerRequests, N>, AppError>>
  dispose(): void
}

export function createRegistry(options: RegistryOptions): WorkspaceRegistry {
  const workspaces = new Map<WorkspaceId, Workspace>()
  const opening = new Map<WorkspaceId, Promise<void>>()
  let seq = 0
  let isDisposed = false

  const list = (): { seq: number; workspaces: WorkspaceSummary[] } => ({
    seq,
    workspaces: [...workspaces.values()].map((workspace) => workspace.summary),
  })
  const announce = (): void => {
    if (isDisposed) return
    seq += 1
    options.publish('workspaces.changed', list())
  }
  const remember = (): void => {
    if (!isDisposed) options.onOpenPaths([...workspaces.values()].map(({ path }) => path))
  }

  const add = (path: string): Workspace => {
    const workspace: Workspace = createWorkspace(path, {
      createWorker: options.createWorker,
      onState: announce,
      onIndexChange: (change) => options.publish('index.changed', { workspaceId: workspace.id, ...change }),
      onWorkerLost: () => options.onWorkerLost(path),
      onReady: () => options.onReady(workspace.id),
    })
    workspaces.set(workspace.id, workspace)
    announce()
    return workspace
  }

  const remove = (id: WorkspaceId): void => {
    workspaces.get(id)?.stop()
    workspaces.delete(id)
    announce()
  }

  const get = (id: WorkspaceId): Workspace => {
    const workspace = workspaces.get(id)
    if (!workspace) throw new Failure({ code: 'not-found', what: 'workspace', id })
    return workspace
  }

  /** Adds and starts; on a refusal it is taken out again. */
  const startNew = async (path: string): Promise<void> => {
    const workspace = add(path)
    const result = await workspace.start()
    if (result.ok) return remember()
    // A worker that crashes on this path goes on by its own policy, and is shown doing so.
    if (result.error.code === 'worker-lost') return remember()
    if (workspaces.get(workspace.id) === workspace) remove(workspace.id)
    throw new Failure(result.error)
  }

  const open = async (path: string): Promise<WorkspaceId> => {
    const real = await resolveWorkspacePath(path)
    const known = [...workspaces.values()].find((workspace) => workspace.path === real)
    const id = known?.id ?? idOf(real)
    if (known && !opening.has(id) && known.summary.error) await restart(id)
    if (!known)
      opening.set(
        id,
        startNew(real).finally(() => opening.delete(id)),
      )
    await opening.get(id)
    options.onOpened(real)
    return id
  }

  const restart = async (id: WorkspaceId): Promise<void> => {
    const workspace = get(id)
    try {
      await resolveWorkspacePath(workspace.path)
    } catch (cause) {
      workspace.fail(errorOf(cause))
      throw cause
    }
    const result = await workspace.start()
    if (!result.ok) throw new Failure(result.error)
  }

  const reopen = async (paths: readonly string[]): Promise<void> => {
    const resolved = await Promise.all(
      paths.map(async (path) => ({ path, real: await resolveWorkspacePath(path).catch(errorOf) })),
    )
    for (const { path, real } of resolved) {
      if (workspaces.has(idOf(typeof real === 'string' ? real : path))) continue
      if (typeof real === 'string') void add(real).start()
      else add(path).fail(real)
    }
  }

  const poll = setInterval(() => {
    for (const { id, path, summary } of workspaces.values()) {
      if (summary.state.phase !== 'missing' || !summary.error) continue
      // Not back yet, or still refused: it stays shown with the reason.
      access(path)
        .then(() => restart(id))
        .catch(() => undefined)
    }
  }, RETURN_POLL_MS)
  poll.unref()

  return {
    list,
    open,
    reopen,
    close: (id) => {
      get(id)
      remove(id)
      remember()
    },
    restart,
    get,
    find: (id) => workspaces.get(id),
    ask: (id, name, input) =>
      workspaces.get(id)?.request(name, input) ?? Promise.resolve(err({ code: 'not-found', what: 'workspace', id })),
    dispose: () => {
      isDisposed = true
      clearInterval(poll)
      workspaces.forEach((workspace) => workspace.stop())
    },
  }
}

function errorOf(cause: unknown): AppError {
  if (cause instanceof Failure) return cause.error
  throw cause
}
