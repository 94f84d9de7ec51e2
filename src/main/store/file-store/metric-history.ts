// Whole histories of metrics, kept for those looked at last: a live chart asks again and again, and only new lines are parsed.
import type { Problem } from '../../../shared/domain/run'
import type { MetricHistory } from '../ports'
import { readAppended, type FilePosition } from './metric-file'
import { PointColumns } from './metric-points'

/** 24 bytes a point: at most some 100 MB. */
const MAX_KEPT_POINTS = 4_000_000

interface Kept extends FilePosition {
  columns: PointColumns
}

export interface HistoryReader {
  read(path: string): MetricHistory
  clear(): void
}

export function createHistoryReader(): HistoryReader {
  // Insertion order is the order of last use.
  const kept = new Map<string, Kept>()

  const makeRoom = (): void => {
    let total = 0
    for (const each of kept.values()) total += each.columns.values.length
    for (const [path, each] of kept) {
      if (total <= MAX_KEPT_POINTS || kept.size === 1) return
      total -= each.columns.values.length
      kept.delete(path)
    }
  }

  return {
    read: (path) => {
      const entry: Kept = kept.get(path) ?? { inode: -1, offset: 0, size: 0, mtimeMs: -1, columns: new PointColumns() }
      kept.delete(path)
      readAppended(path, entry, {
        columns: () => entry.columns,
        // New columns, not cleared ones: views that were handed out stay what they are.
        restart: () => void (entry.columns = new PointColumns()),
        afterChunk: () => undefined,
      })
      kept.set(path, entry)
      makeRoom()
      return toHistory(path, entry.columns)
    },
    clear: () => kept.clear(),
  }
}

function toHistory(path: string, columns: PointColumns): MetricHistory {
  const { count } = columns
  return {
    timestamps: columns.timestamps.subarray(0, count),
    steps: columns.steps.subarray(0, count),
    values: columns.values.subarray(0, count),
    bigSteps: new Map(columns.bigSteps),
    problems: collectLineProblems(path, columns),
  }
}

/** One problem for all lines of a file that hold no point. */
export function collectLineProblems(
  path: string,
  lines: { readonly badLines: number; readonly firstBadLine: number },
): Problem[] {
  if (lines.badLines === 0) return []
  return [
    {
      kind: 'skipped-lines',
      path,
      line: lines.firstBadLine,
      count: lines.badLines,
      detail: 'expected: timestamp value step',
    },
  ]
}
