import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { phaseOf, step, type JobEvent, type JobState } from './job-state'

const starting: JobState = { kind: 'starting', isStopWanted: false }

function play(events: readonly JobEvent[]): { state: JobState; done: string[] } {
  const done: string[] = []
  let state = starting
  for (const event of events) {
    const next = step(state, event)
    state = next.state
    done.push(
      ...next.effects.map((effect) =>
        'signal' in effect ? effect.signal : 'status' in effect ? effect.status : effect.kind,
      ),
    )
  }
  return { state, done }
}

const spawned: JobEvent = { kind: 'spawned', pid: 7 }
const stop: JobEvent = { kind: 'stop-requested' }
const grace: JobEvent = { kind: 'grace-elapsed' }
const gone: JobEvent = { kind: 'tree-gone' }
const exited = (code: number): JobEvent => ({ kind: 'exited', exit: { code } })

describe('the life of a job', () => {
  it('is FINISHED by exit 0 and FAILED by any other', () => {
    expect(play([spawned, exited(0)]).done).toEqual(['FINISHED'])
    expect(play([spawned, exited(3)]).done).toEqual(['FAILED'])
    expect(play([spawned, { kind: 'exited', exit: { signal: 'SIGSEGV' } }]).done).toEqual(['FAILED'])
  })

  it('is stopped by ever stronger signals, and says which it took', () => {
    const { state, done } = play([spawned, stop, grace, exited(143), grace, gone])
    expect(done).toEqual(['SIGINT', 'wait-for-tree', 'SIGTERM', 'wait-for-tree', 'SIGKILL', 'wait-for-tree', 'KILLED'])
    expect(phaseOf(state)).toEqual({ kind: 'ended', status: 'KILLED', exitCode: 143, stoppedWith: 'SIGKILL' })
  })

  it('is not over while something that it started lives', () => {
    const { state } = play([spawned, stop, exited(0)])
    expect(state.kind).toBe('stopping')
  })

  it('is KILLED even when it ends well after Stop', () => {
    expect(play([spawned, stop, exited(0), gone]).done.at(-1)).toBe('KILLED')
  })

  it('is stopped as soon as it starts when Stop came before', () => {
    expect(play([stop, spawned]).done).toEqual(['SIGINT', 'wait-for-tree'])
  })

  it('is lost when nobody knows how it ended', () => {
    expect(play([spawned, { kind: 'vanished' }])).toMatchObject({ state: { kind: 'lost' }, done: ['FAILED'] })
  })

  it('closes its run once, whatever happens', () => {
    const event = fc.constantFrom<JobEvent>(
      spawned,
      stop,
      grace,
      gone,
      exited(0),
      exited(1),
      { kind: 'vanished' },
      { kind: 'failed', error: { code: 'cancelled' } },
    )
    fc.assert(
      fc.property(fc.array(event, { maxLength: 30 }), (events) => {
        const { state, done } = play(events)
        const closings = done.filter((name) => ['FINISHED', 'FAILED', 'KILLED'].includes(name)).length
        expect(closings).toBe(state.kind === 'ended' || state.kind === 'lost' ? 1 : 0)
      }),
    )
  })
})
