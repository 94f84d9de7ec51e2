// Projection of main's open workspaces: a snapshot, then whole lists (there are few) with a number; old numbers are ignored.
import type { AppClient } from '../../bridge/client'
import type { AppError } from '../../../../shared/errors'
import type { WorkspaceSummary } from '../../../../shared/domain/workspace'
import { createStore, type StoreApi } from 'zustand/vanilla'

export interface WorkspacesState {
  readonly seq: number
  readonly workspaces: readonly WorkspaceSummary[]
  /** What could not be opened last, until the next try. */
  readonly failure: { readonly path: string; readonly error: AppError } | undefined
}

export interface Workspaces {
  readonly store: StoreApi<WorkspacesState>
  readonly actions: {
    load(): Promise<void>
    /** Opens a path; the id when it worked. */
    open(path: string): Promise<string | undefined>
    choose(): Promise<string | undefined>
    openSample(): Promise<string | undefined>
    close(workspaceId: string): Promise<void>
    restart(workspaceId: string): Promise<void>
    fail(path: string, error: AppError): void
    dismissFailure(): void
  }
  dispose(): void
}

export function createWorkspaces(client: AppClient): Workspaces {
  const store = createStore<WorkspacesState>(() => ({ seq: -1, workspaces: [], failure: undefined }))
  const receive = (next: { seq: number; workspaces: WorkspaceSummary[] }): void =>
    store.setState((state) => (next.seq > state.seq ? { seq: next.seq, workspaces: next.workspaces } : state))
  const stop = client.on('workspaces.changed', receive)
  const fail = (path: string, error: AppError): void => {
    if (error.code !== 'cancelled') store.setState({ failure: { path, error } })
  }

  return {
    store,
    actions: {
      load: async () => {
        const result = await client.request('workspaces.list', {})
        if (result.ok) receive(result.value)
      },
      open: async (path) => {
        store.setState({ failure: undefined })
        const result = await client.request('workspaces.open', { path })
        if (!result.ok) fail(path, result.error)
        return result.ok ? result.value.workspaceId : undefined
      },
      choose: async () => {
        const result = await client.request('workspaces.choose', {})
        if (!result.ok) fail('', result.error)
        return result.ok ? result.value.workspaceId : undefined
      },
      openSample: async () => {
        const result = await client.request('workspaces.openSample', {})
        if (!result.ok) fail('', result.error)
        return result.ok ? result.value.workspaceId : undefined
      },
      close: async (workspaceId) => void (await client.request('workspaces.close', { workspaceId })),
      restart: async (workspaceId) => void (await client.request('workspaces.restart', { workspaceId })),
      fail,
      dismissFailure: () => store.setState({ failure: undefined }),
    },
    dispose: stop,
  }
}
