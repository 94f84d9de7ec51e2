// The artifact tree as rows: folders whose listing is there are unfolded in place.
import type { ArtifactEntry } from '../../../../shared/domain/artifact'
import type { AppError } from '../../../../shared/errors'
import type { Answer } from '../../lib/use-answer'

export type Listing = Answer<readonly ArtifactEntry[]>

export type TreeRow =
  | {
      readonly kind: 'entry'
      readonly id: string
      readonly depth: number
      readonly entry: ArtifactEntry
      readonly isOpen: boolean
    }
  | { readonly kind: 'waiting'; readonly id: string; readonly depth: number }
  | { readonly kind: 'empty'; readonly id: string; readonly depth: number }
  | { readonly kind: 'failed'; readonly id: string; readonly depth: number; readonly error: AppError }

export interface TreeState {
  readonly listings: ReadonlyMap<string, Listing>
  readonly open: ReadonlySet<string>
}

/** Folders first, then by name as a person reads numbers (`step_2` before `step_10`). */
const collator = new Intl.Collator('en', { numeric: true })
const byKindAndName = (a: ArtifactEntry, b: ArtifactEntry): number =>
  Number(b.kind === 'folder') - Number(a.kind === 'folder') || collator.compare(a.name, b.name)

export function collectRows(state: TreeState, path = '', depth = 0): readonly TreeRow[] {
  const listing = state.listings.get(path)
  if (listing === undefined || listing.kind === 'waiting') return [{ kind: 'waiting', id: `${path}?waiting`, depth }]
  if (listing.kind === 'failed') return [{ kind: 'failed', id: `${path}?failed`, depth, error: listing.error }]
  if (listing.value.length === 0) return [{ kind: 'empty', id: `${path}?empty`, depth }]
  const rows: TreeRow[] = []
  for (const entry of [...listing.value].sort(byKindAndName)) {
    const isOpen = entry.kind === 'folder' && state.open.has(entry.path)
    rows.push({ kind: 'entry', id: entry.path, depth, entry, isOpen })
    if (isOpen) for (const row of collectRows(state, entry.path, depth + 1)) rows.push(row)
  }
  return rows
}

/** Bytes of the files that are listed so far. */
export const collectSize = (listings: ReadonlyMap<string, Listing>): number => {
  let bytes = 0
  for (const listing of listings.values())
    if (listing.kind === 'ready')
      for (const entry of listing.value) bytes += entry.kind === 'file' ? (entry.sizeBytes ?? 0) : 0
  return bytes
}

export type TreeMove =
  { readonly kind: 'focus'; readonly index: number } | { readonly kind: 'fold' | 'unfold'; readonly path: string }

const parentIndex = (rows: readonly TreeRow[], index: number): number => {
  const depth = rows[index]?.depth ?? 0
  for (let at = index - 1; at >= 0; at -= 1) if ((rows[at]?.depth ?? 0) < depth) return at
  return index
}

const left = (rows: readonly TreeRow[], index: number): TreeMove => {
  const row = rows[index]
  return row?.kind === 'entry' && row.isOpen
    ? { kind: 'fold', path: row.entry.path }
    : { kind: 'focus', index: parentIndex(rows, index) }
}

const right = (rows: readonly TreeRow[], index: number): TreeMove | undefined => {
  const row = rows[index]
  if (row?.kind !== 'entry' || row.entry.kind !== 'folder') return undefined
  return row.isOpen ? { kind: 'focus', index: index + 1 } : { kind: 'unfold', path: row.entry.path }
}

/** What a key does in a tree, as every file manager has it; undefined for other keys. */
export function moveInTree(rows: readonly TreeRow[], index: number, key: string): TreeMove | undefined {
  const last = rows.length - 1
  const places: Readonly<Record<string, number>> = { ArrowDown: index + 1, ArrowUp: index - 1, Home: 0, End: last }
  const place = places[key]
  if (place !== undefined) return { kind: 'focus', index: Math.min(Math.max(0, place), last) }
  if (key === 'ArrowLeft') return left(rows, index)
  return key === 'ArrowRight' ? right(rows, index) : undefined
}
