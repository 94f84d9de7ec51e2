// Which workspace the window is about. When the one in view closes, the next one is shown, or the welcome.
import { useEffect } from 'react'
import type { WorkspaceSummary } from '../../../shared/domain/workspace'
import { useNavigation, useNavigationActions } from '../features/navigation'
import { useRuns, useRunsActions } from '../features/runs'
import { useShowWorkspace, useWorkspaces } from '../features/workspaces'

export function useCurrentWorkspace(): WorkspaceSummary | undefined {
  const workspaces = useWorkspaces((state) => state.workspaces)
  const seq = useWorkspaces((state) => state.seq)
  const workspaceId = useNavigation((state) => state.workspaceId)
  const runsWorkspaceId = useRuns((state) => state.workspaceId)
  const hasExperiments = useRuns((state) => state.experiments.length > 0)
  const { go } = useNavigationActions()
  const { show } = useRunsActions()
  const showWorkspace = useShowWorkspace()
  const current = workspaces.find(({ id }) => id === workspaceId)
  const next = workspaces[0]?.id

  useEffect(() => {
    if (current !== undefined || seq < 0) return
    // A workspace just opened may be named before main's list of them is here: then nothing is closed.
    if (next !== undefined) showWorkspace(next)
    else if (workspaceId !== undefined) go(undefined, { kind: 'welcome' })
  }, [current, next, workspaceId, seq, go, showWorkspace])

  // Experiments arrive after the workspace is shown: wait for one with runs, or until all is read.
  const isRead = current?.state.phase !== 'starting' && current?.state.phase !== 'indexing'
  const first = current?.state.experiments.find(
    ({ lifecycleStage, runCount }) => lifecycleStage === 'active' && (isRead || runCount > 0),
  )
  useEffect(() => {
    if (current === undefined) return
    if (runsWorkspaceId !== current.id) show(current.id, [])
    else if (!hasExperiments && first !== undefined) showFirst(current, show)
  }, [current, runsWorkspaceId, hasExperiments, first, show])
  return current
}

function showFirst({ id, state }: WorkspaceSummary, show: ReturnType<typeof useRunsActions>['show']): void {
  const [most] = state.experiments
    .filter(({ lifecycleStage }) => lifecycleStage === 'active')
    .toSorted((one, other) => other.runningCount - one.runningCount || other.runCount - one.runCount)
  if (most !== undefined) show(id, [{ storeId: most.storeId, experimentId: most.experimentId }])
}
