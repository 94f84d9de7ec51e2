// What the inspector's lists show of a run: rows made from the record, narrowed by the search. Pure.
import type { MetricSummary, RunDetail } from '../../../../shared/domain/run'
import { formatNumber, formatWhole } from '../../lib/format'

export interface DetailRow {
  readonly key: string
  /** Shown, at the right. */
  readonly value: string
  /** Smaller, after the value. */
  readonly aside?: string
  /** Copied, and shown when the row is unfolded. */
  readonly whole: string
}

const SYSTEM_TAG = 'mlflow.'
/** The note has a section of its own. */
const NOTE_TAG = 'mlflow.note.content'
/** Longer values are drawn as their beginning; the row unfolds to the whole. */
const VALUE_CHARACTERS = 300

const firstLine = (text: string): string => {
  const line = text.slice(0, VALUE_CHARACTERS + 1).split('\n', 1)[0] ?? ''
  return line.length < text.length ? `${line.slice(0, VALUE_CHARACTERS)}…` : line
}

const rowOf = ({ key, value }: { key: string; value: string }): DetailRow => ({
  key,
  value: firstLine(value),
  whole: value,
})

export const collectParams = (run: RunDetail): readonly DetailRow[] => run.params.map(rowOf)

export const collectTags = (run: RunDetail): { readonly own: DetailRow[]; readonly system: DetailRow[] } => {
  const shown = run.tags.filter((tag) => tag.key !== NOTE_TAG)
  return {
    own: shown.filter((tag) => !tag.key.startsWith(SYSTEM_TAG)).map(rowOf),
    system: shown.filter((tag) => tag.key.startsWith(SYSTEM_TAG)).map(rowOf),
  }
}

export type Extreme = 'min' | 'max'

export interface MetricWords {
  /** `0.6987 at 268` */
  at(value: string, step: string): string
  /** Everything known of the metric, one fact a line. */
  whole(summary: MetricSummary): string
}

/** The latest value of each metric; its extreme too, once the histories were asked for. */
export function collectMetrics(
  run: RunDetail,
  summaries: ReadonlyMap<string, MetricSummary>,
  extreme: Extreme,
  words: MetricWords,
): readonly DetailRow[] {
  return run.metrics.map(({ key, value }) => {
    const summary = summaries.get(key)
    const row = { key, value: formatNumber(value), whole: formatWhole(value) }
    // One point is its own minimum and maximum: saying so twice helps nobody.
    if (summary === undefined || summary.count < 2) return row
    const [best, step] = extreme === 'min' ? [summary.min, summary.minStep] : [summary.max, summary.maxStep]
    return { ...row, aside: words.at(formatNumber(best), formatWhole(step)), whole: words.whole(summary) }
  })
}

/** Rows whose key or value has every word of the search. */
export function collectMatching(rows: readonly DetailRow[], search: string): readonly DetailRow[] {
  const words = search.toLowerCase().split(/\s+/).filter(Boolean)
  if (words.length === 0) return rows
  return rows.filter(({ key, whole }) => {
    const text = `${key}\n${whole}`.toLowerCase()
    return words.every((word) => text.includes(word))
  })
}

const tagOf = (run: RunDetail, key: string): string | undefined => run.tags.find((tag) => tag.key === key)?.value

const COMMIT_CHARACTERS = 7

/** `train.py @ 4be1f0c` */
export function collectSource(run: RunDetail): string | undefined {
  const name = tagOf(run, 'mlflow.source.name')
  const commit = tagOf(run, 'mlflow.source.git.commit')?.slice(0, COMMIT_CHARACTERS)
  const file = name === undefined ? undefined : (name.split(/[\\/]/).filter(Boolean).at(-1) ?? name)
  return [file, commit].filter((part) => part !== undefined && part !== '').join(' @ ') || undefined
}

const decode = (uri: string): string => {
  try {
    return decodeURIComponent(uri)
  } catch {
    return uri // A stray % is a character of the path.
  }
}

/** The recorded location, when the artifacts were found somewhere else. */
export function collectMoved(run: RunDetail): string | undefined {
  if (run.artifactUri === undefined || run.artifactPath === undefined) return undefined
  const recorded = decode(run.artifactUri.replace(/^file:\/\/(?=\/)/, '')).replace(/\/+$/, '')
  return recorded === run.artifactPath.replace(/\/+$/, '') ? undefined : run.artifactUri
}
