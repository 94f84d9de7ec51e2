// What a column is called, how wide it is at first, and which are offered before a person chooses.
import type { TFunction } from 'i18next'
import type { ColumnInfo } from '../../../../shared/domain/table'
import type { ColumnId } from '../../../../shared/domain/run'

export type ColumnGroup = 'attributes' | 'params' | 'metrics' | 'tags'
export const COLUMN_GROUPS: readonly ColumnGroup[] = ['attributes', 'params', 'metrics', 'tags']

/** Attributes that can be columns; state and name always stand at the left. */
export const ATTRIBUTE_COLUMNS: readonly ColumnId[] = [
  'attributes.start_time',
  'attributes.end_time',
  'attributes.duration',
  'attributes.source',
  'attributes.user_id',
  'attributes.run_id',
  'attributes.experiment',
  'attributes.store',
  'attributes.lifecycle_stage',
  'attributes.artifact_uri',
]

export const groupOf = (column: ColumnId): ColumnGroup => column.slice(0, column.indexOf('.')) as ColumnGroup
export const keyOf = (column: ColumnId): string => column.slice(column.indexOf('.') + 1)

export const titleOf = (column: ColumnId, t: TFunction): string =>
  groupOf(column) === 'attributes' ? t(`runs:attribute.${keyOf(column)}`) : keyOf(column)

const ATTRIBUTE_WIDTHS: Readonly<Record<string, number>> = {
  'attributes.duration': 68,
  'attributes.start_time': 144,
  'attributes.end_time': 144,
  'attributes.source': 104,
  'attributes.run_id': 240,
  'attributes.artifact_uri': 240,
}

export const MIN_WIDTH = 40
export const MAX_WIDTH = 1200

export function widthOf(column: ColumnId, widths: Readonly<Record<string, number>>): number {
  const kept = widths[column] ?? ATTRIBUTE_WIDTHS[column]
  if (kept !== undefined) return Math.min(MAX_WIDTH, Math.max(MIN_WIDTH, kept))
  // Room for the name at about 7 px a letter, so that short names do not stand in wide columns.
  return Math.min(140, Math.max(96, keyOf(column).length * 7 + 24))
}

const OFFERED_PARAMS = 4
const OFFERED_METRICS = 6

const isHousekeeping = (key: string): boolean => key.startsWith('system/') || key.startsWith('mlflow.')

function collectCommonest(columns: readonly ColumnInfo[], group: ColumnGroup, count: number): ColumnId[] {
  return columns
    .filter(({ id }) => groupOf(id) === group && !isHousekeeping(keyOf(id)))
    .toSorted((one, other) => other.runCount - one.runCount || (one.id < other.id ? -1 : 1))
    .slice(0, count)
    .map(({ id }) => id)
}

/** Pure: the columns that are shown until a person chooses. */
export function collectOffered(
  columns: readonly ColumnInfo[],
  experimentCount: number,
  storeCount: number,
): ColumnId[] {
  return [
    'attributes.duration',
    ...(experimentCount > 1 ? (['attributes.experiment'] as const) : []),
    ...(storeCount > 1 ? (['attributes.store'] as const) : []),
    ...collectCommonest(columns, 'params', OFFERED_PARAMS),
    ...collectCommonest(columns, 'metrics', OFFERED_METRICS),
    'attributes.start_time',
    'attributes.source',
  ]
}

const limitOf = (group: ColumnGroup): number =>
  ({ params: OFFERED_PARAMS, metrics: OFFERED_METRICS, attributes: 0, tags: 0 })[group]

const countIn = (columns: readonly ColumnId[], group: ColumnGroup): number =>
  columns.filter((column) => groupOf(column) === group).length

/** Pure: as many params and metrics are shown as are offered at most. */
export const isOfferFull = (shown: readonly ColumnId[]): boolean =>
  (['params', 'metrics'] as const).every((group) => countIn(shown, group) >= limitOf(group))

/** Pure: what is shown stays in its place; new keys follow the others of their kind while there is room for them. */
export function collectGrown(shown: readonly ColumnId[], offered: readonly ColumnId[]): readonly ColumnId[] {
  const grown = [...shown]
  for (const [at, column] of offered.entries()) {
    const group = groupOf(column)
    if (grown.includes(column) || countIn(grown, group) >= limitOf(group)) continue
    const own = grown.findLastIndex((other) => groupOf(other) === group)
    const last = own < 0 ? Math.max(...offered.slice(0, at).map((other) => grown.indexOf(other)), -1) : own
    grown.splice(last + 1, 0, column)
  }
  return grown.length === shown.length ? shown : grown
}

export interface GroupSpan {
  readonly group: ColumnGroup
  readonly start: number
  readonly size: number
}

/** Pure: neighbouring columns of one group, as the thin upper header shows them. */
export function collectSpans(columns: readonly ColumnId[]): GroupSpan[] {
  const spans: GroupSpan[] = []
  columns.forEach((column, index) => {
    const last = spans.at(-1)
    if (last?.group === groupOf(column)) spans[spans.length - 1] = { ...last, size: last.size + 1 }
    else spans.push({ group: groupOf(column), start: index, size: 1 })
  })
  return spans
}
