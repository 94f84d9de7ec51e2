// What a watcher's paths mean for a store: which lists to read again, and which parts of which runs.
import { isAbsolute, relative, sep } from 'node:path'
import { isExperimentFolder, isRunFolder, META, TRASH } from './layout'
import { allParts, noParts, type WantedParts } from './run-folder'

export interface HintedRun {
  readonly experimentFolder: string
  readonly name: string
  readonly wanted: WantedParts
}

export interface Hints {
  /** The root or `.trash` itself changed: experiments may have come or gone. */
  isRootChanged: boolean
  /** Folders of experiments whose list of runs may have changed. */
  readonly lists: Set<string>
  /** Folders of experiments whose own file or tags changed. */
  readonly experiments: Set<string>
  /** By folder of the run. */
  readonly runs: Map<string, HintedRun>
}

export function interpretHints(root: string, paths: readonly string[]): Hints {
  const hints: Hints = { isRootChanged: false, lists: new Set(), experiments: new Set(), runs: new Map() }
  for (const path of paths) {
    const names = relative(root, path).split(sep)
    if (isAbsolute(names[0] ?? '') || names[0] === '..') continue
    const isTrashed = names[0] === TRASH
    const inside = isTrashed ? names.slice(1) : names
    addHint(hints, isTrashed ? `${root}/${TRASH}` : root, inside)
  }
  return hints
}

function addHint(hints: Hints, base: string, names: readonly string[]): void {
  const [experiment = '', second = '', ...rest] = names
  if (experiment === '') hints.isRootChanged = true
  if (!isExperimentFolder(experiment)) return
  const folder = `${base}/${experiment}`
  if (second === '') {
    hints.isRootChanged = true
    hints.lists.add(folder)
  } else if (second === META || second === 'tags') hints.experiments.add(folder)
  else if (isRunFolder(second)) addRun(hints, folder, [second, ...rest])
}

function addRun(hints: Hints, experimentFolder: string, [name = '', ...inside]: readonly string[]): void {
  const folder = `${experimentFolder}/${name}`
  const known = hints.runs.get(folder)
  const [part, ...key] = inside
  if (part === undefined || part === '') {
    // The folder itself: made, removed or something in it replaced.
    hints.lists.add(experimentFolder)
    hints.runs.set(folder, { experimentFolder, name, wanted: allParts() })
    return
  }
  const wanted = known?.wanted ?? noParts()
  if (!addPart(wanted, part, key)) return
  hints.runs.set(folder, { experimentFolder, name, wanted })
}

/** False for parts that a record does not show: artifacts, inputs, temporary files. */
function addPart(wanted: WantedParts, part: string, key: readonly string[]): boolean {
  if (part === META) wanted.meta = true
  else if (part === 'params') wanted.params = true
  else if (part === 'tags') wanted.tags = true
  else if (part === 'metrics') addMetric(wanted, key)
  else return false
  return true
}

function addMetric(wanted: WantedParts, key: readonly string[]): void {
  if (key.length === 0) wanted.metrics = 'all'
  else if (wanted.metrics !== 'all') wanted.metrics.add(key.join('/'))
}
