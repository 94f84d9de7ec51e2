// One open workspace: its stores, each followed; the index they fill; what is told to whoever is looking.
import { existsSync } from 'node:fs'
import { sep } from 'node:path'
import type { RunKey, StoreId } from '../../../shared/domain/ids'
import type { PayloadOf, EventContract } from '../../../shared/ipc/define'
import type { workerEvents } from '../../../shared/ipc/contract-workspace'
import { Failure, type IncidentLog } from '../../rpc/router'
import { createHistoryCache, type HistoryCache } from '../history/history-cache'
import { RunIndex } from '../index/run-index'
import type { RunWriter, StoreReader } from '../ports'
import { createTableReader, type TableReader } from '../query/read-table'
import { createFolderWatcher, type FolderWatcher } from '../watch/folder-watcher'
import { createStoreFollower, type StoreFollower } from '../watch/store-follower'
import { collectState, hasRunning } from './collect-state'
import { createThrottle } from './throttle'
import type { FoundWorkspace, StoreRef, WorkspaceDeps } from './workspace-deps'

export type SendEvent<E extends EventContract = typeof workerEvents> = <N extends keyof E & string>(
  name: N,
  payload: PayloadOf<E, N>,
) => void

export interface SessionOptions {
  readonly deps: WorkspaceDeps
  readonly send: SendEvent
  readonly logIncident: IncidentLog
}

export interface OpenStore {
  readonly ref: StoreRef
  readonly reader: StoreReader
  readonly follower: StoreFollower
  /** Made when it is first needed. */
  writer(): RunWriter
}

export interface WorkspaceSession {
  /** Absolute path of what was opened. */
  readonly path: string
  readonly index: RunIndex
  readonly tables: TableReader
  readonly histories: HistoryCache
  readonly stores: ReadonlyMap<StoreId, OpenStore>
  readonly found: FoundWorkspace
  /** Throws `Failure` when there is no such store. */
  store(id: StoreId): OpenStore
  /** Looks for new stores and projects now. */
  rediscover(): void
  dispose(): void
}

/** `index.changed` lists no more runs than this. */
const CHANGED_LIMIT = 1_000
const CHANGED_REST_MS = 30
const STATE_REST_MS = 60
/** The workspace's own existence, and whether it is time to look for new stores. */
const TICK_MS = 1_000
const DISCOVER_MS = 5_000
const HINTED_DISCOVER_MS = 1_000
/** Looking for stores may take a fiftieth of the time. */
const DISCOVER_REST_FACTOR = 50

export function openSession(path: string, options: SessionOptions): WorkspaceSession {
  const { deps, send } = options
  let found = deps.discover(path, new Set())
  const root = found.path
  const index = new RunIndex()
  const stores = new Map<StoreId, OpenStore>()
  const changed = new Set<RunKey>()
  let isMissing = false
  let trouble: string | undefined
  let lastState = ''
  let lastDiscovery = { end: performance.now(), tookMs: 0 }

  const stateThrottle = createThrottle(() => {
    const all = [...stores.values()].map(({ ref, follower }) => ({ ref, state: follower.current }))
    const state = collectState({ found, isMissing, index, stores: all, trouble })
    const text = JSON.stringify(state)
    if (text === lastState) return
    lastState = text
    send('workspace.state', state)
  }, STATE_REST_MS)

  const changedThrottle = createThrottle(() => {
    const keys = [...changed].slice(0, CHANGED_LIMIT)
    send('index.changed', { seq: index.seq, changed: keys, isPartial: changed.size > CHANGED_LIMIT })
    changed.clear()
  }, CHANGED_REST_MS)

  const onRuns = (keys: readonly RunKey[]): void => {
    keys.forEach((key) => changed.add(key))
    changedThrottle.trigger()
    stateThrottle.trigger()
  }

  let discoverTimer: NodeJS.Timeout | undefined
  const discoverSoon = (): void => {
    discoverTimer ??= setTimeout(() => {
      discoverTimer = undefined
      rediscover()
    }, HINTED_DISCOVER_MS)
  }

  const onHint = (hint: string): void => {
    let isStores = false
    for (const { ref, follower } of stores.values()) {
      if (!belongsTo(ref, hint)) continue
      isStores = true
      follower.hint(hint)
    }
    if (!isStores) discoverSoon()
  }

  const watcher: FolderWatcher = createFolderWatcher({
    onHint,
    onTrouble: (detail) => {
      trouble = detail
      stateThrottle.trigger()
    },
  })

  const watchAgain = (): void => {
    const targets = new Set([root])
    for (const { reader } of stores.values()) reader.watchTargets().forEach((target) => targets.add(target))
    watcher.setTargets(targets)
  }

  const add = (ref: StoreRef): void => {
    const reader = deps.createReader(ref)
    let writer: RunWriter | undefined
    const follower = createStoreFollower({
      reader,
      index,
      logIncident: options.logIncident,
      hasRunning: () => hasRunning(index, ref.id),
      onRuns,
      onState: stateThrottle.trigger,
      onPass: watchAgain,
    })
    stores.set(ref.id, { ref, reader, follower, writer: () => (writer ??= deps.createWriter(ref)) })
    follower.start()
  }

  const rediscover = (): void => {
    const began = performance.now()
    try {
      found = deps.discover(root, new Set([...stores.values()].map(({ ref }) => ref.path)))
    } catch (cause) {
      // Gone or emptied: the followers say so, and what was found stays until there is something else.
      if (!(cause instanceof Failure)) options.logIncident(cause, 'discovery')
    }
    for (const ref of found.stores) if (!stores.has(ref.id)) add(ref)
    lastDiscovery = { end: performance.now(), tookMs: performance.now() - began }
    stateThrottle.trigger()
  }

  const comeBack = (): void => {
    rediscover()
    for (const { follower } of stores.values()) void follower.lookNow([])
  }

  const tick = (): void => {
    const wasMissing = isMissing
    isMissing = !existsSync(root)
    if (isMissing !== wasMissing) stateThrottle.trigger()
    if (isMissing) return
    const rest = Math.max(DISCOVER_MS, lastDiscovery.tookMs * DISCOVER_REST_FACTOR)
    if (wasMissing) comeBack()
    else if (performance.now() - lastDiscovery.end >= rest) rediscover()
  }

  const ticker = setInterval(tick, TICK_MS)
  for (const ref of found.stores) add(ref)
  watchAgain()
  stateThrottle.trigger()

  const store = (id: StoreId): OpenStore => {
    const known = stores.get(id)
    if (!known) throw new Failure({ code: 'not-found', what: 'store', id })
    return known
  }

  return {
    path: root,
    index,
    tables: createTableReader(index),
    histories: createHistoryCache({
      read: (key, metric) => {
        const row = index.rowOf(key)
        if (row === undefined || index.metrics.get(metric)?.has(row) !== true) return undefined
        return store(index.experimentOf(row).storeId).reader.history(index.runIdOf(row), metric)
      },
      revisionOf: (key) => {
        const row = index.rowOf(key)
        return row === undefined ? undefined : index.revisionOf(row)
      },
    }),
    stores,
    get found() {
      return found
    },
    store,
    rediscover,
    dispose: () => {
      clearInterval(ticker)
      clearTimeout(discoverTimer)
      stateThrottle.dispose()
      changedThrottle.dispose()
      watcher.dispose()
      for (const { follower } of stores.values()) follower.dispose()
    },
  }
}

/** A database's log and journal lie beside it and begin with its name. */
function belongsTo(ref: StoreRef, hint: string): boolean {
  if (ref.kind === 'sql') return hint.startsWith(ref.path)
  return hint === ref.path || hint.startsWith(ref.path + sep)
}
