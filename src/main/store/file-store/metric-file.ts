// One metric file: read once from its beginning, then only what was appended. A file that shrank or was replaced is read anew.
import { closeSync, fstatSync, readSync } from 'node:fs'
import { parseMetricLines } from './metric-lines'
import { emptySummary, PointColumns, summarize, type PointSummary } from './metric-points'
import { openRegular } from './read-file'

const CHUNK_BYTES = 1 << 18
/** A line longer than this is no metric line: dataset names have at most 500 characters. */
const MAX_LINE_BYTES = 1 << 16

const chunk = Buffer.allocUnsafe(CHUNK_BYTES)

/** How far a file has been read. */
export interface FilePosition {
  inode: number
  /** Behind the last complete line. */
  offset: number
  size: number
  mtimeMs: number
}

export interface MetricTail extends FilePosition {
  readonly summary: PointSummary
  lines: number
  badLines: number
  firstBadLine: number
}

const noPosition = (): FilePosition => ({ inode: -1, offset: 0, size: 0, mtimeMs: -1 })

/** Where points go. */
export interface PointSink {
  /** The columns to parse into; asked again after `restart`. */
  columns(): PointColumns
  /** Everything is read again from the beginning: forget what was there. */
  restart(): void
  /** A piece has been parsed. */
  afterChunk(): void
}

/** Parses what `position` has not seen. Returns whether there was anything new. */
export function readAppended(path: string, position: FilePosition, sink: PointSink): boolean {
  const fd = openRegular(path)
  try {
    const stats = fstatSync(fd)
    if (!stats.isFile()) return false
    const isReplaced = stats.ino !== position.inode || stats.size < position.size
    const isUnchanged = stats.size === position.size && stats.mtimeMs === position.mtimeMs
    if (isReplaced || (stats.size === position.size && !isUnchanged && position.inode >= 0)) {
      // Same size but another time: rewritten in place.
      Object.assign(position, noPosition())
      sink.restart()
    } else if (isUnchanged) return false
    position.inode = stats.ino
    position.mtimeMs = stats.mtimeMs
    readLines(fd, position, sink)
    return true
  } finally {
    closeSync(fd)
  }
}

function readLines(fd: number, position: FilePosition, sink: PointSink): void {
  const into = sink.columns()
  let carried = 0
  let at = position.offset
  for (;;) {
    const read = readSync(fd, chunk, carried, chunk.length - carried, at)
    if (read === 0) break
    at += read
    const end = carried + read
    const rest = parseMetricLines(chunk, 0, end, into)
    position.offset += rest
    carried = end - rest
    if (rest > 0) {
      chunk.copyWithin(0, rest, end)
      sink.afterChunk()
    } else if (carried >= MAX_LINE_BYTES) {
      skipLongLine(carried, position, into)
      carried = 0
    }
    // A short read is the end of a file for now: saves one call for each of many small files.
    if (end < chunk.length) break
  }
  position.size = at
}

/** Drops the beginning of an endless line; what follows up to its newline is then counted as bad too. */
function skipLongLine(length: number, position: FilePosition, into: PointColumns): void {
  into.lines += 1
  into.skipLine()
  position.offset += length
}

const scratch = new PointColumns(4_096)

export const newTail = (): MetricTail => ({
  inode: -1,
  offset: 0,
  size: 0,
  mtimeMs: -1,
  summary: emptySummary(),
  lines: 0,
  badLines: 0,
  firstBadLine: 0,
})

/** Brings `tail` up to date with the file. Returns whether anything was new. */
export function readTail(path: string, tail: MetricTail): boolean {
  scratch.reset()
  scratch.lines = tail.lines
  scratch.badLines = tail.badLines
  scratch.firstBadLine = tail.firstBadLine
  const isNew = readAppended(path, tail, {
    columns: () => scratch,
    restart: () => {
      Object.assign(tail.summary, emptySummary())
      scratch.reset()
    },
    afterChunk: () => {
      summarize(scratch, tail.summary)
      scratch.clearPoints()
    },
  })
  tail.lines = scratch.lines
  tail.badLines = scratch.badLines
  tail.firstBadLine = scratch.firstBadLine
  return isNew
}
