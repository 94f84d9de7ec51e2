// Keeps the lists of a store, its experiments and their runs, equal to the folders on disk. What has gone is removed before what
// has come is added: a folder that was moved (to `.trash`, to another experiment) is the same run in another place.
import { statSync } from 'node:fs'
import type { Problem } from '../../../shared/domain/run'
import { Failure } from '../../rpc/router'
import { readExperiment } from './experiment-folder'
import { ProblemList } from './key-files'
import { isExperimentFolder, isRunFolder, listSubfolders, listSubfoldersIfAny, META, TRASH } from './layout'
import { errnoOf } from './read-file'
import type { ExperimentState, RunState, StoreState } from './store-state'

/** Two changes may share one tick of the file system's clock: a list this young is read again next time. */
const CLOCK_TICK_MS = 2_000

export class StoreLists {
  private rootProblems: readonly Problem[] = []
  private readonly duplicates = new Map<string, Problem>()

  constructor(
    private readonly root: string,
    private readonly state: StoreState,
  ) {}

  /** Lists the experiments. Throws `Failure` when the root itself cannot be listed. */
  listExperiments(): void {
    const problems = new ProblemList()
    const active = this.listRoot(problems).map((name) => ({ name, base: this.root, isTrashed: false }))
    const trash = `${this.root}/${TRASH}`
    const trashed = listSubfoldersIfAny(trash, isExperimentFolder, problems)
    const all = [...active, ...trashed.map((name) => ({ name, base: trash, isTrashed: true }))]
    const folders = new Set(all.map(({ name, base }) => `${base}/${name}`))
    for (const each of [...this.state.experiments.values()])
      if (!folders.has(each.place.folder)) this.state.removeExperiment(each)
    for (const { name, base, isTrashed } of all) {
      const folder = `${base}/${name}`
      if (!this.state.experiments.has(folder)) this.state.addExperiment({ experimentId: name, folder, isTrashed })
    }
    this.rootProblems = problems.all
  }

  private listRoot(problems: ProblemList): string[] {
    try {
      return listSubfolders(this.root, isExperimentFolder, problems)
    } catch (cause) {
      throw new Failure({ code: 'io', errno: errnoOf(cause), path: this.root }, { cause })
    }
  }

  /** Lists the runs of the given experiments; returns those that are new. */
  listRuns(experiments: readonly ExperimentState[]): RunState[] {
    const found = experiments.map((experiment) => ({ experiment, names: this.listRunNames(experiment) }))
    for (const { experiment, names } of found)
      for (const name of [...experiment.runNames]) if (!names.has(name)) this.removeRun(experiment, name)
    return found.flatMap(({ experiment, names }) => this.addRuns(experiment, names))
  }

  private listRunNames(experiment: ExperimentState): Set<string> {
    const problems = new ProblemList()
    const { folder } = experiment.place
    const mtimeMs = mtimeOf(folder)
    experiment.listedMtimeMs = Date.now() - mtimeMs < CLOCK_TICK_MS ? NaN : mtimeMs
    const names = new Set(listSubfoldersIfAny(folder, isRunFolder, problems))
    experiment.listProblems = problems.all
    return names
  }

  private addRuns(experiment: ExperimentState, names: ReadonlySet<string>): RunState[] {
    const { experimentId, folder } = experiment.place
    const added: RunState[] = []
    for (const name of names) {
      if (experiment.runNames.has(name)) continue
      const place = { runId: name, experimentId, folder: `${folder}/${name}` }
      const run = this.state.addRun(place)
      if (run) {
        experiment.runNames.add(name)
        added.push(run)
      } else this.noteDuplicate(place.folder)
    }
    return added
  }

  removeRun(experiment: ExperimentState, name: string): void {
    experiment.runNames.delete(name)
    this.state.removeRun(`${experiment.place.folder}/${name}`)
  }

  private noteDuplicate(folder: string): void {
    this.duplicates.set(folder, { kind: 'malformed', path: folder, detail: 'another experiment has a run of this id' })
  }

  /** Reads an experiment's own files, when they changed or `isForced`. Returns whether its record is new. */
  readExperiment(experiment: ExperimentState, isForced: boolean): boolean {
    const { folder } = experiment.place
    const stamp = `${stampOf(`${folder}/${META}`)} ${stampOf(`${folder}/tags`)}`
    if (!isForced && experiment.reading && stamp === experiment.metaStamp) return false
    const reading = readExperiment(experiment.place)
    // A file that is being written does not take a known name away.
    if (reading.isFresh && experiment.reading) return false
    const isNew = JSON.stringify(reading.record) !== JSON.stringify(experiment.reading?.record)
    experiment.metaStamp = reading.isFresh ? '' : stamp
    experiment.reading = reading
    return isNew
  }

  /** Experiments whose folder changed since its runs were listed. */
  changedExperiments(): ExperimentState[] {
    return [...this.state.experiments.values()].filter((each) => mtimeOf(each.place.folder) !== each.listedMtimeMs)
  }

  /** Experiments worth showing, one an id: a folder without meta.yaml is one only if it has runs. */
  shownExperiments(): ExperimentState[] {
    const byId = new Map<string, ExperimentState>()
    for (const each of this.state.experiments.values())
      if (!byId.has(each.place.experimentId) && (each.reading?.hasMeta === true || this.hasRuns(each)))
        byId.set(each.place.experimentId, each)
    return [...byId.values()]
  }

  private hasRuns(experiment: ExperimentState): boolean {
    for (const name of experiment.runNames)
      if (this.state.runs.get(`${experiment.place.folder}/${name}`)?.fingerprint !== undefined) return true
    return false
  }

  problems(): Problem[] {
    for (const folder of this.duplicates.keys()) if (Number.isNaN(mtimeOf(folder))) this.duplicates.delete(folder)
    const ofExperiments = this.shownExperiments().flatMap((each) => [
      ...(each.reading?.problems ?? []),
      ...each.listProblems,
    ])
    return [...this.rootProblems, ...ofExperiments, ...this.duplicates.values()]
  }
}

export const mtimeOf = (path: string): number => {
  try {
    return statSync(path, { throwIfNoEntry: false })?.mtimeMs ?? NaN
  } catch {
    return NaN
  }
}

const stampOf = (path: string): string => {
  try {
    const stats = statSync(path, { throwIfNoEntry: false })
    return stats ? `${stats.ino}:${stats.size}:${stats.mtimeMs}` : '-'
  } catch {
    return '!'
  }
}
