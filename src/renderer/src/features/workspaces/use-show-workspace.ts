import { useCallback } from 'react'
import type { WorkspaceSummary } from '../../../../shared/domain/workspace'
import { useNavigationActions } from '../navigation'
import { useRunsService } from '../runs'
import { useWorkspacesService } from './workspaces-context'

/** Pure: what a workspace shows at first: its experiment with the most going on, then the most runs. */
export function collectFirstExperiments({ state }: WorkspaceSummary) {
  const [first] = state.experiments
    .filter(({ lifecycleStage }) => lifecycleStage === 'active')
    .toSorted((one, other) => other.runningCount - one.runningCount || other.runCount - one.runCount)
  return first === undefined ? [] : [{ storeId: first.storeId, experimentId: first.experimentId }]
}

/** Shows a workspace: its runs, or its models or project where it has nothing else. */
export function useShowWorkspace(): (workspaceId: string) => void {
  const navigation = useNavigationActions()
  const workspaces = useWorkspacesService()
  const runs = useRunsService()
  return useCallback(
    (workspaceId) => {
      const workspace = workspaces.store.getState().workspaces.find(({ id }) => id === workspaceId)
      if (runs.store.getState().workspaceId !== workspaceId)
        runs.actions.show(workspaceId, workspace === undefined ? [] : collectFirstExperiments(workspace))
      navigation.go(workspaceId, { kind: 'runs', mode: 'table' })
    },
    [navigation, workspaces, runs],
  )
}
