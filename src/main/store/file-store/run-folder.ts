// One run's folder as a record. What was read before is kept by part, so that a change of one metric costs one file.
import { lstatSync } from 'node:fs'
import { normalize } from 'node:path'
import type { Problem } from '../../../shared/domain/run'
import type { KeyValue, LatestMetric, RunRecord } from '../ports'
import { ProblemList, readKeyValues, visitKeyFiles } from './key-files'
import { META } from './layout'
import { createMetaReader } from './meta-fields'
import { readMeta, type MetaOutcome } from './meta-file'
import type { MetaValues } from './meta-yaml'
import { newTail, readTail, type MetricTail } from './metric-file'
import { collectLineProblems } from './metric-history'
import { isAbsent } from './read-file'

export interface RunPlace {
  readonly runId: string
  readonly experimentId: string
  /** Absolute. */
  readonly folder: string
}

/** Parts of a run to look at again. */
export interface WantedParts {
  meta: boolean
  params: boolean
  tags: boolean
  /** `all`, or the keys that changed. */
  metrics: 'all' | Set<string>
}

export const allParts = (): WantedParts => ({ meta: true, params: true, tags: true, metrics: 'all' })
export const noParts = (): WantedParts => ({ meta: false, params: false, tags: false, metrics: new Set() })

interface KeyValuePart {
  readonly values: readonly KeyValue[]
  readonly problems: readonly Problem[]
}

export interface RunParts {
  meta: MetaOutcome
  /** What meta.yaml last said when it could be read. */
  lastGood: MetaValues | undefined
  params: KeyValuePart
  tags: KeyValuePart
  metrics: Map<string, MetricTail>
  metricProblems: readonly Problem[]
}

/** Reads the wanted parts anew and takes the others from `known`. */
export function readRunParts(folder: string, known: RunParts | undefined, wanted: WantedParts): RunParts {
  const meta = known && !wanted.meta ? known.meta : readMeta(`${folder}/${META}`)
  const metrics = readMetrics(`${folder}/metrics`, known, known ? wanted.metrics : 'all')
  return {
    meta,
    lastGood: meta.kind === 'values' ? meta.values : known?.lastGood,
    params: known && !wanted.params ? known.params : readPart(`${folder}/params`),
    tags: known && !wanted.tags ? known.tags : readPart(`${folder}/tags`),
    ...metrics,
  }
}

function readPart(path: string): KeyValuePart {
  const problems = new ProblemList()
  return { values: readKeyValues(path, problems), problems: problems.all }
}

type MetricPart = Pick<RunParts, 'metrics' | 'metricProblems'>

function readMetrics(root: string, known: RunParts | undefined, wanted: 'all' | Set<string>): MetricPart {
  if (known && wanted !== 'all') {
    const isKnown = [...wanted].every((key) => known.metrics.has(key) && isStillFile(`${root}/${key}`))
    if (isKnown) {
      const problems = new ProblemList()
      wanted.forEach((key) => readMetric(`${root}/${key}`, known.metrics.get(key) as MetricTail, problems))
      if (problems.all.length === 0) return { metrics: known.metrics, metricProblems: known.metricProblems }
    }
  }
  const problems = new ProblemList()
  const metrics = new Map<string, MetricTail>()
  visitKeyFiles(root, problems, (key, path) => {
    const tail = known?.metrics.get(key) ?? newTail()
    if (readMetric(path, tail, problems)) metrics.set(key, tail)
  })
  return { metrics, metricProblems: problems.all }
}

const isStillFile = (path: string): boolean => lstatSync(path, { throwIfNoEntry: false })?.isFile() ?? false

function readMetric(path: string, tail: MetricTail, problems: ProblemList): boolean {
  try {
    readTail(path, tail)
    return true
  } catch (cause) {
    if (!isAbsent(cause)) problems.addCause(path, cause)
    return false
  }
}

export function toRunRecord(place: RunPlace, parts: RunParts): RunRecord {
  const path = `${place.folder}/${META}`
  const meta = createMetaReader(parts.lastGood ?? {}, path)
  const record = {
    runId: place.runId,
    experimentId: place.experimentId,
    name: meta.text('run_name') || tagOf(parts, 'mlflow.runName') || meta.text('name') || place.runId,
    // Never RUNNING: a run that cannot be read must not look alive.
    status: parts.lastGood ? meta.status() : 'FAILED',
    lifecycleStage: meta.lifecycle(),
    startTime: meta.time('start_time'),
    endTime: meta.time('end_time'),
    userId: meta.text('user_id') || tagOf(parts, 'mlflow.user'),
    artifactUri: meta.text('artifact_uri'),
    location: normalize(place.folder),
    params: parts.params.values,
    tags: parts.tags.values,
    metrics: collectLatest(parts.metrics),
  } satisfies Omit<RunRecord, 'problems'>
  return { ...record, problems: collectProblems(place, parts, meta) }
}

const tagOf = (parts: RunParts, key: string): string | undefined =>
  parts.tags.values.find(([each]) => each === key)?.[1]

function collectLatest(metrics: ReadonlyMap<string, MetricTail>): LatestMetric[] {
  const found: LatestMetric[] = []
  for (const [key, { summary }] of metrics)
    if (summary.count > 0) found.push({ key, value: summary.value, step: summary.step, timestamp: summary.timestamp })
  return found
}

function collectProblems(place: RunPlace, parts: RunParts, meta: ReturnType<typeof createMetaReader>): Problem[] {
  const found: Problem[] = []
  const path = `${place.folder}/${META}`
  if (parts.meta.kind === 'missing') found.push({ kind: 'missing', path, detail: 'the run has no meta.yaml' })
  if (parts.meta.kind === 'damaged') found.push(parts.meta.problem)
  if (parts.meta.kind === 'values') found.push(...collectIdProblems(place, meta, path))
  found.push(...meta.problems, ...parts.params.problems, ...parts.tags.problems, ...parts.metricProblems)
  for (const [key, tail] of parts.metrics)
    if (tail.badLines > 0) found.push(...collectLineProblems(`${place.folder}/metrics/${key}`, tail))
  return found
}

/** MLflow refuses or passes over a run whose file names another run or experiment (a copied folder). */
function collectIdProblems(place: RunPlace, meta: ReturnType<typeof createMetaReader>, path: string): Problem[] {
  const runId = meta.text('run_id', 'run_uuid')
  const experimentId = meta.text('experiment_id')
  const found: Problem[] = []
  if (runId === undefined) found.push({ kind: 'malformed', path, detail: 'run_id is missing' })
  else if (runId !== place.runId)
    found.push({ kind: 'malformed', path, detail: `run_id is ${runId.slice(0, 100)}, not the folder's name` })
  if (experimentId !== undefined && experimentId !== place.experimentId)
    found.push({
      kind: 'malformed',
      path,
      detail: `experiment_id is ${experimentId.slice(0, 100)}, but the folder lies in ${place.experimentId}`,
    })
  return found
}

/**
 * Changes when anything of the record does. 53 bits mixed from two 32-bit hashes: two states of one run colliding is out of
 * question for a person's lifetime. Metrics count with their number of points, so that a rewritten history shows.
 */
export function fingerprint(record: RunRecord, parts: RunParts): number {
  const hash = new TextHash()
  hash.add(record.experimentId, record.location, record.name, record.status, record.lifecycleStage)
  hash.add(String(record.startTime), String(record.endTime), String(record.userId), String(record.artifactUri))
  for (const [key, value] of record.params) hash.add(key, value)
  hash.add('|')
  for (const [key, value] of record.tags) hash.add(key, value)
  hash.add('|')
  for (const [key, tail] of parts.metrics) hash.add(key, `${tail.offset} ${tail.summary.value} ${tail.summary.step}`)
  for (const problem of record.problems) hash.add(problem.kind, problem.path, problem.detail, String(problem.count))
  return hash.value()
}

class TextHash {
  private a = 0xdeadbeef
  private b = 0x41c6ce57

  add(...texts: readonly string[]): void {
    for (const text of texts) {
      this.mix(text.length)
      for (let i = 0; i < text.length; i++) this.mix(text.charCodeAt(i))
    }
  }

  value(): number {
    return (this.b & 0x1fffff) * 0x1_0000_0000 + (this.a >>> 0)
  }

  private mix(code: number): void {
    this.a = Math.imul(this.a ^ code, 2_654_435_761)
    this.a ^= this.a >>> 15
    this.b = Math.imul(this.b ^ code, 1_597_334_677)
    this.b ^= this.b >>> 13
  }
}
