import { describe, expect, it } from 'vitest'
import { plotlyText } from './plotly-text'
import { collectColumns, collectScatter, defaultAxes } from './scatter-data'

const rowsOf = (...cells: (string | number | undefined)[][]) =>
  cells.map((own, index) => ({ key: `k${index}`, name: `run ${index}`, cells: own }))

describe('collectScatter', () => {
  it('takes params as numbers when all of them are', () => {
    const data = collectScatter(rowsOf(['0.1', 1], ['1e-3', 2]), ['params.lr', 'metrics.loss'])
    expect([data.xKind, data.yKind]).toEqual(['number', 'number'])
    expect(data.points.map((point) => point.x)).toEqual([0.1, 0.001])
  })

  it('takes them as categories when one is not', () => {
    const data = collectScatter(rowsOf(['0.1', 1], ['auto', 2]), ['params.lr', 'metrics.loss'])
    expect(data.xKind).toBe('category')
    expect(data.points.map((point) => point.x)).toEqual(['0.1', 'auto'])
  })

  it('leaves out and counts runs without a place', () => {
    const data = collectScatter(rowsOf([undefined, 1], ['1', Number.NaN], ['2', 3]), ['params.lr', 'metrics.loss'])
    expect(data.points.map((point) => point.key)).toEqual(['k2'])
    expect(data.leftOut).toBe(2)
  })

  it('keeps a run that lacks only the colour', () => {
    const data = collectScatter(rowsOf(['1', 1, 'a'], ['2', 2, undefined]), ['params.a', 'metrics.b', 'tags.team'])
    expect(data.points.map((point) => point.colour)).toEqual(['a', undefined])
    expect(data.colourKind).toBe('category')
  })
})

describe('columns', () => {
  const columns = collectColumns([
    { id: 'tags.team', runCount: 3 },
    { id: 'params.lr', runCount: 1 },
    { id: 'metrics.acc', runCount: 1 },
    { id: 'metrics.loss', runCount: 2 },
  ])

  it('offers metrics first, those that most runs have at the top', () => {
    expect(columns.slice(0, 3)).toEqual(['metrics.loss', 'metrics.acc', 'params.lr'])
    expect(columns.at(-1)).toBe('tags.team')
  })

  it('starts with a param against a metric, or what there is', () => {
    expect(defaultAxes(columns)).toEqual(['params.lr', 'metrics.loss'])
    expect(defaultAxes(['metrics.loss'])).toEqual(['attributes.start_time', 'metrics.loss'])
  })
})

describe('plotlyText', () => {
  it.each([
    ['<a href="https://x">b</a>', '&lt;a href="https://x"&gt;b&lt;/a&gt;'],
    ['a &lt; b', 'a &amp;lt; b'],
    ['two\nlines', 'two lines'],
    ['x'.repeat(100), `${'x'.repeat(80)}…`],
  ])('shows %s as it is', (text, expected) => {
    expect(plotlyText(text)).toBe(expected)
  })
})
