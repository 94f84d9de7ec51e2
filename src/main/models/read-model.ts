// A model folder as MLflow wrote it. Nothing in it is loaded or run: names, sizes and texts only.
import { readdirSync, readSync, type Dirent } from 'node:fs'
import { basename, join } from 'node:path'
import type { ModelDetail } from '../../shared/domain/model'
import type { Problem } from '../../shared/domain/run'
import { compareCodePoints, decodeText } from '../artifacts/artifacts'
import { locateBelow, withFile } from '../artifacts/safe-path'
import { Failure } from '../rpc/router'
import { parseMlmodel, readYaml, textAt, type Mlmodel } from './parse-mlmodel'

const EXAMPLE_BYTES = 100 * 1024
const TEXT_BYTES = 5 * 1024 * 1024
const MAX_FILES = 10_000
const MAX_DEPTH = 32

export type ModelFolder = Omit<ModelDetail, 'ref' | 'runKey' | 'runName'>

interface Head {
  readonly text: string
  readonly isTruncated: boolean
}

export function readModel(folder: string): ModelFolder {
  const mlmodel = parseMlmodel(readText(folder, 'MLmodel', TEXT_BYTES).text)
  const { inputExamplePath, artifactPath, pythonVersion, ...facts } = mlmodel
  const problems: Problem[] = [...mlmodel.problems]
  const files = filesOf(folder, problems)
  return {
    ...facts,
    name: nameOf(folder, artifactPath),
    location: folder,
    inputExample: exampleOf(folder, inputExamplePath, problems),
    requirements: requirementsOf(folder, problems),
    pythonVersion: pythonOf(folder, problems) ?? pythonVersion,
    files,
    totalSizeBytes: files.reduce((sum, file) => sum + file.sizeBytes, 0),
    problems,
  }
}

/** Of 2.x the path within the run; a 3.x location says nothing that a person calls the model. */
function nameOf(folder: string, artifactPath: Mlmodel['artifactPath']): string {
  const isPlain = artifactPath !== undefined && artifactPath !== '' && !/[:\\]|^\//.test(artifactPath)
  return isPlain ? basename(artifactPath) : basename(folder)
}

function readText(folder: string, path: string, limit: number): Head {
  return withFile(locateBelow(folder, path), (fd, sizeBytes) => {
    const bytes = Buffer.alloc(Math.min(sizeBytes, limit))
    const isTruncated = sizeBytes > limit
    return { text: decodeText(bytes.subarray(0, readSync(fd, bytes, 0, bytes.length, 0)), isTruncated), isTruncated }
  })
}

/** Undefined when it is not there; anything else that is wrong with it is a problem of this file alone. */
function optionalText(folder: string, path: string, problems: Problem[], limit = TEXT_BYTES): Head | undefined {
  try {
    return readText(folder, path, limit)
  } catch (cause) {
    if (!(cause instanceof Failure)) throw cause
    if (cause.error.code !== 'not-found') problems.push({ kind: 'unreadable', path, detail: cause.error.code })
    return undefined
  }
}

function exampleOf(folder: string, path: string | undefined, problems: Problem[]): ModelDetail['inputExample'] {
  if (path === undefined) return undefined
  const example = optionalText(folder, path, problems, EXAMPLE_BYTES)
  if (example) return { path, ...example }
  problems.push({ kind: 'missing', path, detail: 'input example' })
  return undefined
}

const requirementsOf = (folder: string, problems: Problem[]): string[] =>
  (optionalText(folder, 'requirements.txt', problems)?.text ?? '')
    .split(/\r?\n/)
    .map((line) => line.trim())
    .filter((line) => line !== '' && !line.startsWith('#'))

function pythonOf(folder: string, problems: Problem[]): string | undefined {
  const found = optionalText(folder, 'python_env.yaml', problems)
  return found && textAt(readYaml(found.text, 'python_env.yaml', problems), 'python')
}

function filesOf(folder: string, problems: Problem[]): ModelDetail['files'] {
  const files: ModelDetail['files'] = []
  const visit = (path: string, depth: number): void => {
    for (const entry of entriesOf(folder, path, problems)) {
      const at = path === '' ? entry.name : `${path}/${entry.name}`
      if (files.length >= MAX_FILES || depth > MAX_DEPTH) return
      if (entry.isDirectory()) visit(at, depth + 1)
      else if (entry.isFile()) files.push({ path: at, sizeBytes: sizeOf(folder, at) })
      else problems.push({ kind: 'special-file', path: at, detail: entry.isSymbolicLink() ? 'link' : 'special' })
    }
  }
  visit('', 0)
  if (files.length >= MAX_FILES)
    problems.push({ kind: 'too-large', path: '.', detail: `more than ${String(MAX_FILES)} files` })
  return files.sort((a, b) => compareCodePoints(a.path, b.path))
}

function entriesOf(folder: string, path: string, problems: Problem[]): Dirent[] {
  try {
    return readdirSync(join(folder, path), { withFileTypes: true })
  } catch (cause) {
    problems.push({ kind: 'unreadable', path: path || '.', detail: cause instanceof Error ? cause.message : '' })
    return []
  }
}

function sizeOf(folder: string, path: string): number {
  try {
    return locateBelow(folder, path).stats.size
  } catch {
    return 0 // gone in between, or a name that is no path of ours
  }
}
