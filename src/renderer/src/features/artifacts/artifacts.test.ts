import { describe, expect, it } from 'vitest'
import type { ArtifactEntry } from '../../../../shared/domain/artifact'
import { collectTable, TABLE_COLUMNS, TABLE_ROWS } from './collect-table'
import { collectRows, moveInTree, type Listing } from './collect-tree'
import { collectPrettyJson, textFormOf } from './preview-kind'
import { collectLines } from './text-view'

const entry = (path: string, kind: ArtifactEntry['kind'] = 'file'): ArtifactEntry => ({
  path,
  name: path.split('/').at(-1) ?? path,
  kind,
  isModel: false,
})

describe('collectPrettyJson', () => {
  it('lays values out without touching a digit', () => {
    expect(collectPrettyJson('{"a":12345678901234567890,"b":[1.0,NaN],"c":{},"d":"x, {y}: \\"z\\""}')).toBe(
      '{\n  "a": 12345678901234567890,\n  "b": [\n    1.0,\n    NaN\n  ],\n  "c": {},\n  "d": "x, {y}: \\"z\\""\n}',
    )
  })
  it('lays out a text that was cut, or that is no JSON, as far as it goes', () => {
    expect(collectPrettyJson('{"a":["b')).toBe('{\n  "a": [\n    "b')
    expect(collectPrettyJson('}}]')).toBe('\n}\n}\n]')
  })
  it('agrees with a parser on what the text means', () => {
    const value = { a: [1, [2, { b: null }], []], 'c"d': 'e\\', f: true }
    expect(JSON.parse(collectPrettyJson(JSON.stringify(value)))).toEqual(value)
    expect(collectPrettyJson(JSON.stringify(value))).toBe(JSON.stringify(value, undefined, 2))
  })
})

describe('collectTable', () => {
  it('keeps formulas and numbers as the text that they are', () => {
    const table = collectTable('a,b\n=cmd|\' /C calc\'!A0,1e5\n"x, y",@SUM(1)', false, false)
    expect(table.header).toEqual(['a', 'b'])
    expect(table.rows).toEqual([
      ["=cmd|' /C calc'!A0", '1e5'],
      ['x, y', '@SUM(1)'],
    ])
    expect(table.hasMoreRows).toBe(false)
  })
  it('is bounded in rows, columns and the length of a cell', () => {
    const wide = collectTable(`${'a,'.repeat(100_000)}\n1`, false, false)
    expect(wide.header).toHaveLength(TABLE_COLUMNS)
    expect(wide.columnCount).toBe(100_001)
    const long = collectTable(`h\n${'1\n'.repeat(TABLE_ROWS + 10)}`, false, false)
    expect(long.rows).toHaveLength(TABLE_ROWS)
    expect(long.hasMoreRows).toBe(true)
    expect(collectTable(`h\n${'x'.repeat(1_000_000)}`, false, false).rows[0]?.[0]?.length).toBeLessThan(1_000)
  })
  it('leaves out the cut last row of a file of which only the beginning is there', () => {
    expect(collectTable('a\tb\n1\t2\n3', true, true).rows).toEqual([['1', '2']])
  })
  it('survives a quote that is never closed and a text with NULs', () => {
    expect(collectTable('a,b\n"1,2\n3,4', false, false).rows).toHaveLength(1)
    expect(collectTable('a\0,b\n1,2', false, false).rows).toEqual([['1', '2']])
  })
})

describe('the artifact tree', () => {
  const ready = (...entries: ArtifactEntry[]): Listing => ({ kind: 'ready', value: entries })
  const listings = new Map<string, Listing>([
    ['', ready(entry('step_10.png'), entry('step_2.png'), entry('plots', 'folder'))],
    ['plots', ready(entry('plots/a.png'))],
  ])
  const rows = collectRows({ listings, open: new Set(['plots']) })

  it('shows folders first, names in the order of their numbers, and unfolds in place', () => {
    expect(rows.map((row) => [row.depth, row.id])).toEqual([
      [0, 'plots'],
      [1, 'plots/a.png'],
      [0, 'step_2.png'],
      [0, 'step_10.png'],
    ])
  })
  it('says of a folder that it is being read, empty or unreadable, in its place', () => {
    const kinds = (listing: Listing | undefined) =>
      collectRows({ listings: new Map(listing ? [['', listing]] : []), open: new Set() }).map((row) => row.kind)
    expect(kinds(undefined)).toEqual(['waiting'])
    expect(kinds(ready())).toEqual(['empty'])
    expect(kinds({ kind: 'failed', error: { code: 'outside', path: '/x' } })).toEqual(['failed'])
  })
  it('moves by the keys that trees have', () => {
    expect(moveInTree(rows, 0, 'ArrowDown')).toEqual({ kind: 'focus', index: 1 })
    expect(moveInTree(rows, 1, 'ArrowLeft')).toEqual({ kind: 'focus', index: 0 })
    expect(moveInTree(rows, 0, 'ArrowLeft')).toEqual({ kind: 'fold', path: 'plots' })
    expect(moveInTree(rows, 0, 'ArrowRight')).toEqual({ kind: 'focus', index: 1 })
    expect(moveInTree(rows, 3, 'ArrowDown')).toEqual({ kind: 'focus', index: 3 })
    expect(moveInTree(rows, 2, 'ArrowRight')).toBeUndefined()
    expect(moveInTree(rows, 2, 'End')).toEqual({ kind: 'focus', index: 3 })
  })
})

describe('text', () => {
  it('is told apart by its name', () => {
    expect(['a/b.JSON', 'README.md', 't.tsv', 'x', 'a.b/c'].map(textFormOf)).toEqual([
      'json',
      'markdown',
      'table',
      'plain',
      'plain',
    ])
  })
  it('is cut into lines as an editor counts them', () => {
    expect(collectLines('a\r\nb\rc\n')).toEqual(['a', 'b', 'c'])
    expect(collectLines('')).toEqual([''])
  })
})
