import { expect, test } from 'vitest'
import { collectGroups, type PaletteEntry } from './collect-entries'

const entry = (kind: PaletteEntry['kind'], title: string): PaletteEntry => ({
  id: `${kind}/${title}`,
  kind,
  title,
  run: () => undefined,
})

const entries = [
  entry('commands', 'Open folder…'),
  entry('commands', 'Compare selected runs'),
  entry('recent', 'Compare selected runs'),
  entry('metrics', 'val/loss'),
  entry('runs', 'quick-moth-125'),
]

test('offers recent commands first while nothing is typed, and no metrics or runs', () => {
  expect(collectGroups(entries, '').map(({ kind }) => kind)).toEqual(['recent', 'commands'])
})

test('offers what matches once something is typed, recent commands not twice', () => {
  const groups = collectGroups(entries, 'comp')
  expect(groups[0]?.entries.map(({ title }) => title)).toEqual(['Compare selected runs'])
  expect(groups.map(({ kind }) => kind)).toEqual(['commands', 'runs'])
})

test('finds a metric by its letters', () => {
  expect(collectGroups(entries, 'vloss').find(({ kind }) => kind === 'metrics')?.entries).toHaveLength(1)
})
