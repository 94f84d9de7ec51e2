// Answers about single metrics of one run: where the file of a key is, and summaries of all.
import { lstatSync } from 'node:fs'
import type { MetricSummary } from '../../../shared/domain/run'
import { ProblemList, visitKeyFiles } from './key-files'
import { newTail, readTail, type MetricTail } from './metric-file'
import { isAbsent } from './read-file'

/** The regular file of a metric, without passing through a link or out of the folder; undefined if there is none. */
export function findMetricFile(runFolder: string, metric: string): string | undefined {
  const names = metric.split('/')
  if (names.some((name) => name === '' || name === '.' || name === '..' || /[\\\0]/.test(name))) return undefined
  let path = `${runFolder}/metrics`
  for (const [index, name] of names.entries()) {
    path = `${path}/${name}`
    const stats = statOf(path)
    const isRight = index === names.length - 1 ? stats?.isFile() : stats?.isDirectory()
    if (isRight !== true) return undefined
  }
  return path
}

function statOf(path: string): ReturnType<typeof lstatSync> | undefined {
  try {
    return lstatSync(path, { throwIfNoEntry: false })
  } catch {
    return undefined
  }
}

export function summarizeMetrics(
  runFolder: string,
  known: ReadonlyMap<string, MetricTail> | undefined,
): MetricSummary[] {
  const found: MetricSummary[] = []
  visitKeyFiles(`${runFolder}/metrics`, new ProblemList(), (key, path) => {
    const tail = known?.get(key) ?? newTail()
    try {
      // Never ahead of the record: a tail that is shared with it is moved on by `refresh` alone.
      if (!known?.has(key)) readTail(path, tail)
    } catch (cause) {
      if (!isAbsent(cause)) return
    }
    if (tail.summary.count > 0) found.push(toSummary(key, tail))
  })
  return found
}

const toSummary = (key: string, { summary }: MetricTail): MetricSummary => ({
  key,
  count: summary.count,
  last: summary.value,
  lastStep: summary.step,
  min: summary.min,
  minStep: summary.minStep,
  max: summary.max,
  maxStep: summary.maxStep,
})
