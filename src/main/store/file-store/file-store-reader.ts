// Reads MLflow's file store (`mlruns`). Nothing is ever written or locked. One look at a time: `scan` and `refresh` take turns.
import { resolve } from 'node:path'
import { setTimeout } from 'node:timers/promises'
import type { StoreId } from '../../../shared/domain/ids'
import { Failure } from '../../rpc/router'
import type { MetricHistory, RunRecord, ScanBatch, ScanEnd, StoreReader } from '../ports'
import { interpretHints, type Hints } from './hints'
import { readLoggedModels } from './logged-models'
import { createHistoryReader } from './metric-history'
import { findMetricFile, summarizeMetrics } from './metric-lookup'
import { errnoOf, isAbsent } from './read-file'
import { allParts, type WantedParts } from './run-folder'
import { lookAtRun } from './run-looker'
import { mtimeOf, StoreLists } from './store-lists'
import { StoreState, type ExperimentState, type RunState } from './store-state'
import { createTimeSlice, type TimeSlice } from './time-slice'
import { collectWatchTargets } from './watch-targets'

export interface FileStoreOptions {
  readonly id: StoreId
  readonly path: string
}

interface Work {
  readonly run: RunState
  readonly wanted: WantedParts
}

const SETTLE_POLL_MS = 50

type Batches = AsyncGenerator<ScanBatch, ScanEnd | undefined>

export function createFileStoreReader({ id, path }: FileStoreOptions): StoreReader {
  const root = resolve(path)
  const state = new StoreState()
  const lists = new StoreLists(root, state)
  const histories = createHistoryReader()

  async function* scan(signal: AbortSignal): Batches {
    const slice = createTimeSlice()
    lists.listExperiments()
    const experiments = [...state.experiments.values()]
    for (const experiment of experiments) {
      lists.readExperiment(experiment, true)
      if (slice.isOver()) await slice.rest()
      if (signal.aborted) return undefined
    }
    // All at once: a run that moved is gone from one list before it is added to the other.
    lists.listRuns(experiments)
    const runs = await newestFirst([...state.runs.values()], slice)
    yield { experiments: records(), runs: [], done: 0, total: runs.length }
    return yield* finish(
      runs.map((run) => ({ run, wanted: allParts() })),
      signal,
    )
  }

  async function* refresh(paths: readonly string[] | undefined, signal: AbortSignal): Batches {
    const hints = paths && interpretHints(root, paths)
    if (!hints || hints.isRootChanged) lists.listExperiments()
    const changed = experimentsToList(hints)
    const added = lists.listRuns(changed)
    const isNew = experimentsToRead(hints).map((each) =>
      lists.readExperiment(each, hints?.experiments.has(each.place.folder) === true),
    )
    const work = hints
      ? hintedWork(hints)
      : state.hotRuns(performance.now()).map((run) => ({ run, wanted: allParts() }))
    const all = new Map<RunState, Work>(work.map((each) => [each.run, each]))
    for (const run of [...added, ...state.unsettledRuns()]) all.set(run, { run, wanted: allParts() })
    if (isNew.includes(true)) yield { experiments: records(), runs: [], done: 0, total: all.size }
    return yield* finish([...all.values()], signal)
  }

  function experimentsToList(hints: Hints | undefined): ExperimentState[] {
    if (!hints) return lists.changedExperiments()
    return [...state.experiments.values()].filter(
      (each) => each.reading === undefined || hints.lists.has(each.place.folder) || hasUnknownRun(hints, each),
    )
  }

  const hasUnknownRun = (hints: Hints, experiment: ExperimentState): boolean =>
    [...hints.runs.values()].some(
      (run) => run.experimentFolder === experiment.place.folder && !experiment.runNames.has(run.name),
    )

  function experimentsToRead(hints: Hints | undefined): ExperimentState[] {
    const all = [...state.experiments.values()]
    if (!hints) return all
    return all.filter(
      ({ reading, place }) => !reading || reading.isFresh || hints.isRootChanged || hints.experiments.has(place.folder),
    )
  }

  const hintedWork = (hints: Hints): Work[] =>
    [...hints.runs].flatMap(([folder, { wanted }]) => {
      const run = state.runs.get(folder)
      return run ? [{ run, wanted }] : []
    })

  /** Looks at the runs, waits for those that are being written, and tells what there is. */
  async function* finish(work: readonly Work[], signal: AbortSignal): Batches {
    const slice = createTimeSlice()
    let found: RunRecord[] = []
    let done = 0
    for (const { run, wanted } of work) {
      const record = look(run, wanted)
      if (record) found.push(record)
      done += 1
      if (!slice.isOver()) continue
      yield { runs: found, done, total: work.length }
      found = []
      await slice.rest()
      if (signal.aborted) return undefined
    }
    if (found.length > 0 || done > 0) yield { runs: found, done, total: work.length }
    for (;;) {
      const unsettled = state.unsettledRuns()
      if (unsettled.length === 0) break
      await setTimeout(SETTLE_POLL_MS)
      if (signal.aborted) return undefined
      const settled = unsettled.flatMap((run) => look(run, allParts()) ?? [])
      if (settled.length > 0) yield { runs: settled, done, total: work.length }
    }
    return { experiments: records(), runIds: state.runIds(), problems: lists.problems() }
  }

  function look(run: RunState, wanted: WantedParts): RunRecord | undefined {
    // Listed anew and gone again while this look was waiting its turn.
    if (state.runs.get(run.place.folder) !== run) return undefined
    const result = lookAtRun(state, run, wanted)
    if (result.kind === 'gone') forget(run)
    return result.kind === 'changed' ? result.record : undefined
  }

  function forget(run: RunState): void {
    const folder = run.place.folder.slice(0, -run.place.runId.length - 1)
    const experiment = state.experiments.get(folder)
    if (experiment) lists.removeRun(experiment, run.place.runId)
  }

  function readHistory(file: string): MetricHistory | undefined {
    try {
      return histories.read(file)
    } catch (cause) {
      if (isAbsent(cause)) return undefined
      throw new Failure({ code: 'io', errno: errnoOf(cause), path: file }, { cause })
    }
  }

  const records = () => lists.shownExperiments().flatMap((each) => each.reading?.record ?? [])

  return {
    id,
    kind: 'file',
    path: root,
    scan,
    refresh,
    history: (runId, metric) => {
      const run = state.runById(runId)
      const file = run && findMetricFile(run.place.folder, metric)
      return file === undefined ? undefined : readHistory(file)
    },
    metricSummaries: (runId) => {
      const run = state.runById(runId)
      return run ? summarizeMetrics(run.place.folder, run.parts?.metrics) : []
    },
    loggedModels: () =>
      [...state.experiments.values()].flatMap(({ place }) => readLoggedModels(place.folder, place.experimentId)),
    watchTargets: () => collectWatchTargets(root, state, performance.now()),
    dispose: () => {
      state.clear()
      histories.clear()
    },
  }
}

/** By the time of the run's folder; a tie keeps the order of the list. */
async function newestFirst(runs: readonly RunState[], slice: TimeSlice): Promise<RunState[]> {
  const timed: { run: RunState; mtimeMs: number }[] = []
  for (const run of runs) {
    timed.push({ run, mtimeMs: mtimeOf(run.place.folder) || 0 })
    if (slice.isOver()) await slice.rest()
  }
  return timed.sort((a, b) => b.mtimeMs - a.mtimeMs).map(({ run }) => run)
}
