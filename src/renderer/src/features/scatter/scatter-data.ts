// Which columns can be plotted, and the points they make. Pure.
import type { RunKey } from '../../../../shared/domain/ids'
import type { Cell, ColumnId } from '../../../../shared/domain/run'
import type { ColumnInfo } from '../../../../shared/domain/table'
import { cutText } from '../../lib/format'

const ATTRIBUTES: readonly ColumnId[] = ['attributes.start_time', 'attributes.duration', 'attributes.status']

/** Metrics, then params, attributes and tags; within each, what most runs have first. */
export function collectColumns(columns: readonly ColumnInfo[]): ColumnId[] {
  const of = (prefix: string): ColumnId[] =>
    columns
      .filter((column) => column.id.startsWith(prefix))
      .toSorted((a, b) => b.runCount - a.runCount || a.id.localeCompare(b.id, undefined, { numeric: true }))
      .map((column) => column.id)
  return [...of('metrics.'), ...of('params.'), ...ATTRIBUTES, ...of('tags.')]
}

/** What to show before anything was chosen: the first param against the first metric, else what there is. */
export function defaultAxes(columns: readonly ColumnId[]): readonly [x: ColumnId | undefined, y: ColumnId | undefined] {
  const metrics = columns.filter((column) => column.startsWith('metrics.'))
  const param = columns.find((column) => column.startsWith('params.'))
  return param === undefined
    ? [metrics[1] ?? 'attributes.start_time', metrics[0]]
    : [param, metrics[0] ?? columns.find((column) => column.startsWith('params.') && column !== param)]
}

export type AxisKind = 'number' | 'date' | 'category'

export interface ScatterPoint {
  readonly key: RunKey
  readonly name: string
  readonly x: string | number
  readonly y: string | number
  /** Undefined where the run lacks it, or no colour was chosen. */
  readonly colour: string | number | undefined
}

export interface ScatterData {
  readonly points: readonly ScatterPoint[]
  readonly xKind: AxisKind
  readonly yKind: AxisKind
  readonly colourKind: AxisKind
  /** Runs that lack x or y, or whose value is no place on an axis (NaN, infinities). */
  readonly leftOut: number
}

export interface ScatterRow {
  readonly key: RunKey
  readonly name: string
  readonly cells: readonly Cell[]
}

/** `columns`: x, y and, when chosen, the colour. A param is a number when it is one in all runs that have it. */
export function collectScatter(rows: readonly ScatterRow[], columns: readonly ColumnId[]): ScatterData {
  const [xKind = 'number', yKind = 'number', colourKind = 'number'] = columns.map((column, index) =>
    kindOf(
      column,
      rows.map((row) => row.cells[index]),
    ),
  )
  const points = rows.flatMap(({ key, name, cells }): ScatterPoint[] => {
    const x = placed(cells[0], xKind)
    const y = placed(cells[1], yKind)
    if (x === undefined || y === undefined) return []
    return [{ key, name: cutText(name), x, y, colour: placed(cells[2], colourKind) }]
  })
  return { points, xKind, yKind, colourKind, leftOut: rows.length - points.length }
}

function kindOf(column: ColumnId, cells: readonly Cell[]): AxisKind {
  if (column === 'attributes.start_time' || column === 'attributes.end_time') return 'date'
  const present = cells.filter((cell) => cell !== undefined)
  return present.every((cell) => typeof cell === 'number' || isNumeric(cell)) ? 'number' : 'category'
}

const isNumeric = (text: string): boolean => text.trim() !== '' && Number.isFinite(Number(text))

function placed(cell: Cell, kind: AxisKind): string | number | undefined {
  if (cell === undefined) return undefined
  if (kind === 'category') return String(cell)
  const value = Number(cell)
  return Number.isFinite(value) ? value : undefined
}
