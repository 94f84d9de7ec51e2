// Decides, never does: every event of a job's life in, the next state and what to do about it out. The supervisor performs the
// effects and nothing else changes a job's state.
import type { AppError } from '../../../shared/errors'
import type { JobPhase, StopSignal } from '../../../shared/domain/job'

export interface Exit {
  /** As the shell tells it: 128 + n when signal n ended the command. Undefined: a signal ended the shell itself, or unknown. */
  readonly code?: number | undefined
  readonly signal?: string | undefined
}

export type FinalStatus = 'FINISHED' | 'FAILED' | 'KILLED'

export type JobState =
  | { readonly kind: 'starting'; readonly isStopWanted: boolean }
  | { readonly kind: 'running'; readonly pid: number }
  /** `exit`: the job itself has ended, something that it started has not. */
  | { readonly kind: 'stopping'; readonly pid: number; readonly signal: StopSignal; readonly exit?: Exit | undefined }
  | {
      readonly kind: 'ended'
      readonly status: FinalStatus
      readonly exit: Exit
      readonly stoppedWith?: StopSignal | undefined
      readonly error?: AppError | undefined
    }
  | { readonly kind: 'lost' }

export type JobEvent =
  | { readonly kind: 'spawned'; readonly pid: number }
  | { readonly kind: 'failed'; readonly error: AppError }
  | { readonly kind: 'stop-requested' }
  | { readonly kind: 'grace-elapsed' }
  | { readonly kind: 'exited'; readonly exit: Exit }
  /** No process of the job is left. */
  | { readonly kind: 'tree-gone' }
  /** The process is gone and how it ended cannot be learnt. */
  | { readonly kind: 'vanished' }

export type JobEffect =
  /** To the whole tree. */
  | { readonly kind: 'signal'; readonly signal: StopSignal }
  /** Report `grace-elapsed` after a while, and `tree-gone` as soon as it is so. */
  | { readonly kind: 'wait-for-tree' }
  | { readonly kind: 'close-run'; readonly status: FinalStatus; readonly exit: Exit }

export interface Step {
  readonly state: JobState
  readonly effects: readonly JobEffect[]
}

const STRONGER: Readonly<Record<StopSignal, StopSignal>> = { SIGINT: 'SIGTERM', SIGTERM: 'SIGKILL', SIGKILL: 'SIGKILL' }

export function step(state: JobState, event: JobEvent): Step {
  switch (state.kind) {
    case 'starting':
      return whileStarting(state, event)
    case 'running':
      return whileRunning(state, event)
    case 'stopping':
      return whileStopping(state, event)
    case 'ended':
    case 'lost':
      return stay(state)
  }
}

const stay = (state: JobState): Step => ({ state, effects: [] })

function whileStarting(state: Extract<JobState, { kind: 'starting' }>, event: JobEvent): Step {
  switch (event.kind) {
    case 'spawned':
      return state.isStopWanted ? stopWith(event.pid, 'SIGINT') : stay({ kind: 'running', pid: event.pid })
    case 'failed':
      return end({ status: 'FAILED', exit: {}, error: event.error })
    case 'stop-requested':
      return stay({ kind: 'starting', isStopWanted: true })
    case 'exited':
      return end({ status: statusOf(event.exit), exit: event.exit })
    case 'vanished':
      return lose()
    case 'grace-elapsed':
    case 'tree-gone':
      return stay(state)
  }
}

function whileRunning(state: Extract<JobState, { kind: 'running' }>, event: JobEvent): Step {
  switch (event.kind) {
    case 'stop-requested':
      return stopWith(state.pid, 'SIGINT')
    case 'exited':
      return end({ status: statusOf(event.exit), exit: event.exit })
    case 'vanished':
      return lose()
    case 'spawned':
    case 'failed':
    case 'grace-elapsed':
    case 'tree-gone':
      return stay(state)
  }
}

/** It ends as KILLED once nothing of it is left, however it went: a grandchild may outlive the job and its output. */
function whileStopping(state: Extract<JobState, { kind: 'stopping' }>, event: JobEvent): Step {
  switch (event.kind) {
    case 'grace-elapsed':
      return stopWith(state.pid, STRONGER[state.signal], state.exit)
    case 'exited':
      return stay({ ...state, exit: event.exit })
    case 'vanished':
      return stay({ ...state, exit: state.exit ?? {} })
    case 'tree-gone':
      return end({ status: 'KILLED', exit: state.exit ?? {}, stoppedWith: state.signal })
    case 'spawned':
    case 'failed':
    case 'stop-requested':
      return stay(state)
  }
}

const stopWith = (pid: number, signal: StopSignal, exit?: Exit): Step => ({
  state: { kind: 'stopping', pid, signal, exit },
  effects: [{ kind: 'signal', signal }, { kind: 'wait-for-tree' }],
})

const end = (outcome: Omit<Extract<JobState, { kind: 'ended' }>, 'kind'>): Step => ({
  state: { kind: 'ended', ...outcome },
  effects: [{ kind: 'close-run', status: outcome.status, exit: outcome.exit }],
})

const lose = (): Step => ({
  state: { kind: 'lost' },
  effects: [{ kind: 'close-run', status: 'FAILED', exit: {} }],
})

/** The exit code decides, as in MLflow, whatever status the script gave its run. */
const statusOf = (exit: Exit): FinalStatus => (exit.code === 0 ? 'FINISHED' : 'FAILED')

export function phaseOf(state: JobState): JobPhase {
  switch (state.kind) {
    case 'starting':
      return { kind: 'starting' }
    case 'running':
      return { kind: 'running', pid: state.pid }
    case 'stopping':
      return { kind: 'stopping', pid: state.pid, signal: state.signal }
    case 'lost':
      return { kind: 'lost' }
    case 'ended':
      return {
        kind: 'ended',
        status: state.status,
        ...(state.exit.code === undefined ? {} : { exitCode: state.exit.code }),
        ...(state.exit.signal === undefined ? {} : { signal: state.exit.signal }),
        ...(state.stoppedWith === undefined ? {} : { stoppedWith: state.stoppedWith }),
        ...(state.error === undefined ? {} : { error: state.error }),
      }
  }
}
