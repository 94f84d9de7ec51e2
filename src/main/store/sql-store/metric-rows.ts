// Points of metrics as MLflow reports them from a database: ordered by timestamp, step, value.
import type { MetricSummary } from '../../../shared/domain/run'
import type { MetricHistory } from '../ports'
import type { Database } from './database'
import { optionalNumber, readParts, textOf, valueOf } from './run-rows'
import type { Capabilities } from './schema'

interface MetricQuery {
  readonly runId: string
  readonly metric: string
}

export function readHistory(
  db: Database,
  capabilities: Capabilities,
  { runId, metric }: MetricQuery,
): MetricHistory | undefined {
  const step = capabilities.column('metrics', 'step', '0')
  const isNan = capabilities.column('metrics', 'is_nan', '0')
  const from = `FROM metrics WHERE run_uuid = ? AND key = ? ORDER BY timestamp, ${step}, value`
  const columns = ['CAST(timestamp AS REAL)', `CAST(${step} AS REAL)`, 'value', isNan]
  const rows = db.rows({ columns, from }, runId, metric)
  if (rows.length === 0) return undefined
  const timestamps = new Float64Array(rows.length)
  const steps = new Float64Array(rows.length)
  const values = new Float64Array(rows.length)
  let hasBigSteps = false
  rows.forEach((row, i) => {
    timestamps[i] = optionalNumber(row[0]) ?? 0
    const at = optionalNumber(row[1]) ?? 0
    steps[i] = at
    values[i] = valueOf(row[2], row[3])
    if (Math.abs(at) > Number.MAX_SAFE_INTEGER) hasBigSteps = true
  })
  const bigSteps = new Map<number, bigint>()
  if (hasBigSteps)
    db.texts({ columns: ['step'], from: `FROM (SELECT ${step} AS step ${from})` }, runId, metric).forEach(
      ([text], i) => {
        if (Math.abs(steps[i] ?? 0) > Number.MAX_SAFE_INTEGER) bigSteps.set(i, BigInt(text ?? 0))
      },
    )
  return { timestamps, steps, values, bigSteps, problems: [] }
}

/**
 * Count, last, and the extremes of finite values with the smallest step at which each occurs. The largest double stands for
 * infinity in a database, so it counts as infinite here.
 */
export function readSummaries(db: Database, capabilities: Capabilities, runId: string): MetricSummary[] {
  const latest = new Map(
    readParts(db, capabilities, [runId])
      .get(runId)
      ?.metrics.map((metric) => [metric.key, metric]),
  )
  const step = capabilities.column('metrics', 'step', '0')
  const isNan = capabilities.column('metrics', 'is_nan', '0')
  const points = `SELECT key, CAST(${step} AS REAL) AS step,
      CASE WHEN ${isNan} = 0 AND abs(value) < ${String(Number.MAX_VALUE)} THEN value END AS finite
    FROM metrics WHERE run_uuid = ?`
  const extents = `SELECT key, count(*) AS n, min(finite) AS low, max(finite) AS high FROM (${points}) GROUP BY key`
  const rows = db.rows(
    {
      columns: [
        'e.key',
        'n',
        'low',
        'high',
        ...['low', 'high'].map((end) => `min(CASE WHEN finite = ${end} THEN step END)`),
      ],
      from: `FROM (${points}) p JOIN (${extents}) e ON e.key = p.key GROUP BY e.key`,
    },
    runId,
    runId,
  )
  return rows.map(([key, count, min, max, minStep, maxStep]) => ({
    key: textOf(key),
    count: Number(count),
    last: latest.get(textOf(key))?.value ?? Number.NaN,
    lastStep: latest.get(textOf(key))?.step ?? Number.NaN,
    min: optionalNumber(min) ?? Number.NaN,
    minStep: optionalNumber(minStep) ?? Number.NaN,
    max: optionalNumber(max) ?? Number.NaN,
    maxStep: optionalNumber(maxStep) ?? Number.NaN,
  }))
}
