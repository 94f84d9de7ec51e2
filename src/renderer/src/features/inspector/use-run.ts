// The focused run and its metrics, asked again when the index says that this run changed.
import type { MetricSummary, RunDetail } from '../../../../shared/domain/run'
import type { RunKey, WorkspaceId } from '../../../../shared/domain/ids'
import { useEffect, useMemo, useState } from 'react'
import { useClient } from '../../bridge/client-context'
import { useAnswer, type Answer } from '../../lib/use-answer'

/** Counts the changes of one run since it is shown. */
export function useRunRevision(workspaceId: WorkspaceId | undefined, runKey: RunKey | undefined): number {
  const client = useClient()
  const [revision, setRevision] = useState(0)
  useEffect(
    () =>
      client.on('index.changed', (change) => {
        if (change.workspaceId !== workspaceId || runKey === undefined) return
        if (change.isPartial || change.changed.includes(runKey)) setRevision((count) => count + 1)
      }),
    [client, workspaceId, runKey],
  )
  return revision
}

export interface ShownRun {
  /** `value` is undefined where the run is gone. */
  readonly run: Answer<RunDetail | undefined>
  readonly metrics: ReadonlyMap<string, MetricSummary>
  readonly retry: () => void
}

const NO_METRICS: ReadonlyMap<string, MetricSummary> = new Map()

export function useRun(workspaceId: WorkspaceId, runKey: RunKey, revision: number): ShownRun {
  const client = useClient()
  const identity = `${workspaceId} ${runKey}`
  const [run, retry] = useAnswer<RunDetail | undefined>({
    identity,
    revision,
    ask: async (signal) => {
      const result = await client.ask(workspaceId, 'runs.get', { runKeys: [runKey] }, signal)
      return result.ok ? { ok: true, value: result.value.runs[0] } : result
    },
  })
  const [summaries] = useAnswer({
    identity,
    revision,
    ask: (signal) => client.ask(workspaceId, 'runs.metrics', { runKey }, signal),
  })
  const metrics = useMemo(
    () =>
      summaries.kind === 'ready'
        ? new Map(summaries.value.metrics.map((summary) => [summary.key, summary]))
        : NO_METRICS,
    [summaries],
  )
  return { run, metrics, retry }
}
