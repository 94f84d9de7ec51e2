import { describe, expect, it } from 'vitest'
import { parseMeta } from './meta-yaml'
import { parseMetricLines } from './metric-lines'
import { emptySummary, PointColumns, summarize } from './metric-points'

const parse = (text: string): { points: number[][]; columns: PointColumns; rest: number } => {
  const columns = new PointColumns(1)
  const bytes = Buffer.from(text)
  const rest = parseMetricLines(bytes, 0, bytes.length, columns)
  const points = Array.from({ length: columns.count }, (_, i) =>
    [columns.timestamps[i], columns.values[i], columns.steps[i]].map(Number),
  )
  return { points, columns, rest }
}

describe('metric lines', () => {
  it.each<[string, number[]]>([
    ['1 0.5 2', [1, 0.5, 2]],
    ['1 0.5', [1, 0.5, 0]],
    ['1 0.5 2 wine abc', [1, 0.5, 2]],
    ['1 0.5 2 red wine abc', [1, 0.5, 2]],
    ['1 0.5 2\r', [1, 0.5, 2]],
    ['1 NaN 2', [1, NaN, 2]],
    ['1 -Infinity -2', [1, -Infinity, -2]],
    ['1 +INF 2', [1, Infinity, 2]],
    ['1 1e-05 2', [1, 1e-5, 2]],
    ['1 1e400 2', [1, Infinity, 2]],
    ['1 1_000.5 2', [1, 1000.5, 2]],
    ['1 .5 2', [1, 0.5, 2]],
    ['1 5. 2', [1, 5, 2]],
    ['1 -0.0 2', [1, -0, 2]],
    ['1 0.30000000000000004 2', [1, 0.1 + 0.2, 2]],
    ['1 5e-324 2', [1, 5e-324, 2]],
    ['1 9007199254740993 2', [1, 9007199254740992, 2]],
  ])('reads %j', (line, point) => {
    expect(parse(`${line}\n`).points).toEqual([point])
  })

  it.each([
    '',
    '1',
    'a b c',
    '1 0.5 2 x',
    '1  0.5 2',
    '1 0x10 2',
    '1 1__0 2',
    '1 0.5 2.5',
    '1.5 0.5 2',
    '1 infinite 2',
  ])('counts %j as bad and goes on', (line) => {
    const { points, columns } = parse(`1 1 1\n${line}\n2 2 2\n`)
    expect(points).toEqual([
      [1, 1, 1],
      [2, 2, 2],
    ])
    expect([columns.badLines, columns.firstBadLine]).toEqual([1, 2])
  })

  it('leaves a last line without its newline for later', () => {
    expect(parse('1 1 1\n2 2')).toMatchObject({ points: [[1, 1, 1]], rest: 6 })
  })

  it('keeps steps beyond 2^53 exact', () => {
    expect([...parse('1 1 9007199254740993\n').columns.bigSteps]).toEqual([[0, 9007199254740993n]])
  })
})

describe('the latest value', () => {
  it.each<[string, number[]]>([
    ['1 5 3\n9 6 2\n', [3, 1, 5]],
    ['1 5 3\n2 4 3\n', [3, 2, 4]],
    ['1 5 3\n1 6 3\n1 4 3\n', [3, 1, 6]],
    ['1 nan 3\n1 6 3\n', [3, 1, NaN]],
    ['1 6 3\n1 nan 3\n', [3, 1, 6]],
    ['1 7 9007199254740993\n2 8 9007199254740992\n', [9007199254740992, 1, 7]],
  ])('of %j is the maximum by step, time and value', (text, expected) => {
    const summary = emptySummary()
    summarize(parse(text).columns, summary)
    expect([summary.step, summary.timestamp, summary.value]).toEqual(expected)
  })
})

describe('meta.yaml', () => {
  it.each<[string, Record<string, unknown>]>([
    ["experiment_id: '0'\nname: Default\n", { experiment_id: '0', name: 'Default' }],
    ['experiment_id: 123456789012345678\n', { experiment_id: 123456789012345678n }],
    ['run_id: 12345678901234567890123456789e12\n', { run_id: '12345678901234567890123456789e12' }],
    ['name: "a \\U0001F377"\r\n', { name: 'a 🍷' }],
    ['end_time: null\ntags: []\nstatus: 3\n', { end_time: null, tags: [], status: 3 }],
    ['name: yes\n', { name: true }],
    ['a: &x [1]\nb: *x\n', { a: [1n], b: [1n] }],
  ])('reads %j', (text, values) => {
    expect(parseMeta(text)).toEqual({ kind: 'values', values })
  })

  it.each(['', '\n', '# only a comment\n', 'null\n'])('finds %j empty', (text) => {
    expect(parseMeta(text).kind).toBe('empty')
  })

  it.each(['name: [1\n', '- a\n- b\n', 'just words\n', 'a: b: c\n'])('finds %j malformed', (text) => {
    expect(parseMeta(text)).toMatchObject({ kind: 'malformed' })
  })

  it('does not unfold a bomb of aliases', () => {
    const layers = Array.from(
      { length: 20 },
      (_, i) =>
        `k${i}: &a${i} [${Array(9)
          .fill(i ? `*a${i - 1}` : 'x')
          .join(',')}]`,
    )
    expect(parseMeta(layers.join('\n')).kind).toBe('malformed')
  })
})
