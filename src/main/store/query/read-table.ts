// Windows, keys, places and cells of a table, from the last few tables worked out.
import type { Cell, ColumnId, RunRow } from '../../../shared/domain/run'
import type { ColumnInfo, TableQuery, TableWindow } from '../../../shared/domain/table'
import type { RunKey } from '../../../shared/domain/ids'
import type { RunIndex } from '../index/run-index'
import { collectCandidates, collectTable, type Table } from './collect-table'
import { numberAttribute, textAttribute } from './sort-rows'

export interface WindowQuery {
  readonly query: TableQuery
  readonly columns: readonly ColumnId[]
  readonly offset: number
  readonly limit: number
}

export interface CellRow {
  readonly key: RunKey
  readonly name: string
  readonly cells: Cell[]
}

export interface TableReader {
  window(asked: WindowQuery): TableWindow
  keys(query: TableQuery, offset: number, limit: number): RunKey[]
  locate(query: TableQuery, key: RunKey): number | undefined
  columns(query: TableQuery): ColumnInfo[]
  cells(keys: readonly RunKey[], columns: readonly ColumnId[]): CellRow[]
}

/** A window, its keys and a place in it are asked with the same query; a second table may be on screen. */
const TABLES_KEPT = 4

export function createTableReader(index: RunIndex): TableReader {
  const kept = new Map<string, { readonly seq: number; readonly table: Table }>()

  const tableOf = (query: TableQuery): Table => {
    const name = JSON.stringify(query)
    const known = kept.get(name)
    kept.delete(name)
    const table = known?.seq === index.seq ? known.table : collectTable(index, query)
    kept.set(name, { seq: index.seq, table })
    if (kept.size > TABLES_KEPT) kept.delete(kept.keys().next().value ?? '')
    return table
  }

  return {
    window: ({ query, columns, offset, limit }) => {
      const table = tableOf(query)
      const readers = columns.map((column) => cellReader(index, column))
      const rows = Array.from(table.rows.subarray(offset, offset + limit), (row, place) =>
        collectRow(index, table, { row, depth: table.depths[offset + place] ?? 0, readers }),
      )
      return { seq: index.seq, rowCount: table.rows.length, matchedCount: table.matchedCount, offset, rows }
    },
    keys: (query, offset, limit) =>
      Array.from(tableOf(query).rows.subarray(offset, offset + limit), (row) => index.keyOf(row) as RunKey),
    locate: (query, key) => {
      const row = index.rowOf(key)
      const place = row === undefined ? -1 : tableOf(query).rows.indexOf(row)
      return place < 0 ? undefined : place
    },
    columns: (query) => collectColumns(index, collectCandidates(index, query)),
    cells: (keys, columns) => {
      const readers = columns.map((column) => cellReader(index, column))
      return keys.flatMap((key) => {
        const row = index.rowOf(key)
        return row === undefined ? [] : [{ key, name: index.nameOf(row), cells: readers.map((read) => read(row)) }]
      })
    },
  }
}

type CellReader = (row: number) => Cell

function collectRow(
  index: RunIndex,
  table: Table,
  place: { readonly row: number; readonly depth: number; readonly readers: readonly CellReader[] },
): RunRow {
  const { row, depth, readers } = place
  const { storeId, experimentId } = index.experimentOf(row)
  return {
    key: index.keyOf(row) as RunKey,
    storeId,
    experimentId,
    runId: index.runIdOf(row),
    name: index.nameOf(row),
    status: index.statusOf(row),
    lifecycleStage: index.lifecycleOf(row),
    depth,
    childCount: table.childCounts[row] ?? 0,
    isExpanded: table.expanded.has(row),
    problemCount: index.problemsOf(row).length,
    changedSeq: index.changedSeqOf(row),
    cells: readers.map((read) => read(row)),
  }
}

/** Longer texts are cut in cells: a row shows some tens of characters, and the inspector has the whole. */
const CELL_TEXT_LIMIT = 1_000

const cut = (text: string | undefined): string | undefined =>
  text !== undefined && text.length > CELL_TEXT_LIMIT ? `${text.slice(0, CELL_TEXT_LIMIT)}…` : text

export function cellReader(index: RunIndex, column: ColumnId): CellReader {
  const dot = column.indexOf('.')
  const family = column.slice(0, dot)
  const name = column.slice(dot + 1)
  if (family === 'metrics') {
    const metric = index.metrics.get(name)
    return (row) => (metric?.has(row) ? metric.value(row) : undefined)
  }
  if (family === 'attributes') return attributeReader(index, name)
  const texts = (family === 'params' ? index.params : index.tags).get(name)
  return (row) => {
    const id = texts?.get(row) ?? 0
    return id === 0 ? undefined : cut(index.strings.textOf(id))
  }
}

function attributeReader(index: RunIndex, name: string): CellReader {
  const number = numberAttribute(index, name)
  if (number) {
    return (row) => {
      const value = number(row)
      return Number.isNaN(value) ? undefined : value
    }
  }
  const text = textAttribute(index, name)
  return (row) => cut(text(row))
}

function collectColumns(index: RunIndex, rows: Uint32Array): ColumnInfo[] {
  const count = (has: (row: number) => boolean): number => rows.reduce((sum, row) => sum + (has(row) ? 1 : 0), 0)
  const families = [
    ['params', index.params],
    ['metrics', index.metrics],
    ['tags', index.tags],
  ] as const
  return families.flatMap(([family, columns]) =>
    [...columns.entries()]
      .map(([key, column]): ColumnInfo => ({ id: `${family}.${key}`, runCount: count((row) => column.has(row)) }))
      .filter(({ runCount }) => runCount > 0)
      .sort((a, b) => (a.id < b.id ? -1 : 1)),
  )
}
