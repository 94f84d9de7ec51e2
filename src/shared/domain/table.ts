// A question to the run index: which runs, narrowed, sorted and unfolded how. The same question gives rows, keys and places.
import { z } from 'zod'
import { columnId, runRow } from './run'
import { experimentRef, runKey } from './ids'

export const sortKey = z.object({ column: columnId, direction: z.enum(['ascending', 'descending']) })
export type SortKey = z.output<typeof sortKey>

export const tableQuery = z.object({
  experiments: z.array(experimentRef),
  /** Case-insensitive words; each must occur in the run's name, id, a param or a tag. Empty for all. */
  search: z.string().max(10_000),
  /** Undefined: start_time descending, as MLflow orders. */
  sort: sortKey.optional(),
  /** Runs whose children are shown. A search shows matches with their ancestors, whatever is expanded. */
  expanded: z.array(runKey),
  lifecycle: z.enum(['active', 'deleted', 'all']),
})
export type TableQuery = z.output<typeof tableQuery>

export const tableWindow = z.object({
  /** Revision of the index that answered. */
  seq: z.number(),
  /** Rows in the table after narrowing and folding: what the scroll bar spans. */
  rowCount: z.number(),
  /** Runs that match, folded ones included. */
  matchedCount: z.number(),
  offset: z.number(),
  rows: z.array(runRow),
})
export type TableWindow = z.output<typeof tableWindow>

export const columnInfo = z.object({ id: columnId, runCount: z.number() })
export type ColumnInfo = z.output<typeof columnInfo>
