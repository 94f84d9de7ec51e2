// Events of the file system for single folders and files, as hints: what they say is never believed, only looked at.
// Node's own `fs.watch`, since a watch a folder is all that is wanted: chokidar first lists and stats all that is in one,
// and an experiment's folder may hold ten thousand runs.
import { statSync, watch, type FSWatcher } from 'node:fs'
import { join } from 'node:path'

export interface FolderWatcherOptions {
  /** Something happened at this absolute path. */
  readonly onHint: (path: string) => void
  /** Events are not to be had (the system's own words), or to be had again (undefined). */
  readonly onTrouble: (detail: string | undefined) => void
  readonly watch?: typeof watch
  readonly now?: () => number
}

export interface FolderWatcher {
  /** From now on watches these paths and no others; paths that do not exist are left out until the next call. */
  setTargets(paths: ReadonlySet<string>): void
  readonly count: number
  dispose(): void
}

/** Beyond this many, polling is cheaper for everybody: other programs of the person need watches too. */
const MAX_WATCHES = 2_000
/** After the system refused, it is asked again this much later. */
const RETRY_MS = 30_000
/** A folder that was replaced by another of the same name is noticed within this time. */
const VERIFY_MS = 2_000
const EXHAUSTED = new Set(['ENOSPC', 'EMFILE', 'ENFILE'])

interface Watched {
  readonly watcher: FSWatcher
  readonly inode: number
}

const errnoOf = (cause: unknown): string => String((cause as NodeJS.ErrnoException).code ?? '')

export function createFolderWatcher(options: FolderWatcherOptions): FolderWatcher {
  const open = options.watch ?? watch
  const now = options.now ?? Date.now
  const watched = new Map<string, Watched>()
  let trouble: string | undefined
  let retryAt = 0
  let verifyAt = 0

  const close = (path: string): void => {
    watched.get(path)?.watcher.close()
    watched.delete(path)
  }

  const setTrouble = (detail: string | undefined): void => {
    if (detail !== undefined) retryAt = now() + RETRY_MS
    if (detail === trouble) return
    trouble = detail
    options.onTrouble(detail)
  }

  const fail = (path: string, cause: unknown): void => {
    close(path)
    if (EXHAUSTED.has(errnoOf(cause))) setTrouble(cause instanceof Error ? cause.message : String(cause))
  }

  const add = (path: string): void => {
    try {
      const found = statSync(path)
      const isFolder = found.isDirectory()
      const watcher = open(path, { persistent: false }, (_, name) =>
        options.onHint(isFolder && name !== null ? join(path, name) : path),
      )
      watcher.on('error', (cause) => fail(path, cause))
      watched.set(path, { watcher, inode: found.ino })
    } catch (cause) {
      fail(path, cause)
    }
  }

  /** A watch stays with the folder it was made for, wherever that was moved to. */
  const closeReplaced = (): void => {
    if (now() < verifyAt) return
    verifyAt = now() + VERIFY_MS
    for (const [path, { inode }] of watched) if (statSync(path, { throwIfNoEntry: false })?.ino !== inode) close(path)
  }

  return {
    get count() {
      return watched.size
    },
    setTargets: (paths) => {
      for (const path of watched.keys()) if (!paths.has(path)) close(path)
      closeReplaced()
      if (now() < retryAt) return
      for (const path of paths) {
        if (watched.size >= MAX_WATCHES) break
        if (!watched.has(path)) add(path)
        if (now() < retryAt) return
      }
      setTrouble(undefined)
    },
    dispose: () => {
      for (const path of [...watched.keys()]) close(path)
    },
  }
}
