// Reads a database that is not ours without leaving a trace: read-only, query-only, a connection per read (per look where it
// holds no lock in between), an idle WAL database opened as immutable (it would gain -wal and -shm otherwise), a crashed one read from a private copy.
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
const READ_OPTIONS = { isReadOnly: true, busyTimeoutMs: BUSY_TIMEOUT_MS }
/** How often a read is done again when a writer woke up beside an immutable or copied one. */
const MAX_ATTEMPTS = 4
const SQLITE_CANTOPEN = 14
const SQLITE_READONLY_ROLLBACK = 776

/** What the files of a database looked like: equal stamps, once older than the clock's grain, mean equal content. */
export interface FileStamp {
  readonly text: string
  readonly newestMs: number
  readonly inode: string
}

export function stampOf(path: string): FileStamp {
  let newestMs = 0
  let inode = '-'
  const text = ['', '-wal', '-journal']
    .map((suffix) => {
      const stats = statSync(path + suffix, { bigint: true, throwIfNoEntry: false })
      if (!stats) return '-'
      if (suffix === '') inode = String(stats.ino)
      newestMs = Math.max(newestMs, Number(stats.mtimeMs))
      return `${String(stats.ino)}:${String(stats.size)}:${String(stats.mtimeNs)}`
    })
    .join('|')
  return { text, newestMs, inode }
}

type Mode = 'shared' | 'immutable' | 'copy'

export interface DatabaseAccess {
  /** Runs `read` inside one read transaction; it may run again when a writer came between, so it must not have effects. */
  read<T>(read: (db: Database) => T): T
  /** Keeps the connection between reads until the returned function is called, where that holds no lock. */
  hold(): () => void
  dispose(): void
}

interface Connection {
  readonly db: Database
  readonly mode: Mode
  readonly opened: FileStamp
  /** In WAL mode an open connection is a lock: the writer that closes last could not clean up. */
  readonly isKeepable: boolean
}

export function createDatabaseAccess(path: string): DatabaseAccess {
  let kept: Connection | undefined
  let holders = 0
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

  function open(mode: Mode, opened: FileStamp): Connection {
    const db =
      mode === 'copy'
        ? openDatabase(privateCopy(), { isReadOnly: false, busyTimeoutMs: BUSY_TIMEOUT_MS })
        : openDatabase(mode === 'immutable' ? uriOf(path, 'immutable=1') : path, READ_OPTIONS)
    return { db, mode, opened, isKeepable: mode !== 'shared' || !existsSync(`${path}-shm`) }
  }

  function closeKept(): void {
    kept?.db.close()
    kept = undefined
  }

  /** The kept connection where it still shows the file that is there. */
  function connect(stamp: FileStamp, mode: Mode | undefined): Connection {
    const isRight = kept?.mode === 'shared' ? kept.opened.inode === stamp.inode : kept?.opened.text === stamp.text
    const isFree = !existsSync(`${path}-shm`)
    if (kept && mode === undefined && isRight && isFree) return kept
    closeKept()
    return open(mode ?? modeOf(path), stamp)
  }

  function attempt<T>({ db }: Connection, read: (db: Database) => T): T {
    db.run('PRAGMA query_only = 1')
    db.run('BEGIN')
    const result = read(db)
    db.run('COMMIT')
    return result
  }

  function readWith<T>(connection: Connection, read: (db: Database) => T): T {
    let isWhole = false
    try {
      const result = attempt(connection, read)
      isWhole = true
      return result
    } finally {
      if (isWhole && holders > 0 && connection.isKeepable) kept = connection
      else {
        connection.db.close()
        kept = undefined
      }
    }
  }

  function readOnce<T>(read: (db: Database) => T, isLast: boolean): { readonly value: T } | undefined {
    requireFile(path)
    const before = stampOf(path)
    const isAsBefore = (): boolean => stampOf(path).text === before.text
    const connection = connect(before, undefined)
    try {
      const value = readWith(connection, read)
      return connection.mode === 'shared' || isLast || isAsBefore() ? { value } : undefined
    } catch (cause) {
      if (connection.mode !== 'shared' && !isLast && !isAsBefore()) return undefined
      if (connection.mode !== 'shared' || sqliteCodeOf(cause) !== SQLITE_READONLY_ROLLBACK) throw cause
      return { value: readWith(connect(before, 'copy'), read) }
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
    hold() {
      holders++
      let isHeld = true
      return () => {
        if (isHeld) holders--
        isHeld = false
        if (holders === 0) closeKept()
      }
    },
    dispose() {
      closeKept()
      dropCopy()
    },
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
