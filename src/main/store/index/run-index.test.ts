import { describe, expect, it } from 'vitest'
import { buildMetric, buildRun } from '../../../testing/store-builders'
import { runKeyOf } from '../ports'
import { collectRunDetail } from './read-run'
import { RunIndex } from './run-index'

const news = { marksChange: true }

const detailOf = (index: RunIndex, runId: string) =>
  collectRunDetail(index, index.rowOf(runKeyOf('s', runId)) as number)

describe('RunIndex', () => {
  it('gives back a run as its store had it', () => {
    const index = new RunIndex()
    index.setExperiments('s', [
      {
        experimentId: '0',
        name: 'Main',
        lifecycleStage: 'active',
        artifactLocation: undefined,
        creationTime: 1,
        lastUpdateTime: 1,
        tags: [],
      },
    ])
    index.upsert(
      's',
      [
        buildRun('p'),
        buildRun('a', {
          params: [['lr', '0.1']],
          tags: [
            ['mlflow.parentRunId', 'p'],
            ['mlflow.note.content', '*hi*'],
          ],
          metrics: [buildMetric('loss', NaN, -3), buildMetric('acc', -Infinity, 7)],
          endTime: undefined,
        }),
      ],
      news,
    )
    const detail = detailOf(index, 'a')
    expect(detail).toMatchObject({
      experimentName: 'Main',
      params: [{ key: 'lr', value: '0.1' }],
      note: '*hi*',
      parentKey: runKeyOf('s', 'p'),
      startTime: 1_000,
    })
    expect(detail).not.toHaveProperty('endTime')
    expect(detail.metrics).toEqual([
      { key: 'acc', value: -Infinity, step: 7, timestamp: 1_007 },
      { key: 'loss', value: NaN, step: -3, timestamp: 997 },
    ])
  })

  it('forgets what a run no longer has, and the columns that nobody has', () => {
    const index = new RunIndex()
    index.upsert(
      's',
      [buildRun('a', { params: [['x', '1']], tags: [['t', '1']], metrics: [buildMetric('m', 1)] })],
      news,
    )
    index.upsert('s', [buildRun('a', { params: [['y', '2']] })], news)
    expect(detailOf(index, 'a')).toMatchObject({ params: [{ key: 'y', value: '2' }], tags: [], metrics: [] })
    expect([...index.params.keys(), ...index.tags.keys(), ...index.metrics.keys()]).toEqual(['y'])
  })

  it('uses the row of a removed run again without anything of it', () => {
    const index = new RunIndex()
    index.upsert(
      's',
      [buildRun('a', { params: [['x', '1']], problems: [{ kind: 'missing', path: '/', detail: '' }] })],
      news,
    )
    const revision = index.revisionOf(0)
    expect(index.remove([runKeyOf('s', 'a'), runKeyOf('s', 'never')])).toEqual([runKeyOf('s', 'a')])
    expect([index.size, index.damagedCount]).toEqual([0, 0])
    index.upsert('s', [buildRun('b')], { marksChange: false })
    expect(index.capacity).toBe(1)
    expect(detailOf(index, 'b')).toMatchObject({ params: [], problems: [] })
    expect(index.changedSeqOf(0)).toBe(0)
    expect(index.revisionOf(0)).toBeGreaterThan(revision)
  })

  it('marks a row as changed only for a visible change, but counts every record', () => {
    const index = new RunIndex()
    index.upsert('s', [buildRun('a')], { marksChange: false })
    expect(index.changedSeqOf(0)).toBe(0)
    const before = index.revisionOf(0)
    index.upsert('s', [buildRun('a')], news)
    expect(index.changedSeqOf(0)).toBe(0)
    expect(index.revisionOf(0)).toBeGreaterThan(before)
    index.upsert('s', [buildRun('a', { metrics: [buildMetric('m', 1)] })], news)
    expect(index.changedSeqOf(0)).toBe(index.seq)
  })

  it('counts a run of a deleted experiment as deleted', () => {
    const index = new RunIndex()
    index.upsert('s', [buildRun('a')], news)
    const record = {
      experimentId: '0',
      name: 'x',
      artifactLocation: undefined,
      creationTime: 1,
      lastUpdateTime: 1,
      tags: [],
    }
    expect(index.setExperiments('s', [{ ...record, lifecycleStage: 'deleted' }])).toBe(true)
    expect(index.setExperiments('s', [{ ...record, lifecycleStage: 'deleted' }])).toBe(false)
    expect(index.lifecycleOf(0)).toBe('deleted')
  })

  it('takes names that are markup, prototypes or a million characters as data', () => {
    const index = new RunIndex()
    const long = 'x'.repeat(1_000_000)
    const keys = ['__proto__', 'constructor', '<img src=x onerror=alert(1)>', long, '']
    index.upsert('s', [buildRun('a', { params: keys.map((key) => [key, key]) })], news)
    expect(detailOf(index, 'a').params.map(({ value }) => value)).toEqual([...keys].sort())
  })

  it('keeps ten thousand sparse keys in pages of their own', () => {
    const index = new RunIndex()
    const runs = Array.from({ length: 1_000 }, (_, i) => buildRun(`r${i}`, { params: [[`only-${i}`, 'v']] }))
    index.upsert('s', runs, news)
    expect(index.params.size).toBe(1_000)
    expect(index.params.get('only-999')?.count).toBe(1)
  })
})
