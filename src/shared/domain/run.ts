// Runs as a person sees them. Words, spellings and units are MLflow's (Run, RunInfo, RunData); times are Unix milliseconds.
import { z } from 'zod'
import { float } from '../ipc/define'
import { experimentId, runKey, storeId } from './ids'

export const runStatus = z.enum(['RUNNING', 'SCHEDULED', 'FINISHED', 'FAILED', 'KILLED'])
export type RunStatus = z.output<typeof runStatus>

export const lifecycleStage = z.enum(['active', 'deleted'])
export type LifecycleStage = z.output<typeof lifecycleStage>

/** Something wrong with one thing on disk: costs that thing alone and is shown beside it. */
export const problem = z.object({
  kind: z.enum([
    'being-written',
    'malformed',
    'missing',
    'unreadable',
    'wrong-type',
    'skipped-lines',
    'too-large',
    'locked',
    'special-file',
  ]),
  path: z.string(),
  /** 1-based line where known. */
  line: z.number().optional(),
  /** For `skipped-lines`: how many. */
  count: z.number().optional(),
  /** The parser's or the system's own words. */
  detail: z.string(),
})
export type Problem = z.output<typeof problem>

/**
 * A column of the table, spelled as MLflow's search language spells an identifier: `attributes.start_time`, `params.lr`,
 * `metrics.val/loss`, `tags.team`. Attributes: status, run_name, start_time, end_time, duration, source, user_id, run_id, experiment,
 * store, lifecycle_stage, artifact_uri.
 */
export const columnId = z.templateLiteral([z.enum(['attributes.', 'params.', 'metrics.', 'tags.']), z.string()])
export type ColumnId = z.output<typeof columnId>

/** A cell: text for params and tags, number for metrics and times, nothing where the run lacks the key. */
export const cell = z.union([z.string(), float, z.undefined()])
export type Cell = z.output<typeof cell>

export const runRow = z.object({
  key: runKey,
  storeId,
  experimentId,
  runId: z.string(),
  name: z.string(),
  status: runStatus,
  lifecycleStage,
  /** Depth in the tree of nested runs, 0 for a root. */
  depth: z.number(),
  childCount: z.number(),
  isExpanded: z.boolean(),
  problemCount: z.number(),
  /** Index revision (`seq`) at which the row last changed while the workspace was open; 0 for never. */
  changedSeq: z.number(),
  /** One cell for each requested column, in that order. */
  cells: z.array(cell),
})
export type RunRow = z.output<typeof runRow>

const keyValue = z.object({ key: z.string(), value: z.string() })

/** The latest value MLflow would report: the maximum by (step, timestamp, value). */
export const metricLatest = z.object({ key: z.string(), value: float, step: float, timestamp: float })

export const runDetail = z.object({
  key: runKey,
  storeId,
  experimentId,
  experimentName: z.string(),
  runId: z.string(),
  name: z.string(),
  status: runStatus,
  lifecycleStage,
  startTime: z.number().optional(),
  endTime: z.number().optional(),
  userId: z.string().optional(),
  /** As recorded; may point to another machine. */
  artifactUri: z.string().optional(),
  /** Where the artifacts are really read from, when they were found here. */
  artifactPath: z.string().optional(),
  /** The run's folder (file store) or the database file. */
  location: z.string(),
  parentKey: runKey.optional(),
  params: z.array(keyValue),
  tags: z.array(keyValue),
  metrics: z.array(metricLatest),
  /** Markdown, from the tag `mlflow.note.content`. */
  note: z.string().optional(),
  problems: z.array(problem),
})
export type RunDetail = z.output<typeof runDetail>

export const metricSummary = z.object({
  key: z.string(),
  count: z.number(),
  last: float,
  lastStep: float,
  min: float,
  minStep: float,
  max: float,
  maxStep: float,
})
export type MetricSummary = z.output<typeof metricSummary>
