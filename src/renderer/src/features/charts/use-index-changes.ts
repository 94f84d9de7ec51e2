import { useEffect, useEffectEvent } from 'react'
import type { RunKey, WorkspaceId } from '../../../../shared/domain/ids'
import type { AppClient } from '../../bridge/client'

interface Watched {
  readonly workspaceId: WorkspaceId | undefined
  readonly runKeys: readonly RunKey[]
}

/** Calls `onChange` whenever the index has news of one of these runs. */
export function useIndexChanges(client: AppClient, watched: Watched, onChange: () => void): void {
  const hear = useEffectEvent((changed: readonly RunKey[], isPartial: boolean) => {
    const own = new Set(watched.runKeys)
    if (isPartial || changed.some((key) => own.has(key))) onChange()
  })
  const { workspaceId } = watched
  useEffect(
    () =>
      client.on('index.changed', (change) => {
        if (change.workspaceId === workspaceId) hear(change.changed, change.isPartial)
      }),
    [client, workspaceId],
  )
}
