// What a reader remembers of a database between looks, and how it finds what changed: new rows by their rowid, changed runs by a
// fingerprint of their row, tags written over in place by a fingerprint of each run's tags.
import { addFingerprints, createFingerprint, fingerprintOf } from './fingerprint'
import type { FileStamp } from './connection'
import type { Database } from './database'
import { textOf, type RunParts, type RunRow } from './run-rows'
import type { Capabilities } from './schema'

const LOGS = ['metrics', 'params', 'tags'] as const

/** Highest rowid of each table to which a run's data is added. */
export type Counters = Readonly<Record<(typeof LOGS)[number], number>>

export interface RunMark {
  readonly row: number
  readonly tags: number
  readonly rest: number
}

export function readCounters(db: Database): Counters {
  const [row] = db.rows({ columns: LOGS.map((table) => `(SELECT max(rowid) FROM ${table})`), from: '' })
  return { metrics: Number(row?.[0] ?? 0), params: Number(row?.[1] ?? 0), tags: Number(row?.[2] ?? 0) }
}

export const sameCounters = (a: Counters, b: Counters): boolean => LOGS.every((table) => a[table] === b[table])

/** A highest rowid that fell means that rows were deleted and their numbers are given out again. */
export const isBehind = (now: Counters, then: Counters): boolean => LOGS.some((table) => now[table] < then[table])

/** Runs that got new points, params or tags. */
export function readTouched(db: Database, since: Counters): Set<string> {
  const touched = new Set<string>()
  for (const table of LOGS)
    for (const [runId] of db.rows(
      { columns: ['DISTINCT run_uuid'], from: `FROM ${table} WHERE rowid > ?` },
      since[table],
    ))
      touched.add(textOf(runId))
  return touched
}

/** The rowid is not part of it: it says nothing about the run. */
export const rowMark = ({ row }: RunRow): number =>
  fingerprintOf(...row.slice(1).map((value) => (value === null ? undefined : String(value))))

const tagMark = (key: string, value: string): number => fingerprintOf(key, value)

export function markOf(run: RunRow, parts: RunParts): RunMark {
  const rest = createFingerprint()
  for (const [key, value] of parts.params) {
    rest.text(key)
    rest.text(value)
  }
  for (const metric of parts.metrics) {
    rest.text(metric.key)
    rest.number(metric.value)
    rest.number(metric.step)
    rest.number(metric.timestamp)
  }
  const tags = parts.tags.reduce((sum, [key, value]) => addFingerprints(sum, tagMark(key, value)), 0)
  return { row: rowMark(run), tags, rest: rest.digest() }
}

export const sameMark = (a: RunMark | undefined, b: RunMark): boolean =>
  a !== undefined && a.row === b.row && a.tags === b.tags && a.rest === b.rest

export interface TagRow {
  readonly rowid: number
  readonly runId: string
  readonly mark: number
}

/** A page of the tags table, as fingerprints. */
export function readTagMarks(db: Database, afterRowid: number, limit: number): readonly TagRow[] {
  const query = {
    columns: ['rowid', 'run_uuid', 'key', 'value'],
    from: `FROM (SELECT rowid, run_uuid, key, value FROM tags WHERE rowid > ? ORDER BY rowid LIMIT ?)`,
  }
  return db.texts(query, afterRowid, limit).map(([rowid, runId, key, value]) => ({
    rowid: Number(rowid),
    runId: runId ?? '',
    mark: tagMark(key ?? '', value ?? ''),
  }))
}

/** Everything that one look leaves for the next. */
export interface Memory {
  readonly marks: Map<string, RunMark>
  capabilities: Capabilities | undefined
  counters: Counters | undefined
  stamp: FileStamp | undefined
  /** When the last complete look began, Unix ms. */
  lookedAt: number
  experiments: number | undefined
  /** Tags written over in place may be unnoticed since the last complete comparison. */
  areTagsOwed: boolean
  tagsComparedAt: number
  tagsCostMs: number
}

export const createMemory = (): Memory => ({
  marks: new Map(),
  capabilities: undefined,
  counters: undefined,
  stamp: undefined,
  lookedAt: 0,
  experiments: undefined,
  areTagsOwed: false,
  tagsComparedAt: 0,
  tagsCostMs: 0,
})
