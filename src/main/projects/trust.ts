// A project runs only after the person said that they trust it. What they trust is the content of its MLproject and of the
// files that say what to install; when any of these changes, they are asked again.
import { createHash } from 'node:crypto'
import { constants } from 'node:fs'
import { open, realpath } from 'node:fs/promises'
import { dirname, relative, resolve } from 'node:path'
import type { LoadedProject } from './mlproject/read-project'

export interface TrustStore {
  get(path: string): string | undefined
  set(path: string, hash: string): Promise<void>
}

export interface TrustedContent {
  /** Absolute, in the order in which they were found. */
  readonly files: readonly string[]
  readonly hash: string
}

const MAX_FILES = 100
const MAX_BYTES = 4_000_000

/** `-r base.txt` in a requirements file, and `- -r base.txt` in an environment file; constraints likewise. */
const REFERENCE = /^\s*(?:-\s+)?["']?(?:-r|-c|--requirement|--constraint)(?:\s+|=|(?=[^\s=-]))([^\s"'#]+)/gm

export async function trustedContent(
  project: Pick<LoadedProject, 'folder' | 'file' | 'environment'>,
): Promise<TrustedContent> {
  const waiting = [project.file, project.environment.file].filter((file) => file !== undefined)
  const files = new Set<string>()
  const hash = createHash('sha256')
  for (let file = waiting.shift(); file !== undefined && files.size < MAX_FILES; file = waiting.shift()) {
    if (files.has(file)) continue
    files.add(file)
    const content = await contentOf(file)
    hash.update(JSON.stringify([relative(project.folder, file), content?.byteLength ?? -1]))
    if (!content) continue
    hash.update(content)
    if (file !== project.file) waiting.push(...referencesOf(file, content))
  }
  return { files: [...files], hash: hash.digest('hex') }
}

function referencesOf(file: string, content: Uint8Array): string[] {
  const text = Buffer.from(content).toString('utf8')
  const names = Array.from(text.matchAll(REFERENCE), (match) => match[1] ?? '')
  return names.filter((name) => !/^[a-z+]+:\/\//i.test(name)).map((name) => resolve(dirname(file), name))
}

/** Undefined for what is missing, no regular file or beyond any sensible size: that state is part of what is trusted. */
async function contentOf(file: string): Promise<Uint8Array | undefined> {
  const handle = await open(file, constants.O_RDONLY | (constants.O_NONBLOCK ?? 0)).catch(() => undefined)
  if (!handle) return undefined
  try {
    const stat = await handle.stat()
    return stat.isFile() && stat.size <= MAX_BYTES ? await handle.readFile() : undefined
  } finally {
    await handle.close()
  }
}

/** One folder is one project, by whichever link it was reached. */
const keyOf = (folder: string): Promise<string> => realpath(folder)

export async function isTrusted(store: TrustStore, folder: string, hash: string): Promise<boolean> {
  return store.get(await keyOf(folder)) === hash
}

export async function setTrusted(store: TrustStore, folder: string, hash: string): Promise<void> {
  await store.set(await keyOf(folder), hash)
}
