// The asking side of a port. `failAll` answers every waiting call when the other side is gone, so nobody waits for the dead.
import type { AppError } from '../../shared/errors'
import type { AbortLike, Client, RequestContract } from '../../shared/ipc/define'
import { err, type Result } from '../../shared/result'
import type { Port } from './port'
import { portMessage, type PortMessage } from './port-messages'

export interface PortClient<C extends RequestContract> extends Client<C> {
  failAll(error: AppError): void
}

export interface PortClientOptions {
  readonly onEvent: (name: string, payload: unknown) => void
}

export function createPortClient<C extends RequestContract>(port: Port, options: PortClientOptions): PortClient<C> {
  let lastCall = 0
  let lostWith: AppError | undefined
  const waiting = new Map<string, (result: Result<unknown, AppError>) => void>()

  port.onMessage((raw) => {
    const message = portMessage.safeParse(raw)
    if (!message.success) return
    if (message.data.type === 'event') options.onEvent(message.data.name, message.data.payload)
    if (message.data.type !== 'answer') return
    const settle = waiting.get(message.data.callId)
    waiting.delete(message.data.callId)
    settle?.(message.data.result as Result<unknown, AppError>)
  })

  const ask = (name: string, input: unknown, signal?: AbortLike): Promise<Result<unknown, AppError>> => {
    if (lostWith) return Promise.resolve(err(lostWith))
    if (signal?.aborted) return Promise.resolve(err({ code: 'cancelled' }))
    const callId = String(++lastCall)
    return new Promise((resolve) => {
      const cancel = (): void => {
        waiting.delete(callId)
        port.post({ type: 'cancel', callId } satisfies PortMessage)
        resolve(err({ code: 'cancelled' }))
      }
      waiting.set(callId, (result) => {
        signal?.removeEventListener('abort', cancel)
        resolve(result)
      })
      signal?.addEventListener('abort', cancel)
      port.post({ type: 'call', callId, name, input } satisfies PortMessage)
    })
  }

  return {
    request: ask as Client<C>['request'],
    failAll: (error) => {
      lostWith = error
      const all = [...waiting.values()]
      waiting.clear()
      all.forEach((settle) => settle(err(error)))
    },
  }
}
