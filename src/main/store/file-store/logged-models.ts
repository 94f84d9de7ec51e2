// Logged models (MLflow 3): `<experiment>/models/<model id>/meta.yaml`.
import type { LoggedModelRecord } from '../ports'
import { ProblemList } from './key-files'
import { listSubfoldersIfAny, META } from './layout'
import { createMetaReader } from './meta-fields'
import { readMeta } from './meta-file'

const STATUS_NAMES = ['UNSPECIFIED', 'PENDING', 'READY', 'FAILED']
const MODEL_FOLDER = /^[a-zA-Z0-9][\w-]{0,255}$/

export function readLoggedModels(experimentFolder: string, experimentId: string): LoggedModelRecord[] {
  const folder = `${experimentFolder}/models`
  const names = listSubfoldersIfAny(folder, (name) => MODEL_FOLDER.test(name), new ProblemList())
  return names.flatMap((name) => readLoggedModel(`${folder}/${name}/${META}`, name, experimentId) ?? [])
}

function readLoggedModel(path: string, modelId: string, experimentId: string): LoggedModelRecord | undefined {
  const outcome = readMeta(path)
  if (outcome.kind !== 'values') return undefined
  const meta = createMetaReader(outcome.values, path)
  if (meta.lifecycle() === 'deleted') return undefined
  return {
    modelId,
    experimentId,
    name: meta.text('name') ?? modelId,
    status: STATUS_NAMES[meta.time('status') ?? 0] ?? 'UNSPECIFIED',
    sourceRunId: meta.text('source_run_id'),
    creationTime: meta.time('creation_timestamp'),
    artifactLocation: meta.text('artifact_location'),
  }
}
