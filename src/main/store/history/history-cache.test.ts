import { expect, it } from 'vitest'
import { buildHistory } from '../../../testing/store-builders'
import { createHistoryCache } from './history-cache'

function setUp(limitBytes?: number) {
  const reads: string[] = []
  const revisions = new Map([
    ['a', 1],
    ['b', 1],
  ])
  const cache = createHistoryCache({
    read: (key, metric) => {
      reads.push(`${key} ${metric}`)
      return metric === 'none' ? undefined : buildHistory([3, 1, 2])
    },
    revisionOf: (key) => revisions.get(key),
    ...(limitBytes === undefined ? {} : { limitBytes }),
  })
  return { cache, reads, revisions }
}

it('reads a history again only after a new record of its run', () => {
  const { cache, reads, revisions } = setUp()
  expect(cache.get('a', 'loss')).toBe(cache.get('a', 'loss'))
  expect(reads).toEqual(['a loss'])
  revisions.set('a', 2)
  cache.get('a', 'loss')
  cache.get('b', 'loss')
  cache.get('a', 'loss')
  expect(reads).toEqual(['a loss', 'a loss', 'b loss'])
})

it('drops what was not used for longest beyond its limit, never the one in use', () => {
  const { cache, reads } = setUp(3 * 48 + 1)
  cache.get('a', 'loss')
  cache.get('b', 'loss')
  cache.get('a', 'loss')
  expect(reads).toEqual(['a loss', 'b loss', 'a loss'])
  expect(cache.sizeBytes).toBe(3 * 48)
})

it('keeps nothing of runs that are gone or metrics that are not there', () => {
  const { cache, revisions } = setUp()
  expect(cache.get('a', 'none')).toBeUndefined()
  cache.get('a', 'loss')
  revisions.delete('a')
  expect(cache.get('a', 'loss')).toBeUndefined()
  expect(cache.sizeBytes).toBe(0)
})
