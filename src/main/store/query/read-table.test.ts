import { describe, expect, it } from 'vitest'
import type { TableQuery } from '../../../shared/domain/table'
import { buildMetric, buildRun } from '../../../testing/store-builders'
import { RunIndex } from '../index/run-index'
import { runKeyOf, type RunRecord } from '../ports'
import { createTableReader } from './read-table'
import { numberOf } from './sort-rows'

const experiments = [{ storeId: 's', experimentId: '0' }]
const everything: TableQuery = { experiments, search: '', expanded: [], lifecycle: 'all' }

function tableOf(runs: readonly RunRecord[]) {
  const index = new RunIndex()
  index.upsert('s', runs, { marksChange: false })
  const reader = createTableReader(index)
  const rows = (query: Partial<TableQuery> = {}) =>
    reader.window({ query: { ...everything, ...query }, columns: [], offset: 0, limit: 1_000 }).rows
  const ids = (query: Partial<TableQuery> = {}): string[] => rows(query).map((row) => row.runId)
  return { index, reader, rows, ids }
}

const child = (runId: string, parent: string, parts: Partial<RunRecord> = {}): RunRecord =>
  buildRun(runId, { ...parts, tags: [['mlflow.parentRunId', parent]] })

const sortBy = (column: `metrics.${string}` | `params.${string}` | `attributes.${string}`, isUp = true) => ({
  sort: { column, direction: isUp ? ('ascending' as const) : ('descending' as const) },
})

describe('sorting', () => {
  const withLoss = (runId: string, ...values: number[]): RunRecord =>
    buildRun(runId, { metrics: values.map((value) => buildMetric('loss', value)) })

  it('puts NaN just before missing and missing last, both ways', () => {
    const { ids } = tableOf([
      withLoss('missing'),
      withLoss('nan', NaN),
      withLoss('one', 1),
      withLoss('low', -Infinity),
      withLoss('high', Infinity),
    ])
    expect(ids(sortBy('metrics.loss'))).toEqual(['low', 'one', 'high', 'nan', 'missing'])
    expect(ids(sortBy('metrics.loss', false))).toEqual(['high', 'one', 'low', 'nan', 'missing'])
  })

  it('breaks ties by start time, newest first, then by run id', () => {
    const { ids } = tableOf([
      buildRun('c', { startTime: undefined }),
      buildRun('b', { startTime: 5 }),
      buildRun('a', { startTime: 5 }),
      buildRun('d', { startTime: 9 }),
    ])
    expect(ids()).toEqual(['d', 'a', 'b', 'c'])
    expect(ids(sortBy('attributes.status'))).toEqual(['d', 'a', 'b', 'c'])
    expect(ids(sortBy('metrics.none', false))).toEqual(['d', 'a', 'b', 'c'])
  })

  it('compares params as numbers when all are numbers, else as text', () => {
    const runs = ['10', '9', '1e2'].map((value) => buildRun(value, { params: [['p', value]] }))
    expect(tableOf(runs).ids(sortBy('params.p'))).toEqual(['9', '10', '1e2'])
    const mixed = [...runs, buildRun('auto', { params: [['p', 'auto']] })]
    expect(tableOf(mixed).ids(sortBy('params.p'))).toEqual(['10', '1e2', '9', 'auto'])
  })

  it('reads numbers as Python does', () => {
    expect(['1_000', ' -2.5 ', '.5', '5.', '1e-3', 'inf', '-Infinity', '+3'].map(numberOf)).toEqual([
      1000,
      -2.5,
      0.5,
      5,
      0.001,
      Infinity,
      -Infinity,
      3,
    ])
    expect(numberOf('nan')).toBeNaN()
    expect(['', 'abc', '0x10', '1,5', '1e', '.', 'None'].map(numberOf)).toEqual(Array(7).fill(undefined))
  })

  it('knows attributes that the index works out', () => {
    const { ids } = tableOf([
      buildRun('slow', { endTime: 9_000 }),
      buildRun('quick'),
      buildRun('open', { endTime: undefined }),
    ])
    expect(ids(sortBy('attributes.duration'))).toEqual(['quick', 'slow', 'open'])
    expect(ids(sortBy('attributes.run_name', false))).toEqual(['slow', 'quick', 'open'])
  })
})

describe('nested runs', () => {
  const family = [
    buildRun('p1', { startTime: 2 }),
    buildRun('p2', { startTime: 1 }),
    child('c1', 'p1', { startTime: 3 }),
    child('c2', 'p1', { startTime: 9 }),
    child('g', 'c1'),
    child('orphan', 'lost', { startTime: 0 }),
  ]
  const key = (runId: string): string => runKeyOf('s', runId)

  it('sorts siblings and keeps children under their parents', () => {
    const { rows } = tableOf(family)
    const shown = rows({ expanded: [key('p1'), key('c1')] })
    expect(shown.map((row) => [row.runId, row.depth, row.childCount, row.isExpanded])).toEqual([
      ['p1', 0, 2, true],
      ['c2', 1, 0, false],
      ['c1', 1, 1, true],
      ['g', 2, 0, false],
      ['p2', 0, 0, false],
      ['orphan', 0, 0, false],
    ])
  })

  it('folds children away and counts them as matched', () => {
    const { reader } = tableOf(family)
    const window = reader.window({ query: everything, columns: [], offset: 1, limit: 1 })
    expect(window).toMatchObject({ rowCount: 3, matchedCount: 6, offset: 1, rows: [{ runId: 'p2' }] })
    expect(reader.locate(everything, key('orphan'))).toBe(2)
    expect(reader.locate(everything, key('g'))).toBeUndefined()
    expect(reader.keys(everything, 1, 10)).toEqual([key('p2'), key('orphan')])
  })

  it('shows matches with their ancestors, whatever is folded', () => {
    const { reader, rows } = tableOf(family)
    expect(rows({ search: 'G' }).map((row) => [row.runId, row.depth, row.isExpanded])).toEqual([
      ['p1', 0, true],
      ['c1', 1, true],
      ['g', 2, false],
    ])
    expect(
      reader.window({ query: { ...everything, search: 'g' }, columns: [], offset: 0, limit: 0 }).matchedCount,
    ).toBe(1)
  })

  it('opens rings and runs that are their own parent', () => {
    const { rows } = tableOf([
      child('a', 'c'),
      child('b', 'a'),
      child('c', 'b'),
      child('self', 'self'),
      child('tail', 'b'),
    ])
    const all = rows({ expanded: ['a', 'b', 'c'].map(key) })
    expect(all.map((row) => [row.runId, row.depth])).toEqual([
      ['a', 0],
      ['b', 1],
      ['c', 2],
      ['tail', 2],
      ['self', 0],
    ])
  })

  it('makes a child a root when its parent is deleted and only active runs are shown', () => {
    const { ids } = tableOf([buildRun('p', { lifecycleStage: 'deleted' }), child('c', 'p')])
    expect(ids({ lifecycle: 'active' })).toEqual(['c'])
    expect(ids({ lifecycle: 'deleted' })).toEqual(['p'])
  })

  it('goes ten thousand levels deep', () => {
    const runs = Array.from({ length: 10_000 }, (_, i) => (i === 0 ? buildRun('r0') : child(`r${i}`, `r${i - 1}`)))
    const { reader } = tableOf(runs)
    const query = { ...everything, expanded: runs.map((run) => key(run.runId)) }
    expect(reader.window({ query, columns: [], offset: 9_999, limit: 1 }).rows[0]).toMatchObject({ depth: 9_999 })
  })
})

describe('text search', () => {
  const { ids } = tableOf([
    buildRun('aa11', { name: 'Quiet-Fox', params: [['optimizer', 'AdamW']], startTime: 3 }),
    buildRun('bb22', { tags: [['team', 'Vision Größe']], startTime: 2 }),
    buildRun('cc33', { tags: [['mlflow.source.name', 'train.py']], startTime: 1 }),
  ])

  it.each([
    ['fox', ['aa11']],
    ['ADAMW quiet', ['aa11']],
    ['adamw vision', []],
    ['optim', ['aa11']],
    ['team', ['bb22']],
    ['größe', ['bb22']],
    ['B22', ['bb22']],
    ['train.py', ['cc33']],
    ['mlflow', []],
    ['  ', ['aa11', 'bb22', 'cc33']],
  ])('finds %j', (search, expected) => {
    expect(ids({ search })).toEqual(expected)
  })
})

describe('cells and columns', () => {
  it('gives one cell a column, and lists which runs have which keys', () => {
    const { reader } = tableOf([
      buildRun('a', { params: [['p', 'x'.repeat(5_000)]], metrics: [buildMetric('m', NaN)] }),
      buildRun('b', { metrics: [buildMetric('m', 2)], startTime: 5 }),
    ])
    const columns = ['params.p', 'metrics.m', 'attributes.duration', 'attributes.nonsense'] as const
    const [a, b] = reader.window({ query: everything, columns, offset: 0, limit: 9 }).rows
    expect(String(a?.cells[0])).toHaveLength(1_001)
    expect(a?.cells.slice(1)).toEqual([NaN, 1_000, undefined])
    expect(b?.cells).toEqual([undefined, 2, 1_995, undefined])
    expect(reader.columns(everything)).toEqual([
      { id: 'params.p', runCount: 1 },
      { id: 'metrics.m', runCount: 2 },
    ])
    expect(reader.cells([runKeyOf('s', 'b'), 'gone'], ['metrics.m'])).toEqual([
      { key: runKeyOf('s', 'b'), name: 'b', cells: [2] },
    ])
  })

  it('shows nothing of experiments that were not asked for', () => {
    const { ids } = tableOf([buildRun('a'), buildRun('b', { experimentId: '7' })])
    expect(ids({ experiments: [{ storeId: 's', experimentId: '7' }] })).toEqual(['b'])
    expect(ids({ experiments: [] })).toEqual([])
    expect(ids({ experiments: [{ storeId: 'other', experimentId: '0' }] })).toEqual([])
  })
})
