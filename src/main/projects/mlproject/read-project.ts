// Reads the project in a folder. Any folder is a project; the MLproject's name is matched without regard to case.
import { constants, existsSync } from 'node:fs'
import { open, readdir } from 'node:fs/promises'
import { basename, join, resolve } from 'node:path'
import { Failure } from '../../rpc/router'
import { loadYaml, YamlProblem } from './load-yaml'
import { defaultEnvironment, parseMlproject, type ProjectSpec } from './parse-mlproject'
import type { PythonValue } from './python-value'

export interface LoadedProject extends ProjectSpec {
  /** Absolute. */
  readonly folder: string
  /** Absolute; undefined for a folder without an MLproject. */
  readonly file: string | undefined
}

/** Far above any real MLproject; below what would stall the parser. */
const MAX_BYTES = 1_000_000

export async function readProject(folder: string): Promise<LoadedProject> {
  const file = await findMlproject(folder)
  const place = {
    file: file ?? folder,
    join: (relative: string) => resolve(folder, relative),
    exists: existsSync,
  }
  if (file === undefined) {
    const environment = defaultEnvironment(place)
    return { name: undefined, environment, entryPoints: [], isSparkJob: false, folder, file }
  }
  return { ...parseMlproject(await loadFile(file), place), folder, file }
}

export async function findMlproject(folder: string): Promise<string | undefined> {
  const names = await readdir(folder).catch((cause: NodeJS.ErrnoException) => {
    throw new Failure({ code: 'io', errno: cause.code ?? 'EIO', path: folder }, { cause })
  })
  const name = names.find((candidate) => candidate.toLowerCase() === 'mlproject')
  return name === undefined ? undefined : join(folder, name)
}

export const projectName = (project: LoadedProject): string => project.name || basename(project.folder)

async function loadFile(file: string): Promise<PythonValue> {
  const text = await readText(file)
  try {
    return loadYaml(text)
  } catch (cause) {
    if (!(cause instanceof YamlProblem)) throw cause
    const line = cause.line === undefined ? {} : { line: cause.line }
    throw new Failure({ code: 'malformed', path: file, ...line, detail: cause.message }, { cause })
  }
}

async function readText(file: string): Promise<string> {
  const bytes = await readSmallFile(file, MAX_BYTES)
  try {
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes)
  } catch (cause) {
    throw new Failure({ code: 'malformed', path: file, detail: 'not UTF-8 text' }, { cause })
  }
}

/** Refuses what is no regular file (a FIFO would block for ever) or too large. */
export async function readSmallFile(path: string, limitBytes: number): Promise<Uint8Array> {
  const handle = await open(path, constants.O_RDONLY | (constants.O_NONBLOCK ?? 0)).catch(
    (cause: NodeJS.ErrnoException) => {
      throw new Failure({ code: 'io', errno: cause.code ?? 'EIO', path }, { cause })
    },
  )
  try {
    const stat = await handle.stat()
    if (!stat.isFile()) throw new Failure({ code: 'io', errno: stat.isDirectory() ? 'EISDIR' : 'EINVAL', path })
    if (stat.size > limitBytes) throw new Failure({ code: 'too-large', path, sizeBytes: stat.size, limitBytes })
    return await handle.readFile()
  } finally {
    await handle.close()
  }
}
