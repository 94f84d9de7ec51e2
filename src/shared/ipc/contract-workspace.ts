// What a workspace's worker answers. The page may ask everything in `workspaceRequests` (contract.ts adds the workspace's id);
// `workerOnlyRequests` are for main alone.
import { z } from 'zod'
import { artifactEntry, artifactPreview, artifactSource } from '../domain/artifact'
import { experimentId, runKey, storeId } from '../domain/ids'
import { modelDetail, modelListEntry, modelRef } from '../domain/model'
import { cell, columnId, metricSummary, runDetail, runStatus } from '../domain/run'
import { seriesQuery, seriesWindow } from '../domain/series'
import { columnInfo, tableQuery, tableWindow } from '../domain/table'
import { workspaceState } from '../domain/workspace'
import { event, nothing, request } from './define'

export const workspaceRequests = {
  'table.window': request(
    z.object({
      query: tableQuery,
      columns: z.array(columnId).max(2_000),
      offset: z.int().min(0),
      limit: z.int().min(0).max(2_000),
    }),
    tableWindow,
  ),
  /** Keys of the rows from `offset` on: for Shift-selection and select-all. */
  'table.keys': request(
    z.object({ query: tableQuery, offset: z.int().min(0), limit: z.int().min(0).max(200_000) }),
    z.object({ keys: z.array(runKey) }),
  ),
  /** Place of a run in the table, undefined when it is not shown. */
  'table.locate': request(z.object({ query: tableQuery, key: runKey }), z.object({ offset: z.number().optional() })),
  /** All keys that the runs of these experiments have, with how many have each; attributes are not listed. */
  'table.columns': request(z.object({ query: tableQuery }), z.object({ columns: z.array(columnInfo) })),
  /** Cells of given runs: for the scatter plot. Runs that are gone are left out. */
  'table.cells': request(
    z.object({ runKeys: z.array(runKey).max(100_000), columns: z.array(columnId).max(100) }),
    z.object({ rows: z.array(z.object({ key: runKey, name: z.string(), cells: z.array(cell) })) }),
  ),
  'runs.get': request(z.object({ runKeys: z.array(runKey).max(1_000) }), z.object({ runs: z.array(runDetail) })),
  'runs.metrics': request(z.object({ runKey }), z.object({ metrics: z.array(metricSummary) })),
  'series.window': request(seriesQuery, seriesWindow),
  'artifacts.list': request(
    z.object({ source: artifactSource, path: z.string() }),
    z.object({ location: z.string(), entries: z.array(artifactEntry) }),
  ),
  'artifacts.preview': request(z.object({ source: artifactSource, path: z.string() }), artifactPreview),
  /** Absolute path of an artifact, after the same checks: main reveals it in the file manager. */
  'artifacts.locate': request(
    z.object({ source: artifactSource, path: z.string() }),
    z.object({ location: z.string() }),
  ),
  'models.list': request(nothing, z.object({ models: z.array(modelListEntry) })),
  'models.get': request(z.object({ ref: modelRef }), modelDetail),
  'index.cancel': request(nothing, nothing),
  'index.resume': request(nothing, nothing),
} as const

export const workerOnlyRequests = {
  'worker.open': request(z.object({ path: z.string() }), nothing),
  /** Makes an empty file store `mlruns` in the workspace when it has no store; returns the stores that can take a run. */
  'store.ensure': request(nothing, z.object({ storeIds: z.array(storeId) })),
  /** What a child process is told: MLFLOW_TRACKING_URI, absolute. */
  'store.trackingUri': request(
    z.object({ storeId }),
    z.object({ trackingUri: z.string(), kind: z.enum(['file', 'sql']) }),
  ),
  'run.create': request(
    z.object({
      storeId,
      /** Undefined: the experiment `Default` (id 0), made when it is missing, as `mlflow run` does. */
      experimentId: experimentId.optional(),
      /** Undefined: a generated `adjective-noun-number`, as MLflow does. */
      runName: z.string().optional(),
      userId: z.string(),
      startTime: z.int(),
      params: z.array(z.tuple([z.string(), z.string()])),
      tags: z.array(z.tuple([z.string(), z.string()])),
    }),
    z.object({ runId: z.string(), runKey, runName: z.string(), experimentId, artifactPath: z.string() }),
  ),
  'run.setTags': request(z.object({ runKey, tags: z.array(z.tuple([z.string(), z.string()])) }), nothing),
  'run.finish': request(z.object({ runKey, status: runStatus, endTime: z.int() }), nothing),
} as const

export const workerEvents = {
  'workspace.state': event(workspaceState, 'latest'),
  /** The index changed: ask again for what is shown. `changed` lists the runs, cut at 1,000 (then `isPartial`). */
  'index.changed': event(z.object({ seq: z.number(), changed: z.array(runKey), isPartial: z.boolean() }), 'append'),
} as const

export const workerRequests = { ...workspaceRequests, ...workerOnlyRequests } as const

export type WorkspaceRequests = typeof workspaceRequests
export type WorkerRequests = typeof workerRequests
export type WorkerEvents = typeof workerEvents
