// A cell as text: what stands in the table, what is shown whole on hover, and to which side it keeps.
import type { Cell, ColumnId, RunRow } from '../../../../shared/domain/run'
import { cutText, formatDuration, formatNumber, formatRelativeTime, formatTime, formatWhole } from '../../lib/format'
import { groupOf } from './columns'

export interface CellText {
  readonly text: string
  readonly title: string
}

const EMPTY: CellText = { text: '', title: '' }
export interface CellContext {
  readonly nowMs: number
  readonly language: string
}

const isTime = (column: ColumnId): boolean => column === 'attributes.start_time' || column === 'attributes.end_time'

function formatNumberCell(column: ColumnId, value: number, { nowMs, language }: CellContext): CellText {
  if (isTime(column)) return { text: formatRelativeTime(value, nowMs, language), title: formatTime(value, language) }
  if (column === 'attributes.duration') return { text: formatDuration(value), title: formatDuration(value) }
  return { text: formatNumber(value), title: formatWhole(value) }
}

export function formatCell(column: ColumnId, value: Cell, context: CellContext): CellText {
  if (value === undefined) return EMPTY
  if (typeof value === 'number') return formatNumberCell(column, value, context)
  const line = value.replace(/\s+/g, ' ')
  return { text: cutText(line), title: cutText(value, 2_000) }
}

const isNumeric = (cell: Cell): boolean =>
  typeof cell === 'number' || cell === undefined || cell === '' || Number.isFinite(Number(cell))

/** Pure: numbers keep to the right; a column of params does when every cell in view is a number. */
export function collectAlignments(columns: readonly ColumnId[], rows: readonly RunRow[]): readonly boolean[] {
  return columns.map((column, index) => {
    if (groupOf(column) === 'metrics' || column === 'attributes.duration') return true
    if (groupOf(column) !== 'params') return false
    return rows.length > 0 && rows.every((row) => isNumeric(row.cells[index]))
  })
}
