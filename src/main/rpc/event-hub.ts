// Gathers events and hands them on once a frame: `latest` keeps the newest of a name, `append` keeps all in order.
import type { EventBatch } from '../../shared/ipc/bridge'
import type { EventContract, PayloadOf } from '../../shared/ipc/define'

const FRAME_MS = 16

export interface EventHub<E extends EventContract> {
  publish<N extends keyof E & string>(name: N, payload: PayloadOf<E, N>): void
  /** Adds a receiver; returns its removal. */
  connect(receive: (batch: EventBatch) => void): () => void
  dispose(): void
}

export function createEventHub<E extends EventContract>(contract: E): EventHub<E> {
  const receivers = new Set<(batch: EventBatch) => void>()
  let pending: [string, unknown][] = []
  let timer: NodeJS.Timeout | undefined

  const flush = (): void => {
    timer = undefined
    const batch = pending
    pending = []
    receivers.forEach((receive) => receive(batch))
  }

  return {
    publish: (name, payload) => {
      if (contract[name]?.delivery === 'latest') pending = pending.filter(([other]) => other !== name)
      pending.push([name, payload])
      timer ??= setTimeout(flush, FRAME_MS)
    },
    connect: (receive) => {
      receivers.add(receive)
      return () => void receivers.delete(receive)
    },
    dispose: () => {
      clearTimeout(timer)
      receivers.clear()
    },
  }
}
