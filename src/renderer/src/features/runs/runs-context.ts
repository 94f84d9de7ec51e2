import { useStore } from 'zustand'
import { createServiceContext } from '../../lib/service-context'
import type { Runs, RunsActions, RunsState } from './runs-store'

export { queryOf } from './runs-store'

export const [RunsProvider, useRunsService] = createServiceContext<Runs>('runs')

export const useRuns = <T>(select: (state: RunsState) => T): T => useStore(useRunsService().store, select)
export const useRunsActions = (): RunsActions => useRunsService().actions
