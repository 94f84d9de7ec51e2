import { useStore } from 'zustand'
import { createServiceContext } from '../../lib/service-context'
import type { Jobs, JobsState } from './jobs-store'

export const [JobsProvider, useJobsService] = createServiceContext<Jobs>('jobs')

export const useJobs = <T>(select: (state: JobsState) => T): T => useStore(useJobsService().store, select)
export const useJobsActions = (): Jobs['actions'] => useJobsService().actions
