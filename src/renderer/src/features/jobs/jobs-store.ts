// Projection of main's jobs: a snapshot, then whole lists (there are few) with a number; old numbers are ignored.
import type { AppClient } from '../../bridge/client'
import type { AppError } from '../../../../shared/errors'
import type { Job } from '../../../../shared/domain/job'
import type { JobId } from '../../../../shared/domain/ids'
import { createStore, type StoreApi } from 'zustand/vanilla'

export interface JobsState {
  readonly seq: number
  /** As main orders them. */
  readonly jobs: readonly Job[]
  /** The job that the console shows; undefined: the newest. */
  readonly chosen: JobId | undefined
  /** Why a job could not be stopped, until the next try. */
  readonly failure: { readonly jobId: JobId; readonly error: AppError } | undefined
}

export interface Jobs {
  readonly store: StoreApi<JobsState>
  readonly actions: {
    load(): Promise<void>
    choose(jobId: JobId): void
    stop(jobId: JobId): Promise<void>
  }
  dispose(): void
}

export const isLive = (job: Job): boolean => job.phase.kind !== 'ended' && job.phase.kind !== 'lost'

/** Pure: what runs comes first, then what started last. */
export const collectOrdered = (jobs: readonly Job[]): readonly Job[] =>
  [...jobs].sort((a, b) => Number(isLive(b)) - Number(isLive(a)) || b.startTime - a.startTime)

/** The job that the console shows: the chosen one while it is there. */
export const shownJob = (state: JobsState): Job | undefined =>
  state.jobs.find((job) => job.id === state.chosen) ?? collectOrdered(state.jobs)[0]

export function createJobs(client: AppClient): Jobs {
  const store = createStore<JobsState>(() => ({ seq: -1, jobs: [], chosen: undefined, failure: undefined }))
  const receive = (next: { seq: number; jobs: Job[] }): void =>
    store.setState((state) => (next.seq > state.seq ? { seq: next.seq, jobs: next.jobs } : state))
  const dispose = client.on('jobs.changed', receive)
  return {
    store,
    actions: {
      load: async () => {
        const result = await client.request('jobs.list', {})
        if (result.ok) receive(result.value)
      },
      choose: (chosen) => store.setState({ chosen }),
      stop: async (jobId) => {
        store.setState({ failure: undefined })
        const result = await client.request('jobs.stop', { jobId })
        if (!result.ok) store.setState({ failure: { jobId, error: result.error } })
      },
    },
    dispose,
  }
}
