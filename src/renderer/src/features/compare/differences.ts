// What differs between runs. Params and tags are text and are compared as text, as MLflow keeps them: `0.10` differs from
// `0.1`, and is marked as the same number. Metrics are numbers: two NaN are the same.
import type { RunKey } from '../../../../shared/domain/ids'
import type { MetricSummary, RunDetail } from '../../../../shared/domain/run'
import { collectDelta, type Delta } from './delta'

export type MetricChoice = 'last' | 'min' | 'max'
export type SectionName = 'attributes' | 'params' | 'metrics' | 'tags'
export type CellFormat = 'text' | 'number' | 'time' | 'duration' | 'status'

export interface DifferenceCell {
  /** Undefined: the run lacks the key. */
  readonly value: string | number | undefined
  /** Not as in the base. */
  readonly isChanged: boolean
  /** Other text, same number. */
  readonly isEqualNumber: boolean
  readonly delta: Delta | undefined
}

export interface DifferenceRow {
  readonly section: SectionName
  readonly key: string
  readonly format: CellFormat
  /** One for each run, in their order. */
  readonly cells: readonly DifferenceCell[]
  readonly isDifferent: boolean
}

export interface DifferenceInput {
  readonly runs: readonly RunDetail[]
  readonly base: RunKey
  readonly choice: MetricChoice
  /** Needed for min and max. */
  readonly summaries: ReadonlyMap<RunKey, readonly MetricSummary[]>
}

type Values = ReadonlyMap<string, string | number | undefined>

/** The name is the column's head already. */
const SHOWN_ELSEWHERE = new Set(['mlflow.runName'])

const FORMATS: Readonly<Record<string, CellFormat>> = { status: 'status', start_time: 'time', duration: 'duration' }

export function collectDifferences(input: DifferenceInput): DifferenceRow[] {
  const { runs } = input
  const baseIndex = Math.max(
    0,
    runs.findIndex((run) => run.key === input.base),
  )
  const rowsOf = (section: SectionName, valuesOf: (run: RunDetail) => Values): DifferenceRow[] => {
    const values = runs.map(valuesOf)
    return collectKeys(values, section).map((key) => collectRow(section, key, values, baseIndex))
  }
  return [
    ...rowsOf('attributes', attributesOf),
    ...rowsOf('params', (run) => new Map(run.params.map(({ key, value }) => [key, value]))),
    ...rowsOf('metrics', (run) => metricsOf(run, input)),
    ...rowsOf('tags', (run) => new Map(run.tags.map(({ key, value }) => [key, value]))),
  ]
}

const attributesOf = (run: RunDetail): Values =>
  new Map<string, string | number | undefined>([
    ['status', run.status],
    ['start_time', run.startTime],
    ['duration', run.startTime !== undefined && run.endTime !== undefined ? run.endTime - run.startTime : undefined],
    ['experiment', run.experimentName],
    ['user_id', run.userId],
  ])

const metricsOf = (run: RunDetail, { choice, summaries }: DifferenceInput): Values =>
  choice === 'last'
    ? new Map(run.metrics.map(({ key, value }) => [key, value]))
    : new Map(summaries.get(run.key)?.map((summary) => [summary.key, summary[choice]]))

function collectKeys(values: readonly Values[], section: SectionName): string[] {
  const keys = [...new Set(values.flatMap((own) => [...own.keys()]))].filter((key) => !SHOWN_ELSEWHERE.has(key))
  return section === 'attributes' ? keys : keys.sort((a, b) => a.localeCompare(b, undefined, { numeric: true }))
}

function collectRow(section: SectionName, key: string, values: readonly Values[], baseIndex: number): DifferenceRow {
  const base = values[baseIndex]?.get(key)
  const format = formatOf(section, key)
  const cells = values.map((own, index): DifferenceCell => {
    const value = own.get(key)
    const isChanged = index !== baseIndex && !Object.is(value, base) && !(value === 0 && base === 0)
    if (!isChanged) return { value, isChanged, isEqualNumber: false, delta: undefined }
    const [from, to] = [numberOf(base), numberOf(value)]
    const areNumbers = from !== undefined && to !== undefined
    return {
      value,
      isChanged,
      isEqualNumber: areNumbers && from === to,
      delta: areNumbers && hasDelta(format, section) ? collectDelta(from, to) : undefined,
    }
  })
  return { section, key, format, cells, isDifferent: cells.some((cell) => cell.isChanged) }
}

const formatOf = (section: SectionName, key: string): CellFormat => {
  if (section === 'metrics') return 'number'
  return section === 'attributes' ? (FORMATS[key] ?? 'text') : 'text'
}

/** A tag that looks like a number is mostly a name: an id, a port, a date. */
const hasDelta = (format: CellFormat, section: SectionName): boolean =>
  format === 'number' || format === 'duration' || section === 'params'

/** Digits as a person or Python writes a number; not empty text, not hexadecimal. */
const NUMBER = /^\s*[+-]?(\d+\.?\d*|\.\d+)(e[+-]?\d+)?\s*$/i

function numberOf(value: string | number | undefined): number | undefined {
  if (typeof value === 'number') return value
  return value !== undefined && NUMBER.test(value) ? Number(value) : undefined
}

/** Rows whose key has all the words. */
export function collectMatching(rows: readonly DifferenceRow[], search: string): DifferenceRow[] {
  const words = search.toLowerCase().split(/\s+/).filter(Boolean)
  return rows.filter(({ key }) => words.every((word) => key.toLowerCase().includes(word)))
}

export type CompareLine =
  | { readonly kind: 'section'; readonly section: SectionName }
  | { readonly kind: 'row'; readonly row: DifferenceRow }
  | { readonly kind: 'folded'; readonly section: SectionName; readonly count: number }

/** What the table shows: sections with their rows; those without a difference folded into one line that says how many. */
export function collectLines(rows: readonly DifferenceRow[], showsAll: ReadonlySet<SectionName>): CompareLine[] {
  const sections: readonly SectionName[] = ['attributes', 'params', 'metrics', 'tags']
  return sections.flatMap((section): CompareLine[] => {
    const own = rows.filter((row) => row.section === section)
    if (own.length === 0) return []
    const shown = showsAll.has(section) ? own : own.filter((row) => row.isDifferent)
    const folded = own.length - shown.length
    return [
      { kind: 'section', section },
      ...shown.map((row) => ({ kind: 'row', row }) as const),
      ...(folded > 0 ? [{ kind: 'folded', section, count: folded } as const] : []),
    ]
  })
}
