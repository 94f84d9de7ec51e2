import type { Requests } from '../../shared/ipc/contract'
import type { HandlersOf } from '../rpc/router'
import type { WorkspaceRegistry } from '../workspaces/registry'

type Names = `workspaces.${'list' | 'open' | 'choose' | 'openSample' | 'close' | 'restart'}`

export interface WorkspaceHandlerServices {
  readonly registry: WorkspaceRegistry
  /** The system's dialog; undefined when the person cancels. */
  choosePath(): Promise<string | undefined>
  /** The person's own copy of the sample, made when it is not there. */
  samplePath(): Promise<string>
}

export function createWorkspaceHandlers(services: WorkspaceHandlerServices): HandlersOf<Pick<Requests, Names>> {
  const { registry } = services
  return {
    'workspaces.list': () => registry.list(),
    'workspaces.open': async ({ path }) => ({ workspaceId: await registry.open(path) }),
    'workspaces.choose': async () => {
      const path = await services.choosePath()
      return path === undefined ? {} : { workspaceId: await registry.open(path) }
    },
    'workspaces.openSample': async () => ({ workspaceId: await registry.open(await services.samplePath()) }),
    'workspaces.close': ({ workspaceId }) => {
      registry.close(workspaceId)
      return {}
    },
    'workspaces.restart': async ({ workspaceId }) => {
      await registry.restart(workspaceId)
      return {}
    },
  }
}
