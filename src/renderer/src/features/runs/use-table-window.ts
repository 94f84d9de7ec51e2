// The rows in view, asked from the worker as a window that is larger than the view. The last window stays until the next one
// is there; one request is under way, and the latest wanted.
import { useEffect, useMemo, useRef, useState } from 'react'
import type { AppError } from '../../../../shared/errors'
import type { ColumnId, RunRow } from '../../../../shared/domain/run'
import type { TableQuery, TableWindow } from '../../../../shared/domain/table'
import type { Result } from '../../../../shared/result'
import { useClient } from '../../bridge/client-context'
import { createLatestOnly } from '../../lib/latest-only'
import { queryOf, useRuns, useRunsActions } from './runs-context'

export interface Range {
  readonly start: number
  readonly end: number
}

export interface ShownWindow extends TableWindow {
  readonly columns: readonly ColumnId[]
  /** Of another question than the one asked now: shown until its answer is there. */
  readonly isOld: boolean
  /** Revision of the window that was shown before this one, of the same question. */
  readonly previousSeq: number | undefined
}

export interface TableWindowState {
  readonly window: ShownWindow | undefined
  readonly error: AppError | undefined
  readonly rowAt: (index: number) => RunRow | undefined
}

interface Question {
  readonly workspaceId: string
  readonly query: TableQuery
  readonly columns: readonly ColumnId[]
  readonly identity: string
  readonly offset: number
  readonly limit: number
}

/** Cells in one answer, about: wide tables ask for fewer rows ahead. */
const CELLS_AHEAD = 6_000

/** Pure: the rows to ask for so that `range` and some rows around it are there. */
export function collectAsked(range: Range, columnCount: number): { offset: number; limit: number } {
  const ahead = Math.max(20, Math.min(150, Math.floor(CELLS_AHEAD / Math.max(1, columnCount) / 2)))
  const offset = Math.max(0, range.start - ahead)
  return { offset, limit: Math.min(2_000, range.end + ahead - offset) }
}

const isCovered = (range: Range, window: ShownWindow): boolean =>
  range.start >= window.offset && Math.min(range.end, window.rowCount) <= window.offset + window.rows.length

interface Held {
  readonly window: ShownWindow | undefined
  readonly identity: string
  readonly error: AppError | undefined
}

const NOTHING: Held = { window: undefined, identity: '', error: undefined }

function collectHeld(held: Held, result: Result<TableWindow, AppError>, question: Question): Held {
  if (!result.ok) return result.error.code === 'cancelled' ? held : { ...held, error: result.error }
  const isSame = held.identity === question.identity
  return {
    identity: question.identity,
    error: undefined,
    window: {
      ...result.value,
      columns: question.columns,
      isOld: false,
      previousSeq: isSame ? held.window?.seq : undefined,
    },
  }
}

export function useTableWindow(range: Range): TableWindowState {
  const client = useClient()
  const state = useRuns((runs) => runs)
  const { setCounts } = useRunsActions()
  const [held, setHeld] = useState<Held>(NOTHING)
  const { workspaceId, experiments, search, sort, expanded, lifecycle, columns, seq } = state
  const query = useMemo(
    () => queryOf({ experiments, search, sort, expanded, lifecycle }),
    [experiments, search, sort, expanded, lifecycle],
  )
  const identity = useMemo(() => JSON.stringify([workspaceId, query, columns]), [workspaceId, query, columns])

  const latest = useMemo(
    () =>
      createLatestOnly(
        ({ workspaceId: id, query: asked, columns: shown, offset, limit }: Question) =>
          client.ask(id, 'table.window', { query: asked, columns: [...shown], offset, limit }),
        (result, question) => setHeld((before) => collectHeld(before, result, question)),
      ),
    [client],
  )
  // Not disposed: React may mount an effect twice, and an answer that comes after the end changes nothing.

  const asked = useRef('')
  useEffect(() => {
    if (workspaceId === undefined || experiments.length === 0) return
    const isFresh = held.identity === identity && held.window !== undefined && held.window.seq >= seq
    if (isFresh && held.window !== undefined && isCovered(range, held.window)) return
    const wanted = collectAsked(range, columns.length)
    const mark = `${identity}/${seq}/${wanted.offset}/${wanted.limit}`
    if (asked.current === mark) return
    asked.current = mark
    latest.ask({ workspaceId, query, columns, identity, ...wanted })
  }, [latest, workspaceId, experiments, query, columns, identity, range, seq, held])

  const isOfWorkspace = held.identity.startsWith(JSON.stringify([workspaceId]).slice(0, -1))
  const window = isOfWorkspace && experiments.length > 0 ? held.window : undefined
  const rowCount = window?.rowCount
  const matchedCount = window?.matchedCount
  useEffect(() => {
    setCounts(rowCount === undefined || matchedCount === undefined ? undefined : { rowCount, matchedCount })
  }, [setCounts, rowCount, matchedCount])

  return useMemo(() => {
    const shown = window === undefined ? undefined : { ...window, isOld: held.identity !== identity }
    return {
      window: shown,
      error: held.error,
      rowAt: (index) => (shown === undefined ? undefined : shown.rows[index - shown.offset]),
    }
  }, [window, held, identity])
}
