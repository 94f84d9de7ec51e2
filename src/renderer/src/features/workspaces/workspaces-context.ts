import { useStore } from 'zustand'
import { createServiceContext } from '../../lib/service-context'
import type { Workspaces, WorkspacesState } from './workspaces-store'

export const [WorkspacesProvider, useWorkspacesService] = createServiceContext<Workspaces>('workspaces')

export const useWorkspaces = <T>(select: (state: WorkspacesState) => T): T =>
  useStore(useWorkspacesService().store, select)
export const useWorkspacesActions = (): Workspaces['actions'] => useWorkspacesService().actions
