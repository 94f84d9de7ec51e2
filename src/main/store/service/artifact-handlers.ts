// Artifacts and models: where they really are is worked out first, then everything goes through the checks of artifacts/.
import { basename, join } from 'node:path'
import type { workerRequests } from '../../../shared/ipc/contract-workspace'
import type { ArtifactSource } from '../../../shared/domain/artifact'
import type { ModelDetail, ModelListEntry, ModelRef } from '../../../shared/domain/model'
import { Failure, type HandlersOf } from '../../rpc/router'
import { runKeyOf, type LoggedModelRecord } from '../ports'
import type { RunIndex } from '../index/run-index'
import { collectHistoryModels } from './collect-models'
import type { ArtifactRootAnswer, WorkspaceDeps } from './workspace-deps'
import type { OpenStore, WorkspaceSession } from './workspace-session'

type All = HandlersOf<typeof workerRequests>
export type ArtifactHandlers = Pick<
  All,
  'artifacts.list' | 'artifacts.preview' | 'artifacts.locate' | 'models.list' | 'models.get'
>

export function createArtifactHandlers(session: () => WorkspaceSession, deps: WorkspaceDeps): ArtifactHandlers {
  const rootOf = (source: ArtifactSource): string => requireRoot(session(), deps, source)
  return {
    'artifacts.list': ({ source, path }) => {
      const root = rootOf(source)
      return { location: deps.artifacts.locate(root, path), entries: deps.artifacts.list(root, path) }
    },
    'artifacts.preview': ({ source, path }) => deps.artifacts.preview(rootOf(source), path),
    'artifacts.locate': ({ source, path }) => ({ location: deps.artifacts.locate(rootOf(source), path) }),
    'models.list': () => ({ models: collectModels(session()) }),
    'models.get': ({ ref }) => readModelAt(session(), deps, ref),
  }
}

/** Folder of the run's artifacts on this machine, or why it is not here. */
export function artifactRootOf(session: WorkspaceSession, deps: WorkspaceDeps, row: number): ArtifactRootAnswer {
  const { index } = session
  const { storeId, experimentId } = index.experimentOf(row)
  return deps.artifacts.resolveRoot({
    artifactUri: index.artifactUriOf(row),
    store: session.store(storeId).ref,
    workspacePath: session.path,
    experimentId,
    ownerId: index.runIdOf(row),
  })
}

function requireRoot(session: WorkspaceSession, deps: WorkspaceDeps, source: ArtifactSource): string {
  if (source.kind === 'folder') return requireModelFolder(session, source.dir)
  const answer = source.kind === 'run' ? runRoot(session, deps, source.runKey) : modelRoot(session, deps, source)
  if ('error' in answer) throw new Failure(answer.error)
  return answer.path
}

/** Only folders that were found: a page cannot name any other. */
function requireModelFolder({ found, path }: WorkspaceSession, dir: string): string {
  if (!found.modelFolders.includes(dir)) throw new Failure({ code: 'not-found', what: 'model', id: dir })
  return join(path, dir)
}

function runRoot(session: WorkspaceSession, deps: WorkspaceDeps, key: string): ArtifactRootAnswer {
  const row = session.index.rowOf(key)
  if (row === undefined) throw new Failure({ code: 'not-found', what: 'run', id: key })
  return artifactRootOf(session, deps, row)
}

type LoggedModelSource = Extract<ArtifactSource, { kind: 'logged-model' }>

function requireLoggedModel(session: WorkspaceSession, { storeId, modelId }: LoggedModelSource): LoggedModelRecord {
  const model = session
    .store(storeId)
    .reader.loggedModels()
    .find((each) => each.modelId === modelId)
  if (!model) throw new Failure({ code: 'not-found', what: 'model', id: modelId })
  return model
}

function modelRoot(session: WorkspaceSession, deps: WorkspaceDeps, source: LoggedModelSource): ArtifactRootAnswer {
  const { artifactLocation, experimentId } = requireLoggedModel(session, source)
  return deps.artifacts.resolveRoot({
    artifactUri: artifactLocation,
    store: session.store(source.storeId).ref,
    workspacePath: session.path,
    experimentId,
    ownerId: source.modelId,
  })
}

function collectModels(session: WorkspaceSession): ModelListEntry[] {
  const { index, stores, found } = session
  const logged = [...stores.values()].flatMap((store) => collectLogged(index, store))
  const folders = found.modelFolders.map((dir): ModelListEntry => ({
    source: { kind: 'folder', dir },
    path: '',
    name: basename(join(session.path, dir)),
  }))
  const models = [...logged, ...collectHistoryModels(index)]
  models.sort((a, b) => (b.createdTime ?? -Infinity) - (a.createdTime ?? -Infinity) || (a.name < b.name ? -1 : 1))
  return [...models, ...folders]
}

/** A store that cannot be read now costs its own models only; its state says why. */
function collectLogged(index: RunIndex, { ref, reader }: OpenStore): ModelListEntry[] {
  let records: readonly LoggedModelRecord[] = []
  try {
    records = reader.loggedModels()
  } catch (cause) {
    if (!(cause instanceof Failure)) throw cause
  }
  return records.map((model) => ({
    source: { kind: 'logged-model', storeId: ref.id, modelId: model.modelId },
    path: '',
    name: model.name,
    ...(model.sourceRunId === undefined ? {} : runFacts(index, runKeyOf(ref.id, model.sourceRunId))),
    ...(model.creationTime === undefined ? {} : { createdTime: model.creationTime }),
    status: model.status,
  }))
}

function runFacts(index: RunIndex, runKey: string): { runKey?: string; runName?: string } {
  const row = index.rowOf(runKey)
  return row === undefined ? {} : { runKey, runName: index.nameOf(row) }
}

function readModelAt(session: WorkspaceSession, deps: WorkspaceDeps, ref: ModelRef): ModelDetail {
  const root = requireRoot(session, deps, ref.source)
  const facts = deps.readModel(ref.path === '' ? root : deps.artifacts.locate(root, ref.path))
  // A logged model's folder is called `artifacts`: its name is in the store.
  const { source, path } = ref
  const name = source.kind === 'logged-model' && path === '' ? requireLoggedModel(session, source).name : facts.name
  return { ...facts, name, ref, ...runOfModel(session, ref.source, facts.runId) }
}

/** The run that the model's own file names, in the store it was found in, or the run whose artifact it is. */
function runOfModel(
  { index, stores }: WorkspaceSession,
  source: ArtifactSource,
  runId: string | undefined,
): { runKey?: string; runName?: string } {
  if (source.kind === 'run') return runFacts(index, source.runKey)
  if (runId === undefined) return {}
  const storeIds = source.kind === 'logged-model' ? [source.storeId] : [...stores.keys()]
  const known = storeIds.map((id) => runKeyOf(id, runId)).find((key) => index.rowOf(key) !== undefined)
  return known === undefined ? {} : runFacts(index, known)
}
