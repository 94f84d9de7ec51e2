// Joins a real router to a real client in one process, cloning values as Electron would.
import type { Bridge, EventBatch } from '../shared/ipc/bridge'
import type { Dispatch } from '../main/rpc/router'

export interface Loopback {
  readonly bridge: Bridge
  /** Hands a batch of events to the page's side: connect an event hub to it. */
  readonly receive: (batch: EventBatch) => void
}

export function createLoopback(dispatch: Dispatch): Loopback {
  const listeners = new Set<(batch: EventBatch) => void>()
  const running = new Map<string, AbortController>()
  return {
    bridge: {
      request: async (name, input, callId) => {
        const controller = new AbortController()
        running.set(callId, controller)
        const result = await dispatch(name, structuredClone(input), { signal: controller.signal })
        running.delete(callId)
        return structuredClone(result)
      },
      cancel: (callId) => running.get(callId)?.abort(),
      pathOf: (file) => String((file as { path?: string }).path ?? ''),
      subscribe: (listener) => {
        listeners.add(listener)
        return () => void listeners.delete(listener)
      },
    },
    receive: (batch) => {
      const copy = structuredClone(batch)
      listeners.forEach((listener) => listener(copy))
    },
  }
}
