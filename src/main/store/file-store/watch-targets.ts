// The folders of a file store that are worth a watch: root, experiments, and everything of the hot runs.
import { existsSync } from 'node:fs'
import { TRASH } from './layout'
import type { RunState, StoreState } from './store-state'

/** Linux allows 8,192 watches by default, for all programs of a person together. */
const MAX_WATCHES = 2_000
/** Left for hot runs when there are very many experiments. */
const MAX_EXPERIMENT_WATCHES = 1_000

export function collectWatchTargets(root: string, state: StoreState, now: number): string[] {
  const trash = `${root}/${TRASH}`
  const targets = [root, ...(existsSync(trash) ? [trash] : [])]
  targets.push(...[...state.experiments.keys()].slice(0, MAX_EXPERIMENT_WATCHES))
  for (const run of [...state.unsettledRuns(), ...state.hotRuns(now)]) {
    const folders = collectRunFolders(run)
    if (targets.length + folders.length > MAX_WATCHES) break
    targets.push(...folders)
  }
  return [...new Set(targets)]
}

function collectRunFolders(run: RunState): string[] {
  const { folder } = run.place
  const folders = new Set([folder])
  for (const part of ['params', 'tags', 'metrics'])
    if (existsSync(`${folder}/${part}`)) folders.add(`${folder}/${part}`)
  // Metrics are written again and again, in sub-folders too; params and tags in sub-folders are rare and written once.
  for (const key of run.parts?.metrics.keys() ?? [])
    for (let at = key.indexOf('/'); at >= 0; at = key.indexOf('/', at + 1))
      folders.add(`${folder}/metrics/${key.slice(0, at)}`)
  return [...folders]
}
