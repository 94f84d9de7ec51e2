import { useMemo } from 'react'
import type { RunKey } from '../../../../shared/domain/ids'
import type { ColumnId } from '../../../../shared/domain/run'
import type { AppError } from '../../../../shared/errors'
import { useClient } from '../../bridge/client-context'
import { useAnswer } from '../../lib/use-answer'
import { queryOf, useRuns } from '../runs'
import { collectColumns, collectScatter, type ScatterData } from './scatter-data'

/** More cannot be told apart on a screen. */
export const MAX_POINTS = 50_000

/** Keys of the plotted runs: the selection, or every row the table has. */
export function useScatterKeys(isSelection: boolean): readonly RunKey[] | undefined {
  const client = useClient()
  const state = useRuns((runs) => runs)
  const { workspaceId, selected, seq } = state
  const query = queryOf(state)
  const [answer] = useAnswer({
    identity: isSelection || workspaceId === undefined ? undefined : JSON.stringify([workspaceId, query]),
    revision: seq,
    ask: (signal) => client.ask(workspaceId ?? '', 'table.keys', { query, offset: 0, limit: MAX_POINTS }, signal),
  })
  if (isSelection) return selected
  return answer.kind === 'ready' ? answer.value.keys : undefined
}

export function useScatterColumns(): readonly ColumnId[] | undefined {
  const client = useClient()
  const state = useRuns((runs) => runs)
  const { workspaceId, seq } = state
  const query = queryOf(state)
  const [answer] = useAnswer({
    identity: workspaceId === undefined ? undefined : JSON.stringify([workspaceId, query.experiments, query.lifecycle]),
    revision: seq,
    ask: (signal) => client.ask(workspaceId ?? '', 'table.columns', { query }, signal),
  })
  const columns = answer.kind === 'ready' ? answer.value.columns : undefined
  return useMemo(() => columns && collectColumns(columns), [columns])
}

export interface ScatterAnswer {
  readonly data: ScatterData | undefined
  readonly error: AppError | undefined
}

export function useScatterData(keys: readonly RunKey[], columns: readonly ColumnId[]): ScatterAnswer {
  const client = useClient()
  const workspaceId = useRuns((runs) => runs.workspaceId)
  const seq = useRuns((runs) => runs.seq)
  const isAsked = workspaceId !== undefined && columns.length >= 2 && keys.length > 0
  const [answer] = useAnswer({
    identity: isAsked ? JSON.stringify([workspaceId, columns, keys]) : undefined,
    revision: seq,
    ask: (signal) =>
      client.ask(workspaceId ?? '', 'table.cells', { runKeys: [...keys], columns: [...columns] }, signal),
  })
  const rows = answer.kind === 'ready' ? answer.value.rows : undefined
  const data = useMemo(() => rows && collectScatter(rows, columns), [rows, columns])
  return { data, error: answer.kind === 'failed' ? answer.error : undefined }
}
