import { useEffect, useState } from 'react'
import type { RunKey } from '../../../../shared/domain/ids'
import type { MetricSummary } from '../../../../shared/domain/run'
import { useClient } from '../../bridge/client-context'
import { useRuns } from '../runs'

export type Summaries = ReadonlyMap<RunKey, readonly MetricSummary[]>

const AT_A_TIME = 4

/** Least and greatest values of every metric of these runs, asked only when wanted; they arrive run by run. */
export function useMetricSummaries(runKeys: readonly RunKey[], isWanted: boolean): Summaries {
  const client = useClient()
  const workspaceId = useRuns((state) => state.workspaceId)
  const seq = useRuns((state) => state.seq)
  const [summaries, setSummaries] = useState<Summaries>(new Map())
  useEffect(() => {
    if (!isWanted || workspaceId === undefined) return
    const controller = new AbortController()
    const waiting = [...runKeys]
    const work = async (): Promise<void> => {
      for (let key = waiting.shift(); key !== undefined && !controller.signal.aborted; key = waiting.shift()) {
        const runKey = key
        const result = await client.ask(workspaceId, 'runs.metrics', { runKey }, controller.signal)
        if (result.ok) setSummaries((old) => new Map(old).set(runKey, result.value.metrics))
      }
    }
    void Promise.all(Array.from({ length: AT_A_TIME }, work))
    return () => controller.abort()
  }, [client, workspaceId, runKeys, isWanted, seq])
  return summaries
}
