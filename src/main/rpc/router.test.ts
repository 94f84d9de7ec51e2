import { describe, expect, it } from 'vitest'
import { z } from 'zod'
import { request } from '../../shared/ipc/define'
import { createRouter, Failure, type HandlersOf } from './router'

const contract = {
  'runs.count': request(z.object({ experimentId: z.string() }), z.object({ count: z.number() })),
  'runs.fail': request(z.object({}), z.object({})),
} as const

const dispatchWith = (handlers: Partial<HandlersOf<typeof contract>>, incidents: unknown[] = []) =>
  createRouter(
    contract,
    { 'runs.count': () => ({ count: 3 }), 'runs.fail': () => ({}), ...handlers },
    { logIncident: (cause) => `incident-${incidents.push(cause)}`, checkOutputs: true },
  )

const context = () => ({ signal: new AbortController().signal })

describe('router', () => {
  it('answers a parsed request with a value', async () => {
    const result = await dispatchWith({})('runs.count', { experimentId: '1' }, context())
    expect(result).toEqual({ ok: true, value: { count: 3 } })
  })

  it('refuses input that the contract does not allow, naming the field', async () => {
    const result = await dispatchWith({})('runs.count', { experimentId: 7 }, context())
    expect(result).toMatchObject({
      ok: false,
      error: { code: 'invalid-input', issues: [expect.stringContaining('experimentId')] },
    })
  })

  it.each(['runs.nothing', '__proto__', 'constructor', 7, undefined])('refuses the name %s', async (name) => {
    const result = await dispatchWith({})(name, {}, context())
    expect(result).toMatchObject({ ok: false, error: { code: 'invalid-input' } })
  })

  it('turns a Failure into its error', async () => {
    const dispatch = dispatchWith({
      'runs.fail': () => {
        throw new Failure({ code: 'not-found', what: 'run', id: 'r1' })
      },
    })
    expect(await dispatch('runs.fail', {}, context())).toEqual({
      ok: false,
      error: { code: 'not-found', what: 'run', id: 'r1' },
    })
  })

  it('logs a defect and gives its incident, never its message', async () => {
    const incidents: unknown[] = []
    const dispatch = dispatchWith({ 'runs.fail': () => Promise.reject(new Error('secret path')) }, incidents)
    expect(await dispatch('runs.fail', {}, context())).toEqual({
      ok: false,
      error: { code: 'internal', incident: 'incident-1' },
    })
    expect(incidents).toHaveLength(1)
  })

  it('says cancelled when the caller had gone', async () => {
    const controller = new AbortController()
    const dispatch = dispatchWith({
      'runs.fail': () => {
        controller.abort()
        throw new Error('stopped midway')
      },
    })
    expect(await dispatch('runs.fail', {}, { signal: controller.signal })).toEqual({
      ok: false,
      error: { code: 'cancelled' },
    })
  })

  it('treats a wrong output as a defect where outputs are checked', async () => {
    const dispatch = dispatchWith({ 'runs.count': () => ({ count: 'three' }) as unknown as { count: number } })
    expect(await dispatch('runs.count', { experimentId: '1' }, context())).toMatchObject({
      ok: false,
      error: { code: 'internal' },
    })
  })
})
