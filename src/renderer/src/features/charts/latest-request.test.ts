import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { ok } from '../../../../shared/result'
import { createLatestRequest } from './latest-request'

function aWorker() {
  const asked: { input: string; signal: AbortSignal; answer: (value: string) => void }[] = []
  const answers: string[] = []
  const latest = createLatestRequest<string, string>({
    ask: (input, signal) =>
      new Promise((resolve) => asked.push({ input, signal, answer: (value) => resolve(ok(value)) })),
    onAnswer: (result) => answers.push(result.ok ? result.value : result.error.code),
    refreshMs: 100,
  })
  return { asked, answers, latest, flush: () => vi.advanceTimersByTimeAsync(0) }
}

describe('the latest request', () => {
  beforeEach(() => void vi.useFakeTimers())
  afterEach(() => void vi.useRealTimers())

  it('has one in flight, aborts it for a newer one, and skips those in between', async () => {
    const { asked, answers, latest, flush } = aWorker()
    latest.want('a')
    latest.want('b')
    latest.want('c')
    expect(asked.map((call) => call.input)).toEqual(['a'])
    expect(asked[0]?.signal.aborted).toBe(true)
    asked[0]?.answer('late')
    await flush()
    expect(asked.map((call) => call.input)).toEqual(['a', 'c'])
    asked[1]?.answer('C')
    await flush()
    expect(answers).toEqual(['C'])
  })

  it('refreshes after the one in flight, once for many changes, at most ten times a second', async () => {
    const { asked, answers, latest, flush } = aWorker()
    latest.want('a')
    latest.refresh()
    latest.refresh()
    expect(asked[0]?.signal.aborted).toBe(false)
    asked[0]?.answer('first')
    await flush()
    expect(asked).toHaveLength(1)
    await vi.advanceTimersByTimeAsync(100)
    expect(asked).toHaveLength(2)
    asked[1]?.answer('second')
    await vi.advanceTimersByTimeAsync(1000)
    expect(asked).toHaveLength(2)
    expect(answers).toEqual(['first', 'second'])
  })

  it('asks a new question at once although a refresh was waiting', async () => {
    const { asked, latest, flush } = aWorker()
    latest.want('a')
    asked[0]?.answer('A')
    await flush()
    latest.refresh()
    latest.want('b')
    expect(asked.map((call) => call.input)).toEqual(['a', 'b'])
    asked[1]?.answer('B')
    await vi.advanceTimersByTimeAsync(1000)
    expect(asked).toHaveLength(2)
  })

  it('says nothing after it was disposed', async () => {
    const { asked, answers, latest, flush } = aWorker()
    latest.want('a')
    latest.dispose()
    asked[0]?.answer('A')
    await flush()
    expect(asked[0]?.signal.aborted).toBe(true)
    expect(answers).toEqual([])
  })
})
