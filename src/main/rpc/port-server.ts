// The answering side of a port: dispatches calls, keeps each call's controller until it is answered, sends events.
import type { EventContract, PayloadOf } from '../../shared/ipc/define'
import type { Port } from './port'
import { portMessage, type PortMessage } from './port-messages'
import type { Dispatch } from './router'

export interface PortServer<E extends EventContract> {
  send<N extends keyof E & string>(name: N, payload: PayloadOf<E, N>): void
  /** Cancels what is running and stops listening. */
  dispose(): void
}

export function createPortServer<E extends EventContract>(port: Port, dispatch: Dispatch): PortServer<E> {
  const running = new Map<string, AbortController>()

  const answer = async (callId: string, name: string, input: unknown): Promise<void> => {
    const controller = new AbortController()
    running.set(callId, controller)
    const result = await dispatch(name, input, { signal: controller.signal })
    running.delete(callId)
    if (!controller.signal.aborted) port.post({ type: 'answer', callId, result } satisfies PortMessage)
  }

  const stop = port.onMessage((raw) => {
    const message = portMessage.safeParse(raw)
    if (!message.success) return
    if (message.data.type === 'call') void answer(message.data.callId, message.data.name, message.data.input)
    if (message.data.type === 'cancel') running.get(message.data.callId)?.abort()
  })

  return {
    send: (name, payload) => port.post({ type: 'event', name, payload } satisfies PortMessage),
    dispose: () => {
      stop()
      running.forEach((controller) => controller.abort())
    },
  }
}
