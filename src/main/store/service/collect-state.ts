// `workspace.state` from what the session knows. Pure.
import type { StoreId } from '../../../shared/domain/ids'
import type { ExperimentSummary, Progress, StoreSummary, WorkspaceState } from '../../../shared/domain/workspace'
import type { RunIndex } from '../index/run-index'
import type { FollowerState } from '../watch/store-follower'
import type { FoundWorkspace, StoreRef } from './workspace-deps'

export interface StateFacts {
  readonly found: FoundWorkspace
  readonly isMissing: boolean
  readonly index: RunIndex
  readonly stores: readonly { readonly ref: StoreRef; readonly state: FollowerState }[]
  /** Why there are no file-system events; undefined while there are. */
  readonly trouble: string | undefined
}

export const startingState = (): WorkspaceState => ({
  phase: 'starting',
  stores: [],
  experiments: [],
  projects: [],
  modelFolders: [],
  runCount: 0,
  damagedCount: 0,
  watching: { mode: 'off' },
})

export function collectState(facts: StateFacts): WorkspaceState {
  const { found, index, stores, trouble } = facts
  const phase = phaseOf(facts)
  const progress = sumProgress(stores.map(({ state }) => state.progress))
  return {
    phase,
    ...(progress && (phase === 'indexing' || phase === 'cancelled') ? { progress } : {}),
    stores: stores.map(summarise),
    experiments: collectExperiments(index),
    projects: [...found.projects],
    modelFolders: [...found.modelFolders],
    runCount: index.size,
    damagedCount: index.damagedCount,
    watching: trouble === undefined ? { mode: 'events' } : { mode: 'polling', detail: trouble },
  }
}

function phaseOf({ isMissing, stores }: StateFacts): WorkspaceState['phase'] {
  if (isMissing) return 'missing'
  if (stores.some(({ state }) => state.isCancelled)) return 'cancelled'
  return stores.some(({ state }) => !state.hasScanned && state.state === 'ready') ? 'indexing' : 'ready'
}

function sumProgress(all: readonly (Progress | undefined)[]): Progress | undefined {
  const known = all.filter((each) => each !== undefined)
  if (known.length === 0) return undefined
  return {
    done: known.reduce((sum, { done }) => sum + done, 0),
    total: known.reduce((sum, { total }) => sum + total, 0),
  }
}

function summarise({ ref, state }: StateFacts['stores'][number]): StoreSummary {
  return {
    id: ref.id,
    kind: ref.kind,
    path: ref.path,
    state: state.state,
    ...(state.error ? { error: state.error } : {}),
    problems: [...state.problems],
  }
}

/** Of experiments that the stores list, and of those that only a run names. */
function collectExperiments(index: RunIndex): ExperimentSummary[] {
  const counts = countRuns(index)
  return index.allExperiments().flatMap(({ storeId, experimentId, record }, number) => {
    const runCount = counts.runs[number] ?? 0
    if (!record && runCount === 0) return []
    return [
      {
        storeId,
        experimentId,
        name: record?.name ?? experimentId,
        lifecycleStage: record?.lifecycleStage ?? 'active',
        runCount,
        runningCount: counts.running[number] ?? 0,
      },
    ]
  })
}

interface Counts {
  readonly seq: number
  /** By experiment number. */
  readonly runs: Uint32Array
  readonly running: Uint32Array
}

const kept = new WeakMap<RunIndex, Counts>()

/** Runs of each experiment by its own lifecycle: deleted runs count only in a deleted experiment. */
function countRuns(index: RunIndex): Counts {
  const known = kept.get(index)
  if (known?.seq === index.seq) return known
  const size = index.allExperiments().length
  const counts = { seq: index.seq, runs: new Uint32Array(size), running: new Uint32Array(size) }
  for (let row = 0; row < index.capacity; row++) {
    if (index.keyOf(row) === undefined) continue
    const number = index.experimentNumberOf(row)
    const own = index.experimentOf(row).record?.lifecycleStage ?? 'active'
    if (index.lifecycleOf(row) !== own) continue
    counts.runs[number] = (counts.runs[number] as number) + 1
    if (index.statusOf(row) === 'RUNNING') counts.running[number] = (counts.running[number] as number) + 1
  }
  kept.set(index, counts)
  return counts
}

export function hasRunning(index: RunIndex, storeId: StoreId): boolean {
  const { running } = countRuns(index)
  return index.allExperiments().some((entry, number) => entry.storeId === storeId && (running[number] ?? 0) > 0)
}
