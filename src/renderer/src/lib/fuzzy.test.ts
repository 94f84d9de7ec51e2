import { expect, test } from 'vitest'
import { collectMatches, scoreOf } from './fuzzy'

test('matches letters in order, and nothing else', () => {
  expect(scoreOf('cpr', 'Compare selected runs')).toBeDefined()
  expect(scoreOf('xyz', 'Compare selected runs')).toBeUndefined()
  expect(scoreOf('比较', '比较所选运行')).toBeDefined()
})

test('puts the whole word before scattered letters', () => {
  const items = ['Scatter plot of selected runs', 'Close workspace', 'Show or hide charts']
  expect(collectMatches('charts', items, (item) => item, 5)[0]).toBe('Show or hide charts')
  expect(collectMatches('clo', items, (item) => item, 5)[0]).toBe('Close workspace')
})

test('keeps the order of equals when nothing is typed', () => {
  expect(collectMatches('', ['b', 'a'], (item) => item, 5)).toEqual(['b', 'a'])
})
