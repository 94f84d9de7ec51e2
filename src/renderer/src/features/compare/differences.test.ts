import { describe, expect, it } from 'vitest'
import type { RunDetail } from '../../../../shared/domain/run'
import { collectDifferences, collectLines, collectMatching, type DifferenceInput } from './differences'

const aRun = (key: string, more: Partial<RunDetail> = {}): RunDetail => ({
  key,
  storeId: '.',
  experimentId: '1',
  experimentName: 'elasticnet',
  runId: key,
  name: key,
  status: 'FINISHED',
  lifecycleStage: 'active',
  location: '/runs',
  params: [],
  tags: [],
  metrics: [],
  problems: [],
  ...more,
})
const withParam = (key: string, value?: string): RunDetail =>
  aRun(key, { params: value === undefined ? [] : [{ key: 'alpha', value }] })
const withMetric = (key: string, value: number): RunDetail =>
  aRun(key, { metrics: [{ key: 'loss', value, step: 1, timestamp: 0 }] })

const differencesOf = (runs: RunDetail[], more: Partial<DifferenceInput> = {}) =>
  collectDifferences({ runs, base: 'a', choice: 'last', summaries: new Map(), ...more })
const rowOf = (key: string, runs: RunDetail[], more?: Partial<DifferenceInput>) =>
  differencesOf(runs, more).find((row) => row.key === key)

describe('collectDifferences', () => {
  it.each([
    ['0.1', '0.1', { isChanged: false, isEqualNumber: false }],
    ['0.1', '0.10', { isChanged: true, isEqualNumber: true }],
    ['1e-3', '0.001', { isChanged: true, isEqualNumber: true }],
    ['0.1', '0.2', { isChanged: true, isEqualNumber: false }],
    ['', '0', { isChanged: true, isEqualNumber: false }],
    ['0x10', '16', { isChanged: true, isEqualNumber: false }],
    ['adam', 'sgd', { isChanged: true, isEqualNumber: false }],
    [undefined, '1', { isChanged: true, isEqualNumber: false }],
    ['1', undefined, { isChanged: true, isEqualNumber: false }],
  ])('compares the params %s and %s as text', (base, other, expected) => {
    const row = rowOf('alpha', [withParam('a', base), withParam('b', other)])
    expect(row?.cells[1]).toMatchObject(expected)
    expect(row?.isDifferent).toBe(expected.isChanged)
  })

  it('has a delta for numbers only', () => {
    expect(rowOf('alpha', [withParam('a', '0.1'), withParam('b', '0.2')])?.cells[1]?.delta?.percent).toBeCloseTo(100)
    expect(rowOf('alpha', [withParam('a', '0.1'), withParam('b', '0.10')])?.cells[1]?.delta).toBeUndefined()
    expect(rowOf('alpha', [withParam('a', '0.1'), withParam('b', 'auto')])?.cells[1]?.delta).toBeUndefined()
  })

  it.each([
    [Number.NaN, Number.NaN, false],
    [0, -0, false],
    [1, Number.NaN, true],
    [1, 2, true],
  ])('compares the metrics %d and %d as numbers', (base, other, isChanged) => {
    expect(rowOf('loss', [withMetric('a', base), withMetric('b', other)])?.isDifferent).toBe(isChanged)
  })

  it('measures against the chosen base', () => {
    const runs = [withMetric('a', 1), withMetric('b', 2), withMetric('c', 2)]
    expect(rowOf('loss', runs, { base: 'b' })?.cells.map((cell) => cell.isChanged)).toEqual([true, false, false])
  })

  it('takes the least value of a metric when asked to', () => {
    const summary = { key: 'loss', count: 2, last: 5, lastStep: 1, min: 3, minStep: 0, max: 9, maxStep: 2 }
    const row = rowOf('loss', [withMetric('a', 5)], { choice: 'min', summaries: new Map([['a', [summary]]]) })
    expect(row?.cells[0]?.value).toBe(3)
  })

  it('leaves the name to the head of the column', () => {
    const run = aRun('a', { tags: [{ key: 'mlflow.runName', value: 'a' }] })
    expect(rowOf('mlflow.runName', [run])).toBeUndefined()
  })
})

describe('the lines of the table', () => {
  const rows = differencesOf([withParam('a', '1'), withParam('b', '2')])

  it('folds rows without a difference into one line that says how many', () => {
    expect(collectLines(rows, new Set()).map((line) => line.kind)).toEqual(['section', 'folded', 'section', 'row'])
    expect(collectLines(rows, new Set())[1]).toEqual({ kind: 'folded', section: 'attributes', count: 5 })
  })

  it('shows all of a section that was unfolded', () => {
    expect(collectLines(rows, new Set(['attributes'])).filter((line) => line.kind === 'row')).toHaveLength(6)
  })

  it('narrows by words of the key', () => {
    expect(collectMatching(rows, 'ALP').map((row) => row.key)).toEqual(['alpha'])
  })
})
