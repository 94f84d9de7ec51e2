import { z } from 'zod'
import { appError } from '../errors'
import { experimentId, storeId, workspaceId } from './ids'
import { lifecycleStage, problem } from './run'

export const storeSummary = z.object({
  id: storeId,
  kind: z.enum(['file', 'sql']),
  /** Absolute. */
  path: z.string(),
  state: z.enum(['ready', 'missing', 'failed']),
  error: appError.optional(),
  /** Things in the store that could not be read and belong to no run (experiment folders, a table). */
  problems: z.array(problem),
})
export type StoreSummary = z.output<typeof storeSummary>

export const experimentSummary = z.object({
  storeId,
  experimentId,
  name: z.string(),
  lifecycleStage,
  runCount: z.number(),
  runningCount: z.number(),
})
export type ExperimentSummary = z.output<typeof experimentSummary>

export const projectRef = z.object({
  /** Folder relative to the workspace, `.` for its root. */
  dir: z.string(),
  /** `name` of the MLproject, or the folder's name. */
  name: z.string(),
})
export type ProjectRef = z.output<typeof projectRef>

export const progress = z.object({ done: z.number(), total: z.number() })
export type Progress = z.output<typeof progress>

/** What the worker knows of its workspace. */
export const workspaceState = z.object({
  /** `starting`: nothing read yet. `indexing`: rows are arriving. `cancelled`: indexing was stopped by the person. `missing`: the folder is gone. */
  phase: z.enum(['starting', 'indexing', 'ready', 'cancelled', 'missing']),
  progress: progress.optional(),
  stores: z.array(storeSummary),
  experiments: z.array(experimentSummary),
  projects: z.array(projectRef),
  /** Folders with an MLmodel outside the stores, relative to the workspace. */
  modelFolders: z.array(z.string()),
  runCount: z.number(),
  damagedCount: z.number(),
  /** How changes are noticed: by file-system events, or by polling because events are not to be had (reason in `detail`). */
  watching: z.object({ mode: z.enum(['events', 'polling', 'off']), detail: z.string().optional() }),
})
export type WorkspaceState = z.output<typeof workspaceState>

export const workspaceSummary = z.object({
  id: workspaceId,
  /** Absolute path of what was opened. */
  path: z.string(),
  name: z.string(),
  state: workspaceState,
  /** Set when the worker could not start or has failed too often. */
  error: appError.optional(),
})
export type WorkspaceSummary = z.output<typeof workspaceSummary>
