import { describe, expect, it, vi } from 'vitest'
import type { Job } from '../../../../shared/domain/job'
import { createClient, type AppClient } from '../../bridge/client'
import { createConsoleFeed } from './console-feed'
import { describePhase } from './describe-phase'
import { collectOrdered, createJobs, shownJob } from './jobs-store'
import type { EventBatch } from '../../../../shared/ipc/bridge'

const aJob = (over: Partial<Job> = {}): Job => ({
  id: 'j1',
  workspaceId: 'w',
  workspacePath: '/w',
  projectDir: '.',
  projectName: 'p',
  entryPoint: 'main',
  command: 'python train.py',
  params: [],
  storeId: 'mlruns',
  runId: 'r',
  runKey: 'k',
  runName: 'calm-heron-1',
  consolePath: '/w/console.log',
  startTime: 1,
  phase: { kind: 'running', pid: 7 },
  ...over,
})

type Answer = (input: never) => unknown

function aClient(answers: Readonly<Record<string, Answer>>) {
  const listeners = new Set<(batch: EventBatch) => void>()
  const client: AppClient = createClient({
    request: async (name, input) => ({ ok: true, value: await answers[name]?.(input as never) }),
    cancel: () => undefined,
    pathOf: () => '',
    subscribe: (listener) => {
      listeners.add(listener)
      return () => void listeners.delete(listener)
    },
  })
  return { client, publish: (name: string, payload: unknown) => listeners.forEach((send) => send([[name, payload]])) }
}

describe('the jobs store', () => {
  it('ignores a snapshot that is older than what it heard since', async () => {
    const { client, publish } = aClient({ 'jobs.list': () => ({ seq: 3, jobs: [] }) })
    const jobs = createJobs(client)
    publish('jobs.changed', { seq: 5, jobs: [aJob()] })
    await jobs.actions.load()
    publish('jobs.changed', { seq: 4, jobs: [] })
    expect(jobs.store.getState()).toMatchObject({ seq: 5, jobs: [{ id: 'j1' }] })
    jobs.dispose()
    publish('jobs.changed', { seq: 6, jobs: [] })
    expect(jobs.store.getState().seq).toBe(5)
  })

  it('shows the chosen job while it is there, else what runs, newest first', () => {
    const ended = aJob({ id: 'old', startTime: 9, phase: { kind: 'ended', status: 'FINISHED', exitCode: 0 } })
    const all = [ended, aJob(), aJob({ id: 'j2', startTime: 5 })]
    expect(collectOrdered(all).map(({ id }) => id)).toEqual(['j2', 'j1', 'old'])
    const state = { seq: 1, jobs: all, failure: undefined, chosen: 'old' }
    expect(shownJob(state)?.id).toBe('old')
    expect(shownJob({ ...state, chosen: 'gone' })?.id).toBe('j2')
  })

  it('says what ended a job', () => {
    const ended = (phase: Omit<Extract<Job['phase'], { kind: 'ended' }>, 'kind'>) =>
      describePhase(aJob({ phase: { kind: 'ended', ...phase } })).key
    expect(ended({ status: 'FINISHED', exitCode: 0 })).toBe('phase.exited')
    expect(ended({ status: 'FAILED', signal: 'SIGSEGV' })).toBe('phase.signalled')
    expect(ended({ status: 'KILLED', signal: 'SIGTERM', stoppedWith: 'SIGTERM' })).toBe('phase.stopped')
    expect(ended({ status: 'FAILED', error: { code: 'cancelled' } })).toBe('phase.failed')
    expect(describePhase(aJob({ phase: { kind: 'lost' } })).key).toBe('phase.lost')
  })
})

describe('the console feed', () => {
  const aFile = (text: string) => {
    const file = { bytes: new TextEncoder().encode(text) }
    const read = ({ offset, limitBytes }: { offset: number; limitBytes: number }) => {
      const data = file.bytes.slice(offset, offset + limitBytes)
      return { data, nextOffset: offset + data.length, sizeBytes: file.bytes.length }
    }
    return { file, read: vi.fn(read) }
  }

  it('brings every byte once, in order, with one write under way at a time', async () => {
    const { file, read } = aFile('a'.repeat(600_000))
    const { client, publish } = aClient({ 'jobs.console': read as Answer })
    let writing = 0
    let received = ''
    const feed = createConsoleFeed(client, 'j1', {
      write: async (data) => {
        expect(++writing).toBe(1)
        await Promise.resolve()
        received += new TextDecoder().decode(data)
        writing -= 1
      },
      skip: () => expect.unreachable(),
      fail: (error) => expect(error).toBeUndefined(),
    })
    await vi.waitFor(() => expect(received).toHaveLength(600_000))
    file.bytes = new TextEncoder().encode(`${'a'.repeat(600_000)}END`)
    publish('jobs.output', { jobId: 'other', sizeBytes: 1 })
    publish('jobs.output', { jobId: 'j1', sizeBytes: file.bytes.length })
    publish('jobs.output', { jobId: 'j1', sizeBytes: file.bytes.length })
    await vi.waitFor(() => expect(received.endsWith('aEND')).toBe(true))
    expect(received).toHaveLength(600_003)
    feed.dispose()
  })

  it('leaves out the beginning of a console far longer than the terminal keeps, and says so', async () => {
    const { read } = aFile('x'.repeat(17_000_000))
    const { client } = aClient({ 'jobs.console': read as Answer })
    let received = 0
    let skipped = 0
    const feed = createConsoleFeed(client, 'j1', {
      write: (data) => Promise.resolve(void (received += data.length)),
      skip: (bytes) => (skipped = bytes),
      fail: () => undefined,
    })
    await vi.waitFor(() => expect(received + skipped).toBe(17_000_000))
    expect(skipped).toBeGreaterThan(0)
    feed.dispose()
  })
})
