// Text search: every word must occur, in any case, in the run's name or id, in a param or in a tag.
import type { TextColumn } from '../index/columns'
import type { RunIndex } from '../index/run-index'

export const wordsOf = (search: string): string[] => search.toLowerCase().split(/\s+/).filter(Boolean)

/** A byte for each row of the index, 1 where all words occur. */
export function searchRows(index: RunIndex, words: readonly string[]): Uint8Array {
  const all = new Uint8Array(index.capacity).fill(1)
  for (const word of words) {
    const hits = rowsWith(index, word)
    for (let row = 0; row < all.length; row++) all[row] = (all[row] as number) & (hits[row] as number)
  }
  return all
}

function rowsWith(index: RunIndex, word: string): Uint8Array {
  const hits = new Uint8Array(index.capacity)
  const texts = index.strings.containing(word)
  for (let row = 0; row < hits.length; row++) {
    const isHit = texts[index.nameIdOf(row)] === 1 || index.runIdOf(row).toLowerCase().includes(word)
    if (isHit) hits[row] = 1
  }
  for (const [key, column] of index.params) markColumn(hits, column, keyHit(key, word) ? undefined : texts)
  // MLflow's own tags are on every run: their names would find everything, their values not.
  for (const [key, column] of index.tags)
    markColumn(hits, column, !key.startsWith('mlflow.') && keyHit(key, word) ? undefined : texts)
  return hits
}

const keyHit = (key: string, word: string): boolean => key.toLowerCase().includes(word)

/** Marks rows whose text was found, or every row that has the column when no texts are given. */
function markColumn(hits: Uint8Array, column: TextColumn, texts: Uint8Array | undefined): void {
  column.forEach((row, id) => {
    if (!texts || texts[id] === 1) hits[row] = 1
  })
}
