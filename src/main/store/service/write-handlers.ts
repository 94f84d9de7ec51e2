// What main asks for jobs: a store to write to, a run, its end. Each write is done before the answer, and in the index.
import { existsSync, statSync } from 'node:fs'
import { dirname, join } from 'node:path'
import type { workerRequests } from '../../../shared/ipc/contract-workspace'
import { Failure, type HandlersOf } from '../../rpc/router'
import { runKeyOf } from '../ports'
import { requireRun } from './query-handlers'
import type { WorkspaceDeps } from './workspace-deps'
import type { OpenStore, WorkspaceSession } from './workspace-session'

type All = HandlersOf<typeof workerRequests>
export type WriteHandlers = Pick<
  All,
  'store.ensure' | 'store.trackingUri' | 'run.create' | 'run.setTags' | 'run.finish' | 'index.cancel' | 'index.resume'
>

export function createWriteHandlers(session: () => WorkspaceSession, deps: WorkspaceDeps): WriteHandlers {
  return {
    'store.ensure': () => ({ storeIds: ensureStores(session(), deps) }),
    'store.trackingUri': ({ storeId }) => {
      const store = session().store(storeId)
      return { trackingUri: store.writer().trackingUri, kind: store.ref.kind }
    },
    'run.create': async ({ storeId, ...run }) => {
      const store = session().store(storeId)
      const made = store.writer().createRun({ ...run, experimentId: run.experimentId, runName: run.runName })
      const runKey = runKeyOf(storeId, made.runId)
      await show(session(), store, { runKey, hint: hintOf(store, dirname(made.artifactPath)) })
      return { ...made, runKey }
    },
    'run.setTags': async ({ runKey, tags }) => {
      const { store, runId, row } = requireRun(session(), runKey)
      store.writer().setTags(runId, tags)
      await show(session(), store, { runKey, hint: hintOf(store, session().index.locationOf(row)) })
      return {}
    },
    'run.finish': async ({ runKey, status, endTime }) => {
      const { store, runId, row } = requireRun(session(), runKey)
      store.writer().finishRun(runId, status, endTime)
      await show(session(), store, { runKey, hint: hintOf(store, session().index.locationOf(row)) })
      return {}
    },
    'index.cancel': () => {
      for (const { follower } of session().stores.values()) follower.cancel()
      return {}
    },
    'index.resume': () => {
      for (const { follower } of session().stores.values()) follower.resume()
      return {}
    },
  }
}

/** A run's folder says which run of a file store changed; a database is one thing. */
const hintOf = ({ ref }: OpenStore, runFolder: string): string => (ref.kind === 'file' ? runFolder : ref.path)

/** Returns when the run is in the index as it was written. */
async function show(
  { index }: WorkspaceSession,
  { follower }: OpenStore,
  { runKey, hint }: { readonly runKey: string; readonly hint: string },
): Promise<void> {
  await follower.lookNow([hint])
  // A look that a hint did not lead to the run: look at everything that may have changed.
  if (index.rowOf(runKey) === undefined) await follower.lookNow([])
}

function ensureStores(session: WorkspaceSession, deps: WorkspaceDeps): string[] {
  const usable = (): string[] =>
    [...session.stores.values()].filter(({ follower }) => follower.current.state === 'ready').map(({ ref }) => ref.id)
  if (session.stores.size > 0) return usable()
  if (!existsSync(session.path) || !statSync(session.path).isDirectory())
    throw new Failure({ code: 'not-a-folder', path: session.path })
  deps.createStoreRoot(join(session.path, 'mlruns'))
  session.rediscover()
  return usable()
}
