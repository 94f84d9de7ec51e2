import { useCallback } from 'react'
import type { RunKey, WorkspaceId } from '../../../../shared/domain/ids'
import { useClient } from '../../bridge/client-context'
import { useNavigationActions } from '../navigation'
import { useRunsActions, useRunsService } from '../runs'

/** Goes to the table that holds a run, with that run focused and the inspector open. */
export function useShowRun(workspaceId: WorkspaceId): (runKey: RunKey) => Promise<void> {
  const client = useClient()
  const { store } = useRunsService()
  const runs = useRunsActions()
  const navigation = useNavigationActions()
  return useCallback(
    async (runKey) => {
      const result = await client.ask(workspaceId, 'runs.get', { runKeys: [runKey] })
      const run = result.ok ? result.value.runs[0] : undefined
      if (run === undefined) return
      const { workspaceId: shown, experiments } = store.getState()
      const isShown =
        shown === workspaceId &&
        experiments.some(({ storeId, experimentId }) => storeId === run.storeId && experimentId === run.experimentId)
      if (!isShown) runs.show(workspaceId, [{ storeId: run.storeId, experimentId: run.experimentId }])
      runs.focus(runKey)
      navigation.go(workspaceId, { kind: 'runs', mode: 'table' })
      navigation.toggle('isInspectorOpen', true)
    },
    [client, store, runs, navigation, workspaceId],
  )
}
