// Order of rows, by MLflow's rules: missing last in both directions, NaN just before missing, ties by start_time
// descending (missing last), then run_id.
import type { SortKey } from '../../../shared/domain/table'
import type { TextColumn } from '../index/columns'
import type { RunIndex } from '../index/run-index'

/** What a row is sorted by: `kind` 0 has the number in `key`, 1 is NaN, 2 is missing. */
interface SortKeys {
  readonly kind: Uint8Array
  readonly key: Float64Array
}

const NUMBER = 0
const NOT_A_NUMBER = 1
const MISSING = 2

const NUMERIC = /^\s*[+-]?(?:(?:\d[\d_]*\.?\d*|\.\d+)(?:e[+-]?\d+)?|inf(?:inity)?|nan)\s*$/i

/** A param's text as Python's `float()` would read it; undefined when it would not. */
export function numberOf(text: string): number | undefined {
  if (!NUMERIC.test(text)) return undefined
  const bare = text.trim().toLowerCase().replaceAll('_', '')
  if (bare.endsWith('nan')) return NaN
  if (bare.includes('inf')) return bare.startsWith('-') ? -Infinity : Infinity
  return Number(bare)
}

/** Rows in the order asked for. `rows` come in the default order, which breaks ties, and are left alone. */
export function sortRows(index: RunIndex, rows: Uint32Array, sort: SortKey | undefined): Uint32Array {
  if (!sort) return rows
  const { kind, key } = sortKeysOf(index, rows, sort.column)
  const sign = sort.direction === 'ascending' ? 1 : -1
  const [numbers, nans, missing] = [NUMBER, NOT_A_NUMBER, MISSING].map((wanted) => placesOf(kind, wanted))
  numbers?.sort((a, b) => {
    const x = at(key, a)
    const y = at(key, b)
    return x < y ? -sign : x > y ? sign : a - b
  })
  const sorted = new Uint32Array(rows.length)
  let place = 0
  for (const places of [numbers, nans, missing]) places?.forEach((from) => (sorted[place++] = at(rows, from)))
  return sorted
}

const at = (values: Float64Array | Uint32Array, place: number): number => values[place] as number

function placesOf(kind: Uint8Array, wanted: number): Uint32Array {
  const places = new Uint32Array(kind.length)
  let count = 0
  for (let place = 0; place < kind.length; place++) if (kind[place] === wanted) places[count++] = place
  return places.subarray(0, count)
}

const orderCache = new WeakMap<RunIndex, { readonly shapeSeq: number; readonly rows: Uint32Array }>()

/** All rows by start time, newest first, missing last; then by run id. Kept while no run comes, goes or moves. */
export function defaultOrder(index: RunIndex): Uint32Array {
  const known = orderCache.get(index)
  if (known?.shapeSeq === index.shapeSeq) return known.rows
  const rows = Uint32Array.from({ length: index.capacity }, (_, row) => row).filter(
    (row) => index.keyOf(row) !== undefined,
  )
  const starts = Float64Array.from({ length: index.capacity }, (_, row) => index.startOf(row))
  rows.sort((a, b) => {
    const x = at(starts, a)
    const y = at(starts, b)
    if (x > y) return -1
    if (x < y) return 1
    if (x !== y && Number.isNaN(x) !== Number.isNaN(y)) return Number.isNaN(x) ? 1 : -1
    return compareText(index.runIdOf(a), index.runIdOf(b))
  })
  orderCache.set(index, { shapeSeq: index.shapeSeq, rows })
  return rows
}

const compareText = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0)

function sortKeysOf(index: RunIndex, rows: Uint32Array, column: string): SortKeys {
  const dot = column.indexOf('.')
  const family = column.slice(0, dot)
  const name = column.slice(dot + 1)
  if (family === 'metrics') return metricKeys(index, rows, name)
  if (family === 'params') return textColumnKeys(index, rows, { column: index.params.get(name), isNumeric: true })
  if (family === 'tags') return textColumnKeys(index, rows, { column: index.tags.get(name), isNumeric: false })
  return attributeKeys(index, rows, name)
}

function metricKeys(index: RunIndex, rows: Uint32Array, name: string): SortKeys {
  const column = index.metrics.get(name)
  return numberKeys(rows, (row) => (column?.has(row) ? column.value(row) : undefined))
}

function numberKeys(rows: Uint32Array, valueOf: (row: number) => number | undefined): SortKeys {
  const kind = new Uint8Array(rows.length)
  const key = new Float64Array(rows.length)
  rows.forEach((row, place) => {
    const value = valueOf(row)
    kind[place] = value === undefined ? MISSING : Number.isNaN(value) ? NOT_A_NUMBER : NUMBER
    key[place] = kind[place] === NUMBER ? (value as number) : 0
  })
  return { kind, key }
}

function textColumnKeys(
  index: RunIndex,
  rows: Uint32Array,
  source: { readonly column: TextColumn | undefined; readonly isNumeric: boolean },
): SortKeys {
  const ids = Uint32Array.from(rows, (row) => source.column?.get(row) ?? 0)
  const distinct = new Set(ids)
  distinct.delete(0)
  const numbers = source.isNumeric ? numbersOf(index, distinct) : undefined
  if (numbers) return numberKeys(ids, (id) => (id === 0 ? undefined : numbers.get(id)))
  const ranks = ranksOf([...distinct], (id) => index.strings.textOf(id))
  return numberKeys(ids, (id) => ranks.get(id))
}

function numbersOf(index: RunIndex, ids: ReadonlySet<number>): ReadonlyMap<number, number> | undefined {
  const numbers = new Map<number, number>()
  for (const id of ids) {
    const number = numberOf(index.strings.textOf(id))
    if (number === undefined) return undefined
    numbers.set(id, number)
  }
  return numbers
}

/** Place of each distinct text among all: comparing numbers is cheaper than comparing texts again and again. */
function ranksOf<T>(values: readonly T[], textOf: (value: T) => string): ReadonlyMap<T, number> {
  const sorted = values.map((value) => ({ value, text: textOf(value) })).sort((a, b) => compareText(a.text, b.text))
  const ranks = new Map<T, number>()
  let rank = -1
  sorted.forEach(({ value, text }, place) => {
    if (place === 0 || sorted[place - 1]?.text !== text) rank = place
    ranks.set(value, rank)
  })
  return ranks
}

function attributeKeys(index: RunIndex, rows: Uint32Array, name: string): SortKeys {
  const number = numberAttribute(index, name)
  if (number) {
    return numberKeys(rows, (row) => {
      const value = number(row)
      return Number.isNaN(value) ? undefined : value
    })
  }
  if (name === 'source') {
    const column = index.tags.get('mlflow.source.name')
    return textColumnKeys(index, rows, { column, isNumeric: false })
  }
  const text = textAttribute(index, name)
  const distinct = new Set<string>()
  rows.forEach((row) => {
    const value = text(row)
    if (value !== undefined) distinct.add(value)
  })
  const ranks = ranksOf([...distinct], (value) => value)
  return numberKeys(rows, (row) => {
    const value = text(row)
    return value === undefined ? undefined : ranks.get(value)
  })
}

/** Times and durations in milliseconds, NaN for unknown. */
export function numberAttribute(index: RunIndex, name: string): ((row: number) => number) | undefined {
  if (name === 'start_time') return (row) => index.startOf(row)
  if (name === 'end_time') return (row) => index.endOf(row)
  if (name === 'duration') return (row) => index.endOf(row) - index.startOf(row)
  return undefined
}

const TEXT_ATTRIBUTES: Readonly<Record<string, (index: RunIndex, row: number) => string | undefined>> = {
  status: (index, row) => index.statusOf(row),
  run_name: (index, row) => index.nameOf(row),
  run_id: (index, row) => index.runIdOf(row),
  user_id: (index, row) => index.userOf(row),
  source: (index, row) => index.tagOf(row, 'mlflow.source.name'),
  experiment: (index, row) => index.experimentOf(row).record?.name ?? index.experimentOf(row).experimentId,
  store: (index, row) => index.experimentOf(row).storeId,
  lifecycle_stage: (index, row) => index.lifecycleOf(row),
  artifact_uri: (index, row) => index.artifactUriOf(row),
}

export function textAttribute(index: RunIndex, name: string): (row: number) => string | undefined {
  const read = Object.hasOwn(TEXT_ATTRIBUTES, name) ? TEXT_ATTRIBUTES[name] : undefined
  return read ? (row) => read(index, row) : () => undefined
}
