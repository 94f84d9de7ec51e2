import { describe, expect, it, vi } from 'vitest'
import { z } from 'zod'
import { event, float64Array, request } from '../../shared/ipc/define'
import { createPortPair } from './port'
import { createPortClient } from './port-client'
import { createPortServer } from './port-server'
import { createRouter, type HandlersOf } from './router'

const contract = {
  'series.read': request(z.object({ length: z.number() }), z.object({ x: float64Array })),
  'wait.long': request(z.object({}), z.object({})),
} as const
const _events = { 'index.changed': event(z.object({ seq: z.number() }), 'append') } as const

function connect(handlers: Partial<HandlersOf<typeof contract>> = {}) {
  const [near, far] = createPortPair()
  const dispatch = createRouter(
    contract,
    {
      'series.read': ({ length }) => ({ x: new Float64Array(length).fill(Number.NaN) }),
      'wait.long': () => new Promise(() => undefined),
      ...handlers,
    },
    { logIncident: () => 'i' },
  )
  const onEvent = vi.fn()
  const client = createPortClient<typeof contract>(near, { onEvent })
  const server = createPortServer<typeof _events>(far, dispatch)
  return { client, server, onEvent }
}

describe('a port', () => {
  it('carries typed arrays with NaN', async () => {
    const { client } = connect()
    const result = await client.request('series.read', { length: 3 })
    expect(result).toEqual({ ok: true, value: { x: new Float64Array([Number.NaN, Number.NaN, Number.NaN]) } })
  })

  it('answers a cancelled call at once and tells the other side', async () => {
    const seen = vi.fn()
    const { client } = connect({
      'wait.long': (_input, { signal }) => new Promise(() => signal.addEventListener('abort', seen)),
    })
    const controller = new AbortController()
    const answer = client.request('wait.long', {}, controller.signal)
    await Promise.resolve()
    controller.abort()
    expect(await answer).toEqual({ ok: false, error: { code: 'cancelled' } })
    await vi.waitFor(() => expect(seen).toHaveBeenCalledOnce())
  })

  it('answers every waiting and later call when the other side is lost', async () => {
    const { client } = connect()
    const waiting = client.request('wait.long', {})
    client.failAll({ code: 'worker-lost', path: 'mlruns' })
    expect(await waiting).toEqual({ ok: false, error: { code: 'worker-lost', path: 'mlruns' } })
    expect(await client.request('series.read', { length: 1 })).toMatchObject({
      ok: false,
      error: { code: 'worker-lost' },
    })
  })

  it('hands on events and survives nonsense', async () => {
    const { server, onEvent } = connect()
    server.send('index.changed', { seq: 4 })
    await vi.waitFor(() => expect(onEvent).toHaveBeenCalledWith('index.changed', { seq: 4 }))
  })

  it('stops answering after it was disposed', async () => {
    const read = vi.fn(() => ({ x: new Float64Array() }))
    const { client, server } = connect({ 'series.read': read })
    server.dispose()
    void client.request('series.read', { length: 1 })
    await Promise.resolve()
    await Promise.resolve()
    expect(read).not.toHaveBeenCalled()
  })
})
