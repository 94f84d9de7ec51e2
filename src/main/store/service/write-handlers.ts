// What main asks for jobs: a store to write to, a run, its end. Each write is done before the answer, and in the index.
import { existsSync, statSync } from 'node:fs'
import { dirname, join } from 'node:path'
import type { workerRequests } from '../../../shared/ipc/contract-workspace'
import type { RunStatus } from '../../../shared/domain/run'
import type { RunKey } from '../../../shared/domain/ids'
import { Failure, type HandlersOf } from '../../rpc/router'
import { runKeyOf, type KeyValue } from '../ports'
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
      await show(store, { hint: hintOf(store, dirname(made.artifactPath)), isShown: () => hasRun(session(), runKey) })
      return { ...made, runKey }
    },
    'run.setTags': async ({ runKey, tags }) => {
      const { store, runId, row } = requireRun(session(), runKey)
      store.writer().setTags(runId, tags)
      const hint = hintOf(store, session().index.locationOf(row))
      await show(store, { hint, isShown: () => hasTags(session(), runKey, tags) })
      return {}
    },
    'run.finish': async ({ runKey, status, endTime }) => {
      const { store, runId, row } = requireRun(session(), runKey)
      store.writer().finishRun(runId, status, endTime)
      const hint = hintOf(store, session().index.locationOf(row))
      await show(store, { hint, isShown: () => hasStatus(session(), runKey, status) })
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

interface Written {
  readonly hint: string
  /** Whether the index has what was written. */
  readonly isShown: () => boolean
}

/** Returns when the index has it. A short look does not see all changes of a database (a tag written over), a full one does. */
async function show({ follower }: OpenStore, { hint, isShown }: Written): Promise<void> {
  await follower.lookNow([hint])
  if (!isShown()) await follower.lookNow('everything')
}

const hasRun = (session: WorkspaceSession, key: RunKey): boolean => session.index.rowOf(key) !== undefined

function hasTags({ index }: WorkspaceSession, key: RunKey, tags: readonly KeyValue[]): boolean {
  const row = index.rowOf(key)
  // The last one wins where a key is given twice.
  return row !== undefined && [...new Map(tags)].every(([tag, value]) => index.tagOf(row, tag) === value)
}

function hasStatus({ index }: WorkspaceSession, key: RunKey, status: RunStatus): boolean {
  const row = index.rowOf(key)
  return row !== undefined && index.statusOf(row) === status
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
