// Listings of the folders that are open, asked when a folder is first opened and again when the run's files may have changed.
import type { ArtifactSource } from '../../../../shared/domain/artifact'
import type { WorkspaceId } from '../../../../shared/domain/ids'
import { useCallback, useEffect, useState } from 'react'
import { useClient } from '../../bridge/client-context'
import type { Listing, TreeState } from './collect-tree'

export interface ArtifactTreeModel extends TreeState {
  /** Absolute, once the root is listed. */
  readonly location: string | undefined
  toggle(path: string, isOpen: boolean): void
}

interface Held {
  readonly listings: ReadonlyMap<string, Listing>
  readonly location: string | undefined
}

const NOTHING: Held = { listings: new Map(), location: undefined }

interface TreeQuestion {
  readonly workspaceId: WorkspaceId
  readonly source: ArtifactSource
  /** Folder below the source where the tree starts, `` for the source itself. */
  readonly root: string
  /** Moves when files may have changed. */
  readonly revision: number
}

/** Remount (a key) for another source or root. */
export function useArtifactTree({ workspaceId, source, root, revision }: TreeQuestion): ArtifactTreeModel {
  const client = useClient()
  const [held, setHeld] = useState(NOTHING)
  const [open, setOpen] = useState<ReadonlySet<string>>(new Set())
  const sourceKey = JSON.stringify(source)

  useEffect(() => {
    const controller = new AbortController()
    const list = async (path: string): Promise<void> => {
      const question = { source: JSON.parse(sourceKey) as ArtifactSource, path }
      const result = await client.ask(workspaceId, 'artifacts.list', question, controller.signal)
      if (controller.signal.aborted) return
      const listing: Listing = result.ok
        ? { kind: 'ready', value: result.value.entries }
        : { kind: 'failed', error: result.error }
      setHeld((state) => ({
        listings: new Map(state.listings).set(path, listing),
        location: path === root && result.ok ? result.value.location : state.location,
      }))
    }
    for (const path of [root, ...open]) void list(path)
    return () => controller.abort()
  }, [client, workspaceId, sourceKey, root, revision, open])

  const toggle = useCallback(
    (path: string, isOpen: boolean) =>
      setOpen((paths) => {
        const next = new Set(paths)
        if (isOpen) next.add(path)
        else next.delete(path)
        return next
      }),
    [],
  )
  return { listings: held.listings, location: held.location, open, toggle }
}
