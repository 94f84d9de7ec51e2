import { expect, it } from 'vitest'
import type { Bridge, EventBatch } from '../../../shared/ipc/bridge'
import { ok } from '../../../shared/result'
import { createClient } from './client'

it('keeps what comes before anybody listens for the first who does', () => {
  let send: (batch: EventBatch) => void = () => undefined
  const bridge: Bridge = {
    request: () => Promise.resolve(ok({})),
    cancel: () => undefined,
    pathOf: () => '',
    subscribe: (listener) => {
      send = listener
      return () => undefined
    },
  }
  const client = createClient(bridge)
  const heard: string[] = []
  send([
    ['command.invoked', { id: 'early' }],
    ['command.invoked', { id: 'also early' }],
  ])
  client.on('command.invoked', ({ id }) => heard.push(`first ${id}`))
  client.on('command.invoked', ({ id }) => heard.push(`second ${id}`))
  send([['command.invoked', { id: 'late' }]])
  expect(heard).toEqual(['first early', 'first also early', 'first late', 'second late'])
})
