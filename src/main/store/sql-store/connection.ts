// Reads a database that is not ours without leaving a trace: read-only, query-only, a connection per read so that no lock outlives
// it, an idle WAL database opened as immutable (it would gain -wal and -shm otherwise), a crashed one read from a private copy.
// The file is never opened through `fs` where SQLite may hold it: closing that descriptor would drop the process's locks.
import { copyFileSync, existsSync, mkdtempSync, rmSync, statSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { basename, join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { Failure } from '../../rpc/router'
import { openDatabase, type Database } from './database'
import { sqliteCodeOf, toFailure } from './sql-errors'

/** MLflow's own writers wait up to 20 s; a reader that fails after this is asked again by its caller. */
const BUSY_TIMEOUT_MS = 5_000
/** How often a read is done again when a writer woke up beside an immutable or copied one. */
const MAX_ATTEMPTS = 4
const SQLITE_CANTOPEN = 14
const SQLITE_READONLY_ROLLBACK = 776

/** What the files of a database looked like: equal stamps, once older than the clock's grain, mean equal content. */
export interface FileStamp {
  readonly text: string
  readonly newestMs: number
}

export function stampOf(path: string): FileStamp {
  let newestMs = 0
  const text = ['', '-wal', '-journal']
    .map((suffix) => {
      const stats = statSync(path + suffix, { bigint: true, throwIfNoEntry: false })
      if (!stats) return '-'
      newestMs = Math.max(newestMs, Number(stats.mtimeMs))
      return `${String(stats.ino)}:${String(stats.size)}:${String(stats.mtimeNs)}`
    })
    .join('|')
  return { text, newestMs }
}

type Mode = 'shared' | 'immutable' | 'copy'

export interface DatabaseAccess {
  /** Runs `read` inside one read transaction; it may run again when a writer came between, so it must not have effects. */
  read<T>(read: (db: Database) => T): T
  dispose(): void
}

export function createDatabaseAccess(path: string): DatabaseAccess {
  let copy: { readonly stamp: string; readonly folder: string } | undefined

  function dropCopy(): void {
    if (copy) rmSync(copy.folder, { recursive: true, force: true })
    copy = undefined
  }

  /** A crashed writer's database as it should be: SQLite repairs the copy, the original stays as it was found. */
  function privateCopy(): string {
    const stamp = stampOf(path).text
    const name = basename(path)
    if (copy?.stamp === stamp) return join(copy.folder, name)
    dropCopy()
    const folder = mkdtempSync(join(tmpdir(), 'runbench-db-'))
    copy = { stamp, folder }
    for (const suffix of ['', '-wal', '-journal'])
      if (existsSync(path + suffix)) copyFileSync(path + suffix, join(folder, name + suffix))
    return join(folder, name)
  }

  function open(mode: Mode): Database {
    if (mode === 'copy') return openDatabase(privateCopy(), { isReadOnly: false, busyTimeoutMs: BUSY_TIMEOUT_MS })
    const location = mode === 'immutable' ? uriOf(path, 'immutable=1') : path
    return openDatabase(location, { isReadOnly: true, busyTimeoutMs: BUSY_TIMEOUT_MS })
  }

  function attempt<T>(mode: Mode, read: (db: Database) => T): T {
    const db = open(mode)
    try {
      db.run('PRAGMA query_only = 1')
      db.run('BEGIN')
      const result = read(db)
      db.run('COMMIT')
      return result
    } finally {
      db.close()
    }
  }

  function readOnce<T>(read: (db: Database) => T, isLast: boolean): { readonly value: T } | undefined {
    requireFile(path)
    const before = stampOf(path).text
    const mode = modeOf(path)
    try {
      const value = attempt(mode, read)
      if (mode === 'shared' || isLast || stampOf(path).text === before) return { value }
      return undefined
    } catch (cause) {
      if (mode === 'shared' && sqliteCodeOf(cause) === SQLITE_READONLY_ROLLBACK) return { value: attempt('copy', read) }
      if (mode !== 'shared' && !isLast && stampOf(path).text !== before) return undefined
      throw cause
    }
  }

  return {
    read(read) {
      try {
        for (let count = 1; ; count++) {
          const done = readOnce(read, count === MAX_ATTEMPTS)
          if (done) return done.value
        }
      } catch (cause) {
        throw toFailure(cause, path)
      }
    },
    dispose: dropCopy,
  }
}

function requireFile(path: string): void {
  const stats = statSync(path, { throwIfNoEntry: false })
  if (!stats) throw new Failure({ code: 'io', errno: 'ENOENT', path })
  if (!stats.isFile()) throw new Failure({ code: 'database', reason: 'not-mlflow', path, detail: 'not a regular file' })
}

/** Which way of opening leaves nothing behind. */
function modeOf(path: string): Mode {
  const wal = statSync(`${path}-wal`, { throwIfNoEntry: false })
  if (existsSync(`${path}-shm`)) return 'shared'
  if (wal && wal.size > 0) return 'copy'
  return isWalMode(path) ? 'immutable' : 'shared'
}

/** A WAL database cannot be opened without locks: that tells it apart without reading the file ourselves. */
function isWalMode(path: string): boolean {
  const uri = uriOf(path, 'mode=ro&nolock=1')
  if (uri === path) return false
  let db: Database | undefined
  try {
    db = openDatabase(uri, { isReadOnly: true, busyTimeoutMs: 0 })
    db.run('SELECT 1 FROM sqlite_master LIMIT 1')
    return false
  } catch (cause) {
    return sqliteCodeOf(cause) === SQLITE_CANTOPEN
  } finally {
    db?.close()
  }
}

/** SQLite's URIs know no host, so a network share of Windows keeps its plain path. */
function uriOf(path: string, query: string): string {
  const url = pathToFileURL(path)
  return url.host === '' ? `${url.href}?${query}` : path
}
