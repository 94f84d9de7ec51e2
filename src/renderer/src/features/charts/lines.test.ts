import { describe, expect, it } from 'vitest'
import { collectLooks, collectMetrics } from './lines'

const metrics = (...keys: string[]) => ({
  metrics: keys.map((key) => ({ key, value: 1, step: 0, timestamp: 0 })),
})

describe('collectLooks', () => {
  it('uses the slot of the table, dashed from the twenty-first on', () => {
    const slots = new Map([
      ['a', 0],
      ['b', 19],
      ['c', 20],
      ['d', 41],
    ])
    const looks = collectLooks(['a', 'b', 'c', 'd'], slots, new Map([['a', 'first']]))
    expect(looks.map(({ token, isDashed }) => [token, isDashed])).toEqual([
      ['--run-1', false],
      ['--run-20', false],
      ['--run-1', true],
      ['--run-2', true],
    ])
    expect(looks[0]?.name).toBe('first')
  })

  it('gives a run without a slot one that no other shown run has', () => {
    const looks = collectLooks(['x', 'a', 'y'], new Map([['a', 0]]), new Map())
    expect(looks.map((look) => look.token)).toEqual(['--run-2', '--run-1', '--run-3'])
  })
})

describe('collectMetrics', () => {
  it('lists what most runs have first, then by name with numbers in order', () => {
    const runs = [metrics('loss', 'top10', 'top2'), metrics('loss', 'acc')]
    expect(collectMetrics(runs, '').map((entry) => entry.metric)).toEqual(['loss', 'acc', 'top2', 'top10'])
  })

  it('narrows by words in any order and case', () => {
    const runs = [metrics('val/loss', 'train/loss', 'val/acc')]
    expect(collectMetrics(runs, 'LOSS val').map((entry) => entry.metric)).toEqual(['val/loss'])
    expect(collectMetrics(runs, '  ').length).toBe(3)
  })
})
