// The page's questions to one workspace, handed to that workspace's worker. A worker's refusal is passed on as it is.
import { workspaceRequests } from '../../shared/ipc/contract-workspace'
import type { Requests } from '../../shared/ipc/contract'
import { Failure, type CallContext, type HandlersOf } from '../rpc/router'
import type { WorkspaceRegistry } from '../workspaces/registry'

type Forwarded = HandlersOf<Pick<Requests, keyof typeof workspaceRequests>>

export function createForwardHandlers(registry: WorkspaceRegistry): Forwarded {
  const names = Object.keys(workspaceRequests) as (keyof typeof workspaceRequests)[]
  const handlers = names.map((name) => [
    name,
    async (
      { workspaceId, input }: { workspaceId: string; input: never },
      { signal }: CallContext,
    ): Promise<unknown> => {
      const result = await registry.get(workspaceId).request(name, input, signal)
      if (!result.ok) throw new Failure(result.error)
      return result.value
    },
  ])
  return Object.fromEntries(handlers) as Forwarded
}
