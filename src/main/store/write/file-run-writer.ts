// Writes runs into a file store, as MLflow 1 to 3 read them: all folders, both id keys. A run appears whole: it is built in a
// hidden folder at the store's root (MLflow takes any folder of an experiment with a meta.yaml for a run) and renamed into place.
import { existsSync, mkdirSync, readdirSync, readFileSync, realpathSync, renameSync, rmSync, statSync } from 'node:fs'
import { dirname, isAbsolute, join, resolve } from 'node:path'
import { fileURLToPath, pathToFileURL } from 'node:url'
import type { RunStatus } from '../../../shared/domain/run'
import { isInside } from '../../artifacts/safe-path'
import { Failure } from '../../rpc/router'
import { isExperimentFolder, isRunFolder, META, TRASH } from '../file-store/layout'
import { STATUS_NUMBERS } from '../file-store/meta-fields'
import { parseMeta } from '../file-store/meta-yaml'
import { errnoOf } from '../file-store/read-file'
import type { CreatedRun, KeyValue, NewRun, RunWriter } from '../ports'
import { replaceFile, syncFolder, writeSynced } from './durable-files'
import { checkKeys, cutValue, MAX_PARAM_LENGTH, MAX_TAG_LENGTH } from './entity-keys'
import { changeMeta, formatMeta, type MetaScalar } from './meta-text'
import { newRunId } from './new-run-id'
import { generateRunName } from './run-name'

const DEFAULT_ID = '0'
const RUN_NAME_TAG = 'mlflow.runName'
const SOURCE_TYPE_LOCAL = 4
const TEMP_PREFIX = '.runbench-'
/** A folder that a crash left behind; younger ones may belong to another process. */
const ABANDONED_MS = 3_600_000

/** A new store as MLflow makes one: `.trash` and the experiment `Default`. */
export function createFileStoreRoot(path: string): void {
  const root = resolve(path)
  asIo(root, () => {
    mkdirSync(join(root, TRASH), { recursive: true })
    if (!existsSync(join(root, DEFAULT_ID, META))) createDefaultExperiment(root)
  })
}

export function createFileRunWriter(path: string): RunWriter {
  const root = resolve(path)
  return {
    trackingUri: pathToFileURL(root).href,
    createRun: (run) => {
      checkKeys([...run.params, ...run.tags], root)
      return asIo(root, () => createRun(root, run))
    },
    setTags: (runId, tags) => {
      checkKeys(tags, root)
      const folder = findRun(root, runId)
      asIo(folder, () => setTags(folder, tags))
    },
    finishRun: (runId, status, endTime) => {
      const folder = findRun(root, runId)
      asIo(folder, () => updateMeta(folder, { status: STATUS_NUMBERS[status satisfies RunStatus], end_time: endTime }))
    },
  }
}

function createRun(root: string, run: NewRun): CreatedRun {
  sweepAbandoned(root)
  const experimentId = run.experimentId ?? DEFAULT_ID
  const experiment = openExperiment(root, experimentId)
  const runId = newRunId()
  const givenName = run.runName || run.tags.find(([key]) => key === RUN_NAME_TAG)?.[1]
  const runName = givenName || generateRunName()
  const folder = join(experiment, runId)
  const artifacts = placeArtifacts(experiment, runId)
  const meta = formatMeta({
    artifact_uri: artifacts.uri,
    deleted_time: null,
    end_time: null,
    entry_point_name: '',
    experiment_id: experimentId,
    lifecycle_stage: 'active',
    run_id: runId,
    run_name: runName,
    run_uuid: runId,
    source_name: '',
    source_type: SOURCE_TYPE_LOCAL,
    source_version: '',
    start_time: run.startTime,
    status: STATUS_NUMBERS.RUNNING,
    tags: [],
    user_id: run.userId,
  })
  const tags = [...run.tags.filter(([key]) => key !== RUN_NAME_TAG), [RUN_NAME_TAG, runName] as const]
  buildRun({ root, folder, meta, params: run.params, tags })
  mkdirSync(artifacts.path, { recursive: true })
  return { runId, runName, experimentId, artifactPath: artifacts.path }
}

interface RunDraft {
  readonly root: string
  readonly folder: string
  readonly meta: string
  readonly params: readonly KeyValue[]
  readonly tags: readonly KeyValue[]
}

function buildRun({ root, folder, meta, params, tags }: RunDraft): void {
  const temp = join(root, `${TEMP_PREFIX}${newRunId()}`)
  const draft = join(temp, 'run')
  try {
    for (const part of ['params', 'metrics', 'tags', 'artifacts']) mkdirSync(join(draft, part), { recursive: true })
    for (const [key, value] of params) writeNew(join(draft, 'params', key), cutValue(value, MAX_PARAM_LENGTH))
    for (const [key, value] of tags) writeNew(join(draft, 'tags', key), cutValue(value, MAX_TAG_LENGTH))
    writeSynced(join(draft, META), meta)
    for (const part of ['params', 'tags', '.']) syncFolder(join(draft, part))
    renameSync(draft, folder)
    syncFolder(dirname(folder))
  } finally {
    rmSync(temp, { recursive: true, force: true })
  }
}

function writeNew(path: string, text: string): void {
  mkdirSync(dirname(path), { recursive: true })
  // The last of two equal keys wins, as in a mapping.
  rmSync(path, { force: true })
  writeSynced(path, text)
}

function sweepAbandoned(root: string): void {
  for (const name of readdirSync(root)) {
    if (!name.startsWith(TEMP_PREFIX)) continue
    const path = join(root, name)
    const stats = statSync(path, { throwIfNoEntry: false })
    if (stats && Date.now() - stats.mtimeMs > ABANDONED_MS) rmSync(path, { recursive: true, force: true })
  }
}

/** The experiment's folder. `Default` is made when it is missing, as MLflow's own runs without an experiment go there. */
function openExperiment(root: string, experimentId: string): string {
  const folder = join(root, experimentId)
  if (!isExperimentFolder(experimentId)) throw new Failure({ code: 'not-found', what: 'experiment', id: experimentId })
  if (existsSync(join(folder, META))) return folder
  if (experimentId !== DEFAULT_ID || existsSync(join(root, TRASH, DEFAULT_ID)))
    throw new Failure({ code: 'not-found', what: 'experiment', id: experimentId })
  createDefaultExperiment(root)
  return folder
}

function createDefaultExperiment(root: string): void {
  const folder = join(root, DEFAULT_ID)
  const now = Date.now()
  mkdirSync(folder, { recursive: true })
  const meta = formatMeta({
    artifact_location: pathToFileURL(folder).href,
    creation_time: now,
    experiment_id: DEFAULT_ID,
    last_update_time: now,
    lifecycle_stage: 'active',
    name: 'Default',
  })
  replaceFile(join(folder, META), meta, folder)
}

/**
 * Below the experiment's artifact location where that is a folder beside the store; else in the store itself. A copied project
 * may name the original, which exists on this machine and is not ours to write to.
 */
function placeArtifacts(experiment: string, runId: string): { readonly uri: string; readonly path: string } {
  const meta = parseMeta(readFileSync(join(experiment, META), 'utf8'))
  const recorded = meta.kind === 'values' ? meta.values['artifact_location'] : undefined
  const local = typeof recorded === 'string' ? localFolderOf(recorded, dirname(dirname(experiment))) : undefined
  const uri = local === undefined ? pathToFileURL(experiment).href : String(recorded).replace(/\/+$/, '')
  return { uri: `${uri}/${runId}/artifacts`, path: join(local ?? experiment, runId, 'artifacts') }
}

function localFolderOf(location: string, base: string): string | undefined {
  const path = toLocalPath(location)
  return path !== undefined && isAbsolute(path) && isFolder(path) && isInside(realpathSync(base), realpathSync(path))
    ? path
    : undefined
}

function toLocalPath(location: string): string | undefined {
  if (!/^[a-z][a-z0-9+.-]+:/i.test(location)) return location
  try {
    return location.startsWith('file:') ? fileURLToPath(location) : undefined
  } catch {
    return undefined
  }
}

const isFolder = (path: string): boolean => statSync(path, { throwIfNoEntry: false })?.isDirectory() ?? false

function setTags(folder: string, tags: readonly KeyValue[]): void {
  for (const [key, value] of tags) replaceFile(join(folder, 'tags', key), cutValue(value, MAX_TAG_LENGTH), folder)
  const name = tags.findLast(([key]) => key === RUN_NAME_TAG)?.[1]
  if (name !== undefined) updateMeta(folder, { run_name: name })
}

function updateMeta(folder: string, changes: Readonly<Record<string, MetaScalar>>): void {
  const path = join(folder, META)
  const text = changeMeta(readFileSync(path, 'utf8'), changes)
  if (text === undefined) throw new Failure({ code: 'malformed', path, detail: 'no mapping of keys to values' })
  replaceFile(path, text, folder)
}

function findRun(root: string, runId: string): string {
  const names = isRunFolder(runId) ? asIo(root, () => readdirSync(root, { withFileTypes: true })) : []
  for (const entry of names) {
    const folder = join(root, entry.name, runId)
    if (entry.isDirectory() && isExperimentFolder(entry.name) && existsSync(join(folder, META))) return folder
  }
  throw new Failure({ code: 'not-found', what: 'run', id: runId })
}

/** The system's refusals as failures that a person can act on. */
function asIo<T>(path: string, action: () => T): T {
  try {
    return action()
  } catch (cause) {
    if (cause instanceof Failure) throw cause
    throw new Failure({ code: 'io', errno: errnoOf(cause), path }, { cause })
  }
}
