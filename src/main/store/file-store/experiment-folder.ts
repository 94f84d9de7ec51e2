// One experiment's folder as a record. Its meta.yaml may be missing or damaged: its runs are shown all the same.
import type { Problem } from '../../../shared/domain/run'
import type { ExperimentRecord } from '../ports'
import { ProblemList, readKeyValues } from './key-files'
import { META } from './layout'
import { createMetaReader } from './meta-fields'
import { readMeta, type MetaOutcome } from './meta-file'

export interface ExperimentPlace {
  /** The folder's name is the id: what the file says may be missing or wrong. */
  readonly experimentId: string
  /** Absolute. */
  readonly folder: string
  readonly isTrashed: boolean
}

export interface ExperimentReading {
  readonly record: ExperimentRecord
  readonly problems: readonly Problem[]
  /** False for a folder that holds no meta.yaml: an experiment only if there are runs in it. */
  readonly hasMeta: boolean
  /** The file may be half-written. */
  readonly isFresh: boolean
}

export function readExperiment(place: ExperimentPlace): ExperimentReading {
  const path = `${place.folder}/${META}`
  const outcome = readMeta(path)
  const meta = createMetaReader(outcome.kind === 'values' ? outcome.values : {}, path)
  const problems = new ProblemList()
  const lifecycle = meta.lifecycle()
  const record: ExperimentRecord = {
    experimentId: place.experimentId,
    name: meta.text('name') || place.experimentId,
    lifecycleStage: place.isTrashed ? 'deleted' : lifecycle,
    artifactLocation: meta.text('artifact_location'),
    creationTime: meta.time('creation_time'),
    lastUpdateTime: meta.time('last_update_time'),
    tags: readKeyValues(`${place.folder}/tags`, problems),
  }
  return {
    record,
    problems: [...collectMetaProblems(place, outcome, meta.text('experiment_id')), ...meta.problems, ...problems.all],
    hasMeta: outcome.kind !== 'missing',
    isFresh: outcome.kind === 'damaged' && outcome.isFresh,
  }
}

function collectMetaProblems(place: ExperimentPlace, outcome: MetaOutcome, recordedId: string | undefined): Problem[] {
  const path = `${place.folder}/${META}`
  if (outcome.kind === 'missing') return [{ kind: 'missing', path, detail: 'the experiment has no meta.yaml' }]
  if (outcome.kind === 'damaged') return [outcome.problem]
  if (recordedId === undefined || recordedId === place.experimentId) return []
  return [
    { kind: 'malformed', path, detail: `experiment_id is ${recordedId.slice(0, 100)}, not the name of its folder` },
  ]
}
