// Where a run's artifacts really are: at the recorded place when that is in the workspace, else where it should be beside the store.
import { realpathSync, statSync } from 'node:fs'
import { basename, dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import type { AppError } from '../../shared/errors'
import { isInside, segmentsOf } from './safe-path'

export interface ArtifactRootQuery {
  /** As the run has it; may name another machine's folder. */
  readonly recordedUri: string | undefined
  /** The store's folder, or the database file. */
  readonly storePath: string
  readonly storeKind: 'file' | 'sql'
  readonly experimentId: string
  readonly runId: string
  /** The workspace's folder, or the database file when that was opened alone. */
  readonly workspacePath: string
}

export interface ArtifactRoot {
  readonly path: string
  readonly isRerooted: boolean
}

type Answer = ArtifactRoot | { readonly error: AppError }

export function resolveArtifactRoot(query: ArtifactRootQuery): Answer {
  const uri = query.recordedUri ?? ''
  if (isRemote(uri)) return { error: { code: 'outside', path: uri } }
  const base = query.storeKind === 'file' ? query.storePath : dirname(query.storePath)
  const fence = realOf(isFolder(query.workspacePath) ? query.workspacePath : dirname(query.workspacePath))
  const insideOf = (path: string | undefined): string | undefined => {
    const real = path === undefined ? undefined : folderAt(path)
    return real !== undefined && fence !== undefined && isInside(fence, real) ? real : undefined
  }
  const recorded = localPathOf(uri, base)
  const there = insideOf(recorded)
  if (there !== undefined) return { path: there, isRerooted: false }
  for (const candidate of candidatesOf(query, base)) {
    const found = insideOf(candidate)
    if (found !== undefined) return { path: found, isRerooted: true }
  }
  // What exists, but elsewhere, is not opened without being asked for.
  if (recorded !== undefined && isFolder(recorded)) return { error: { code: 'outside', path: recorded } }
  return { error: { code: 'not-found', what: 'artifact', id: uri } }
}

function isRemote(uri: string): boolean {
  const scheme = schemeOf(uri)
  return scheme !== undefined && scheme !== 'file' && scheme !== 'mlflow-artifacts'
}

/** A drive letter is not a scheme. */
function schemeOf(uri: string): string | undefined {
  return /^([a-z][a-z0-9+.-]+):/i.exec(uri)?.[1]?.toLowerCase()
}

const isDrivePath = (text: string): boolean => /^[a-z]:[\\/]/i.test(text)

function localPathOf(uri: string, base: string): string | undefined {
  if (uri === '' || schemeOf(uri) === 'mlflow-artifacts') return undefined
  if (isDrivePath(uri)) return process.platform === 'win32' ? uri : undefined
  if (schemeOf(uri) === undefined) return uri.startsWith('/') ? uri : join(base, uri)
  try {
    return fileURLToPath(uri)
  } catch {
    return undefined // a host, or a drive of another system
  }
}

/** The folder names of a recorded place, whatever system wrote it. */
function namesOf(uri: string): readonly string[] {
  const text = uri.replace(/^[a-z][a-z0-9+.-]+:/i, '')
  const plain = schemeOf(uri) === undefined ? text : decoded(text)
  return plain.split(/[\\/]+/).filter((name) => name !== '')
}

function decoded(text: string): string {
  try {
    return decodeURIComponent(text)
  } catch {
    return text
  }
}

function candidatesOf(query: ArtifactRootQuery, base: string): readonly string[] {
  const names = namesOf(query.recordedUri ?? '')
  const usual = [query.experimentId, query.runId, 'artifacts']
  if (schemeOf(query.recordedUri ?? '') === 'mlflow-artifacts')
    return ['mlartifacts', 'mlruns'].flatMap((root) => [
      ...below(join(base, root), names),
      ...below(join(dirname(base), root), names),
    ])
  if (query.storeKind === 'file')
    return [...below(query.storePath, tailAfter(names, basename(query.storePath))), ...below(query.storePath, usual)]
  return ['mlruns', 'mlartifacts'].flatMap((root) => [
    ...below(join(base, root), tailAfter(names, root)),
    ...below(join(base, root), usual),
  ])
}

/** What follows the last folder of that name. */
function tailAfter(names: readonly string[], name: string): readonly string[] {
  const at = names.lastIndexOf(name)
  return at < 0 ? [] : names.slice(at + 1)
}

/** A recorded place is a stranger's text: what would climb out of its folder is no candidate. */
function below(folder: string, names: readonly string[]): readonly string[] {
  if (names.length === 0) return []
  try {
    return [join(folder, ...segmentsOf(names.join('/')))]
  } catch {
    return []
  }
}

function realOf(path: string): string | undefined {
  try {
    return realpathSync(path)
  } catch {
    return undefined
  }
}

const isFolder = (path: string): boolean => {
  try {
    return statSync(path).isDirectory()
  } catch {
    return false
  }
}

const folderAt = (path: string): string | undefined => (isFolder(path) ? realOf(path) : undefined)
