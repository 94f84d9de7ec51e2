// The page's only way out: typed requests and subscriptions over the preload's five functions. Also the only place that knows
// of `window.bridge`.
import type { AppError } from '../../../shared/errors'
import type { Bridge } from '../../../shared/ipc/bridge'
import type { EventName, Events, RequestName, Requests } from '../../../shared/ipc/contract'
import type { WorkspaceRequests } from '../../../shared/ipc/contract-workspace'
import type { AbortLike, Client, OutputOf, PayloadOf } from '../../../shared/ipc/define'
import { err, type Result } from '../../../shared/result'
import type { z } from 'zod'

declare global {
  interface Window {
    readonly bridge: Bridge
  }
}

export interface AppClient extends Client<Requests> {
  /** A request to one workspace's worker, without the wrapping. */
  ask<N extends keyof WorkspaceRequests & string>(
    workspaceId: string,
    name: N,
    input: z.input<WorkspaceRequests[N]['input']>,
    signal?: AbortLike,
  ): Promise<Result<OutputOf<WorkspaceRequests, N>, AppError>>
  /** Listens until the returned function is called. */
  on<N extends EventName>(name: N, listener: (payload: PayloadOf<Events, N>) => void): () => void
  pathOf(file: File): string
}

const MAX_HELD = 100

export function createClient(bridge: Bridge): AppClient {
  let lastCall = 0
  const listeners = new Map<string, Set<(payload: unknown) => void>>()
  /** What came before anybody listened: main speaks (of a path it could not open) while the window is still being built. */
  const held = new Map<string, unknown[]>()
  bridge.subscribe((batch) => {
    for (const [name, payload] of batch) {
      const own = listeners.get(name)
      if (own?.size) own.forEach((listener) => listener(payload))
      else held.set(name, [...(held.get(name) ?? []), payload].slice(-MAX_HELD))
    }
  })

  const send = async (name: string, input: unknown, signal?: AbortLike): Promise<Result<unknown, AppError>> => {
    if (signal?.aborted) return err({ code: 'cancelled' })
    const callId = String(++lastCall)
    const cancel = (): void => bridge.cancel(callId)
    signal?.addEventListener('abort', cancel)
    try {
      const result = await bridge.request(name, input, callId)
      return signal?.aborted ? err({ code: 'cancelled' }) : result
    } catch (cause) {
      return err({ code: 'internal', incident: String(cause) })
    } finally {
      signal?.removeEventListener('abort', cancel)
    }
  }

  return {
    request: ((name: RequestName, input: unknown, signal?: AbortLike) =>
      send(name, input, signal)) as AppClient['request'],
    ask: ((workspaceId: string, name: string, input: unknown, signal?: AbortLike) =>
      send(name, { workspaceId, input }, signal)) as AppClient['ask'],
    on: ((name: string, listener: (payload: unknown) => void) => {
      const own = listeners.get(name) ?? new Set()
      listeners.set(name, own.add(listener))
      const early = held.get(name)
      held.delete(name)
      early?.forEach(listener)
      return () => void own.delete(listener)
    }) as AppClient['on'],
    pathOf: (file) => bridge.pathOf(file),
  }
}
