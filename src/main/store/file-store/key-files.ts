// A run keeps each param, tag and metric in a file named by its key; a key with `/` is a file in sub-folders. Lists them without
// following links and without opening anything but regular files, however deep or many they are.
import { readdirSync } from 'node:fs'
import type { Problem } from '../../../shared/domain/run'
import type { KeyValue } from '../ports'
import { errnoOf, isAbsent, kindOf, MAX_VALUE_BYTES, readText } from './read-file'

/** MLflow's longest key has 250 characters: at most 125 folders deep. */
const MAX_DEPTH = 125
/** Heavy users log some 10,000 metrics a run; beyond this the run is cut rather than the app frozen. */
const MAX_KEYS = 50_000
/** One run must not fill the page with notices. */
const MAX_PROBLEMS = 50

export class ProblemList {
  readonly all: Problem[] = []

  add(problem: Problem): void {
    if (this.all.length < MAX_PROBLEMS) this.all.push(problem)
  }

  addCause(path: string, cause: unknown): void {
    this.add({ kind: 'unreadable', path, detail: errnoOf(cause) })
  }
}

/** Calls `visit` for each regular file below `root`, with its key. A missing folder holds none. */
export function visitKeyFiles(root: string, problems: ProblemList, visit: (key: string, path: string) => void): void {
  const pending: { path: string; prefix: string; depth: number }[] = [{ path: root, prefix: '', depth: 0 }]
  let count = 0
  for (let folder = pending.pop(); folder; folder = pending.pop()) {
    for (const entry of listFolder(folder.path, problems)) {
      const path = `${folder.path}/${entry.name}`
      const key = folder.prefix + entry.name
      if (++count > MAX_KEYS) {
        problems.add({ kind: 'too-large', path: root, count: MAX_KEYS, detail: `more than ${MAX_KEYS} entries` })
        return
      }
      if (entry.isFile()) visit(key, path)
      else if (!entry.isDirectory()) problems.add({ kind: 'special-file', path, detail: kindOf(entry) })
      else if (folder.depth < MAX_DEPTH) pending.push({ path, prefix: `${key}/`, depth: folder.depth + 1 })
      else problems.add({ kind: 'too-large', path, detail: `more than ${MAX_DEPTH} folders deep` })
    }
  }
}

function listFolder(path: string, problems: ProblemList): ReturnType<typeof readDirents> {
  try {
    return readDirents(path)
  } catch (cause) {
    if (!isAbsent(cause)) problems.addCause(path, cause)
    return []
  }
}

const readDirents = (path: string) => readdirSync(path, { withFileTypes: true })

/** All params or tags below a folder. A file that vanishes meanwhile is no problem; one that cannot be read is. */
export function readKeyValues(root: string, problems: ProblemList): KeyValue[] {
  const found: KeyValue[] = []
  visitKeyFiles(root, problems, (key, path) => {
    try {
      const { text, isCut } = readText(path)
      found.push([key, text])
      if (isCut) problems.add({ kind: 'too-large', path, detail: `longer than ${MAX_VALUE_BYTES} bytes` })
    } catch (cause) {
      if (!isAbsent(cause)) problems.addCause(path, cause)
    }
  })
  return found
}
