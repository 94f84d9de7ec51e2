// The table that answers a query: which rows, in which order, how deep. Pure; windows of it are slices.
import type { TableQuery } from '../../../shared/domain/table'
import { runKeyOf } from '../ports'
import { PARENT_TAG, type RunIndex } from '../index/run-index'
import { searchRows, wordsOf } from './search-rows'
import { defaultOrder, sortRows } from './sort-rows'

export interface Table {
  /** Rows as shown, folded ones left out. */
  readonly rows: Uint32Array
  readonly depths: Uint32Array
  /** By row of the index: children that the query shows or would show when unfolded. */
  readonly childCounts: Uint32Array
  readonly expanded: ReadonlySet<number>
  readonly matchedCount: number
}

const NONE = 0xffffffff

export function collectTable(index: RunIndex, query: TableQuery): Table {
  const candidates = collectCandidates(index, query)
  const words = wordsOf(query.search)
  const parents = parentRows(index)
  const isShown = markRows(index, candidates)
  let matchedCount = candidates.length
  if (words.length > 0) {
    const hits = searchRows(index, words)
    const matches = candidates.filter((row) => hits[row] === 1)
    matchedCount = matches.length
    keepWithAncestors(isShown, matches, parents)
  }
  const shown = sortRows(
    index,
    candidates.filter((row) => isShown[row] === 1),
    query.sort,
  )
  const tree = collectTree(shown, isShown, parents)
  const expanded = words.length > 0 ? 'all' : rowsOf(index, query.expanded)
  return { ...flatten(tree, expanded), childCounts: tree.childCounts, matchedCount }
}

/** Runs of these experiments in this lifecycle, whatever is searched, in the default order. */
export function collectCandidates(index: RunIndex, query: Pick<TableQuery, 'experiments' | 'lifecycle'>): Uint32Array {
  const wanted = new Set<number>()
  for (const { storeId, experimentId } of query.experiments) {
    const number = index.experimentNumber(storeId, experimentId)
    if (number !== undefined) wanted.add(number)
  }
  return defaultOrder(index).filter(
    (row) =>
      wanted.has(index.experimentNumberOf(row)) &&
      (query.lifecycle === 'all' || index.lifecycleOf(row) === query.lifecycle),
  )
}

function markRows(index: RunIndex, rows: Uint32Array): Uint8Array {
  const marks = new Uint8Array(index.capacity)
  rows.forEach((row) => (marks[row] = 1))
  return marks
}

/** Leaves marked only the matches and those of their ancestors that were marked before. */
function keepWithAncestors(marks: Uint8Array, matches: Uint32Array, parents: Uint32Array): void {
  const before = marks.slice()
  marks.fill(0)
  matches.forEach((match) => {
    for (let row = match; row !== NONE && before[row] === 1 && marks[row] === 0; row = parents[row] ?? NONE)
      marks[row] = 1
  })
}

const parentCache = new WeakMap<RunIndex, { readonly shapeSeq: number; readonly parents: Uint32Array }>()

/** Row of each row's parent in the same store, or `NONE`. */
function parentRows(index: RunIndex): Uint32Array {
  const known = parentCache.get(index)
  if (known?.shapeSeq === index.shapeSeq) return known.parents
  const parents = new Uint32Array(index.capacity).fill(NONE)
  index.tags.get(PARENT_TAG)?.forEach((row, id) => {
    const parent = index.rowOf(runKeyOf(index.experimentOf(row).storeId, index.strings.textOf(id)))
    if (parent !== undefined && parent !== row) parents[row] = parent
  })
  parentCache.set(index, { shapeSeq: index.shapeSeq, parents })
  return parents
}

function rowsOf(index: RunIndex, keys: readonly string[]): ReadonlySet<number> {
  const rows = new Set<number>()
  for (const key of keys) {
    const row = index.rowOf(key)
    if (row !== undefined) rows.add(row)
  }
  return rows
}

interface Tree {
  readonly roots: readonly number[]
  readonly childrenOf: ReadonlyMap<number, readonly number[]>
  readonly childCounts: Uint32Array
}

/** Siblings keep the order of `sorted`. A run whose parent is not shown is a root; a ring is opened at its first run. */
function collectTree(sorted: Uint32Array, isShown: Uint8Array, parents: Uint32Array): Tree {
  const childrenOf = new Map<number, number[]>()
  const childCounts = new Uint32Array(isShown.length)
  const openings = ringOpenings(sorted, isShown, parents)
  const roots: number[] = []
  sorted.forEach((row) => {
    const parent = parents[row] ?? NONE
    if (parent === NONE || isShown[parent] !== 1 || openings.has(row)) return void roots.push(row)
    const siblings = childrenOf.get(parent)
    if (siblings) siblings.push(row)
    else childrenOf.set(parent, [row])
    childCounts[parent] = (childCounts[parent] as number) + 1
  })
  return { roots, childrenOf, childCounts }
}

function ringOpenings(sorted: Uint32Array, isShown: Uint8Array, parents: Uint32Array): ReadonlySet<number> {
  const openings = new Set<number>()
  /** 0 not seen; otherwise the number of the walk that saw it. */
  const walkOf = new Uint32Array(isShown.length)
  let walk = 0
  for (const start of sorted) {
    walk++
    let row = start
    while (row !== NONE && isShown[row] === 1 && walkOf[row] === 0) {
      walkOf[row] = walk
      row = parents[row] ?? NONE
    }
    const isRing = row !== NONE && isShown[row] === 1 && walkOf[row] === walk
    if (isRing) openings.add(firstOfRing(row, sorted, parents))
  }
  return openings
}

function firstOfRing(member: number, sorted: Uint32Array, parents: Uint32Array): number {
  const ring = new Set<number>()
  for (let row = member; !ring.has(row); row = parents[row] as number) ring.add(row)
  return sorted.find((row) => ring.has(row)) ?? member
}

function flatten(tree: Tree, expanded: ReadonlySet<number> | 'all'): Pick<Table, 'rows' | 'depths' | 'expanded'> {
  const rows: number[] = []
  const depths: number[] = []
  const open = new Set<number>()
  const stack = [...tree.roots].reverse().map((row) => ({ row, depth: 0 }))
  for (let next = stack.pop(); next; next = stack.pop()) {
    const { row, depth } = next
    rows.push(row)
    depths.push(depth)
    const children = tree.childrenOf.get(row)
    if (!children || (expanded !== 'all' && !expanded.has(row))) continue
    open.add(row)
    for (let place = children.length - 1; place >= 0; place--)
      stack.push({ row: children[place] as number, depth: depth + 1 })
  }
  return { rows: Uint32Array.from(rows), depths: Uint32Array.from(depths), expanded: open }
}
