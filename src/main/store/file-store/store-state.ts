// What a reader knows of a file store between two looks: its experiments, its runs, and which runs are hot (alive or changed a
// moment ago). Hot runs keep what was read of them, so that a change costs the changed file only; the others keep a fingerprint.
import type { Problem } from '../../../shared/domain/run'
import type { ExperimentReading, ExperimentPlace } from './experiment-folder'
import type { RunParts, RunPlace } from './run-folder'

export interface ExperimentState {
  readonly place: ExperimentPlace
  reading: ExperimentReading | undefined
  /** Modification time of the folder when its runs were listed; NaN when it was too young to be trusted. */
  listedMtimeMs: number
  /** Of meta.yaml and of the folder of tags, when they were read. */
  metaStamp: string
  listProblems: readonly Problem[]
  readonly runNames: Set<string>
}

export interface RunState {
  readonly place: RunPlace
  /** Undefined until the run has been shown. */
  fingerprint: number | undefined
  isRunning: boolean
  /** On the clock of `performance.now()`. */
  lastChange: number
  /** Since when its meta.yaml has not been readable, on the same clock. */
  unsettledSince: number | undefined
  parts: RunParts | undefined
}

/** A run that ended stays hot for a while: late metrics, tags and renames come then. */
const HOT_MS = 5 * 60_000
/** Keeps memory and the cost of polling bounded where crashed runs say RUNNING for ever. */
const MAX_HOT = 200

export class StoreState {
  /** By folder. */
  readonly experiments = new Map<string, ExperimentState>()
  /** By folder: ids are unique in a sound store only. */
  readonly runs = new Map<string, RunState>()
  private readonly foldersById = new Map<string, string>()
  private readonly hot = new Set<RunState>()
  private readonly unsettled = new Set<RunState>()
  private shownIds: ReadonlySet<string> | undefined

  addExperiment(place: ExperimentPlace): ExperimentState {
    const state: ExperimentState = {
      place,
      reading: undefined,
      listedMtimeMs: NaN,
      metaStamp: '',
      listProblems: [],
      runNames: new Set(),
    }
    this.experiments.set(place.folder, state)
    return state
  }

  removeExperiment(state: ExperimentState): void {
    for (const name of state.runNames) this.removeRun(`${state.place.folder}/${name}`)
    this.experiments.delete(state.place.folder)
  }

  /** Undefined when another folder already has that run id. */
  addRun(place: RunPlace): RunState | undefined {
    if (this.foldersById.has(place.runId)) return undefined
    const state: RunState = {
      place,
      fingerprint: undefined,
      isRunning: false,
      lastChange: -Infinity,
      unsettledSince: undefined,
      parts: undefined,
    }
    this.foldersById.set(place.runId, place.folder)
    this.runs.set(place.folder, state)
    return state
  }

  removeRun(folder: string): void {
    const state = this.runs.get(folder)
    if (!state) return
    this.runs.delete(folder)
    this.foldersById.delete(state.place.runId)
    this.hot.delete(state)
    this.unsettled.delete(state)
    this.shownIds = undefined
  }

  runById(runId: string): RunState | undefined {
    const folder = this.foldersById.get(runId)
    return folder === undefined ? undefined : this.runs.get(folder)
  }

  markShown(state: RunState, fingerprint: number): void {
    if (state.fingerprint === undefined) this.shownIds = undefined
    state.fingerprint = fingerprint
  }

  markUnsettled(state: RunState, now: number): void {
    state.unsettledSince ??= now
    this.unsettled.add(state)
  }

  markSettled(state: RunState): void {
    state.unsettledSince = undefined
    this.unsettled.delete(state)
  }

  unsettledRuns(): RunState[] {
    return [...this.unsettled]
  }

  /** Keeps the parts of a hot run, lets go of those of any other. */
  keep(state: RunState, parts: RunParts, now: number): void {
    state.parts = parts
    this.hot.add(state)
    if (!isHot(state, now)) this.cool(state)
    else if (this.hot.size > MAX_HOT) this.cool(this.leastRecent())
  }

  /** Newest change first. */
  hotRuns(now: number): RunState[] {
    for (const state of this.hot) if (!isHot(state, now)) this.cool(state)
    return [...this.hot].sort((a, b) => b.lastChange - a.lastChange)
  }

  /** Ids of all runs that are shown. The set is replaced, never changed: a caller may hold on to it. */
  runIds(): ReadonlySet<string> {
    if (this.shownIds) return this.shownIds
    const ids = new Set<string>()
    for (const state of this.runs.values()) if (state.fingerprint !== undefined) ids.add(state.place.runId)
    return (this.shownIds = ids)
  }

  clear(): void {
    for (const state of [...this.experiments.values()]) this.removeExperiment(state)
  }

  private cool(state: RunState): void {
    state.parts = undefined
    this.hot.delete(state)
  }

  private leastRecent(): RunState {
    return [...this.hot].reduce((oldest, each) => (each.lastChange < oldest.lastChange ? each : oldest))
  }
}

const isHot = (state: RunState, now: number): boolean => state.isRunning || now - state.lastChange < HOT_MS
