// The StoreReader of MLflow's SQLite databases. Each read is one short transaction on a connection of its own, so a training
// script that writes meanwhile is never held up for longer than one page.
import { performance } from 'node:perf_hooks'
import type { StoreId } from '../../../shared/domain/ids'
import type { ExperimentRecord, RunRecord, ScanBatch, ScanEnd, StoreReader } from '../ports'
import {
  createMemory,
  isBehind,
  markOf,
  readCounters,
  readTagMarks,
  readTouched,
  rowMark,
  sameCounters,
  sameMark,
  type Counters,
  type Memory,
  type RunMark,
} from './changes'
import { createDatabaseAccess, stampOf, type DatabaseAccess, type FileStamp } from './connection'
import type { Database } from './database'
import { addFingerprints, fingerprintOf } from './fingerprint'
import { readHistory, readSummaries } from './metric-rows'
import {
  byNewest,
  emptyParts,
  readExperiments,
  readLoggedModels,
  readParts,
  readRunRows,
  readRunRowsOf,
  toRunRecord,
  type RunRow,
} from './run-rows'
import { requireCapabilities, schemaVersion, type Capabilities } from './schema'

/** A page of runs should take about this long: the worker answers other calls in between. */
const PAGE_MS = 8
const FIRST_PAGE = 100
/** Smaller ones cost more in their queries than in their rows. */
const MIN_PAGE = 100
const MAX_PAGE = 2_000
/** Rows of `runs` or `tags` compared at a time. */
const ROWS_PER_PAGE = 4_000
/** File systems keep times as coarse as this: a file that changed later than that before a look may change again unseen. */
const CLOCK_GRAIN_MS = 2_000
/** Comparing all tags takes at most a tenth of the time. */
const TAGS_SHARE = 10

interface Head {
  readonly counters: Counters
  readonly touched: ReadonlySet<string>
  readonly experiments: readonly ExperimentRecord[]
  readonly isAll: boolean
  /** No row was added since the last look. */
  readonly isSame: boolean
}

interface Session {
  readonly access: DatabaseAccess
  readonly path: string
  readonly memory: Memory
}

export interface SqlStoreOptions {
  readonly id: StoreId
  readonly path: string
}

export function createSqlStoreReader({ id, path }: SqlStoreOptions): StoreReader {
  const access = createDatabaseAccess(path)
  const memory = createMemory()
  const session: Session = { access, path, memory }
  const read = <T>(query: (db: Database, capabilities: Capabilities) => T): T =>
    access.read((db) => query(db, capabilitiesOf(session, db)))
  return {
    id,
    kind: 'sql',
    path,
    scan: (signal) => lookHolding(session, true, signal),
    refresh: (_hints, signal) => lookHolding(session, memory.counters === undefined, signal),
    history: (runId, metric) => read((db, capabilities) => readHistory(db, capabilities, { runId, metric })),
    metricSummaries: (runId) => read((db, capabilities) => readSummaries(db, capabilities, runId)),
    loggedModels: () => read(readLoggedModels),
    watchTargets: () => [path, `${path}-wal`, `${path}-journal`],
    dispose: () => {
      access.dispose()
    },
  }
}

/** Read anew when the schema changed: a newer MLflow migrates a database that it opens, also while we look at it. */
function capabilitiesOf({ memory, path }: Session, db: Database): Capabilities {
  if (memory.capabilities?.version !== schemaVersion(db)) memory.capabilities = requireCapabilities(db, path)
  return memory.capabilities
}

type Scan = AsyncGenerator<ScanBatch, ScanEnd | undefined>

/** One connection for the whole look, where it holds no lock between reads. */
async function* lookHolding(session: Session, isFull: boolean, signal: AbortSignal): Scan {
  const release = session.access.hold()
  try {
    return yield* look(session, isFull, signal)
  } finally {
    release()
  }
}

async function* look(session: Session, isFull: boolean, signal: AbortSignal): Scan {
  const { memory, path } = session
  const lookedAt = Date.now()
  const stamp = stampOf(path)
  const head = readHead(session, isFull)
  const isSettled = isUnchanged(memory, stamp)
  if (isSettled && head.isSame && !isFull && !areTagsDue(memory)) return endOf(memory, head)

  const rows = yield* collectRunRows(session, signal)
  if (!rows) return undefined
  if (noteExperiments(memory, head)) yield { experiments: head.experiments, runs: [], done: 0, total: rows.length }
  if (!isSettled) memory.areTagsOwed = true
  const wanted = yield* collectWanted(session, { head, rows }, signal)
  if (!wanted || !(yield* loadRuns(session, wanted, signal))) return undefined
  if (wanted.length === rows.length) memory.areTagsOwed = false
  Object.assign(memory, { counters: head.counters, stamp, lookedAt })
  return endOf(memory, head)
}

/** Whether the experiments are other than at the last look. */
function noteExperiments(memory: Memory, head: Head): boolean {
  const before = memory.experiments
  memory.experiments = fingerprintOf(JSON.stringify(head.experiments))
  return before !== memory.experiments
}

const isUnchanged = (memory: Memory, stamp: FileStamp): boolean =>
  memory.stamp?.text === stamp.text && stamp.newestMs + CLOCK_GRAIN_MS < memory.lookedAt

/** The runs that are or may be other than they were, newest first. */
async function* collectWanted(
  session: Session,
  { head, rows }: { readonly head: Head; readonly rows: readonly RunRow[] },
  signal: AbortSignal,
): AsyncGenerator<ScanBatch, readonly RunRow[] | undefined> {
  const { memory } = session
  const hasFewer = forgetGone(memory, rows)
  if (head.isAll || hasFewer) return [...rows].sort(byNewest)
  const retagged = yield* collectRetagged(session, signal)
  return retagged && rows.filter((run) => isWanted(memory, head, run) || retagged.has(run.runId)).sort(byNewest)
}

const endOf = (memory: Memory, head: Head): ScanEnd => ({
  experiments: head.experiments,
  runIds: new Set(memory.marks.keys()),
  problems: [],
})

function readHead(session: Session, isFull: boolean): Head {
  const { access, memory } = session
  return access.read((db) => {
    const previous = memory.capabilities
    const capabilities = capabilitiesOf(session, db)
    const counters = readCounters(db)
    const isAll = isFull || !memory.counters || previous !== capabilities || isBehind(counters, memory.counters)
    return {
      counters,
      isAll,
      isSame: memory.counters !== undefined && sameCounters(counters, memory.counters),
      touched: isAll || !memory.counters ? new Set<string>() : readTouched(db, memory.counters),
      experiments: readExperiments(db, capabilities),
    }
  })
}

const isWanted = (memory: Memory, head: Head, run: RunRow): boolean =>
  head.touched.has(run.runId) || memory.marks.get(run.runId)?.row !== rowMark(run)

async function* collectRunRows(session: Session, signal: AbortSignal): AsyncGenerator<ScanBatch, RunRow[] | undefined> {
  const rows: RunRow[] = []
  for (;;) {
    if (signal.aborted) return undefined
    const after = rows.at(-1)?.rowid ?? Number.MIN_SAFE_INTEGER
    const page = session.access.read((db) => readRunRows(db, capabilitiesOf(session, db), after, ROWS_PER_PAGE))
    for (const row of page) rows.push(row)
    if (page.length < ROWS_PER_PAGE) return rows
    yield { runs: [], done: 0, total: rows.length }
  }
}

/** Whether any run that was there is gone: then rowids may be given out again, and everything is compared. */
function forgetGone(memory: Memory, rows: readonly RunRow[]): boolean {
  const there = new Set(rows.map((run) => run.runId))
  const gone = [...memory.marks.keys()].filter((runId) => !there.has(runId))
  for (const runId of gone) memory.marks.delete(runId)
  return gone.length > 0
}

const areTagsDue = (memory: Memory): boolean =>
  memory.areTagsOwed && Date.now() - memory.tagsComparedAt >= memory.tagsCostMs * TAGS_SHARE

/** Runs whose tags were written over in place, which no rowid tells. */
async function* collectRetagged(
  session: Session,
  signal: AbortSignal,
): AsyncGenerator<ScanBatch, ReadonlySet<string> | undefined> {
  const { access, memory } = session
  if (!areTagsDue(memory)) return new Set()
  const sums = new Map<string, number>()
  const began = Date.now()
  let costMs = 0
  for (let afterRowid = Number.MIN_SAFE_INTEGER; ;) {
    if (signal.aborted) return undefined
    const start = performance.now()
    const page = access.read((db) => readTagMarks(db, afterRowid, ROWS_PER_PAGE))
    for (const { runId, mark } of page) sums.set(runId, addFingerprints(sums.get(runId) ?? 0, mark))
    costMs += performance.now() - start
    if (page.length < ROWS_PER_PAGE) break
    afterRowid = page.at(-1)?.rowid ?? afterRowid
    yield { runs: [], done: 0, total: memory.marks.size }
  }
  Object.assign(memory, { tagsComparedAt: began, tagsCostMs: costMs, areTagsOwed: false })
  return new Set([...memory.marks].filter(([runId, mark]) => mark.tags !== (sums.get(runId) ?? 0)).map(([id]) => id))
}

/** Yields the runs that changed, page by page; false when aborted. */
async function* loadRuns(
  session: Session,
  wanted: readonly RunRow[],
  signal: AbortSignal,
): AsyncGenerator<ScanBatch, boolean> {
  const { memory } = session
  const isIndexed = memory.capabilities?.isIndexedByRun('tags') ?? false
  let size = isIndexed ? FIRST_PAGE : MAX_PAGE
  for (let done = 0; done < wanted.length;) {
    if (signal.aborted) return false
    const start = performance.now()
    const page = wanted.slice(done, done + size)
    const loaded = readPage(session, page)
    done += page.length
    const runs: RunRecord[] = []
    for (const [record, mark] of loaded) {
      if (sameMark(memory.marks.get(record.runId), mark)) continue
      memory.marks.set(record.runId, mark)
      runs.push(record)
    }
    yield { runs, done, total: wanted.length }
    // Without an index each page reads the whole table, so fewer and larger ones are cheaper.
    if (isIndexed) size = nextSize(page.length, performance.now() - start)
  }
  return true
}

const nextSize = (size: number, tookMs: number): number =>
  Math.round(Math.min(MAX_PAGE, Math.max(MIN_PAGE, Math.min(size * 2, (size * PAGE_MS) / Math.max(tookMs, 0.1)))))

/** The rows are read again beside their params, tags and metrics: one transaction, nothing torn. */
function readPage(session: Session, page: readonly RunRow[]): (readonly [RunRecord, RunMark])[] {
  const ids = page.map((run) => run.runId)
  return session.access.read((db) => {
    const capabilities = capabilitiesOf(session, db)
    const parts = readParts(db, capabilities, ids)
    return readRunRowsOf(db, capabilities, ids)
      .sort(byNewest)
      .map((run) => {
        const of = parts.get(run.runId) ?? emptyParts()
        return [toRunRecord(run, of, session.path), markOf(run, of)] as const
      })
  })
}
