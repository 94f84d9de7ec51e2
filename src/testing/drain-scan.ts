// Runs a scan or refresh to its end, as the run index would.
import type { ExperimentRecord, RunRecord, ScanBatch, ScanEnd } from '../main/store/ports'

export interface DrainedScan {
  readonly runs: ReadonlyMap<string, RunRecord>
  readonly experiments: readonly ExperimentRecord[]
  readonly batches: readonly ScanBatch[]
  readonly end: ScanEnd | undefined
}

export async function drainScan(scan: AsyncGenerator<ScanBatch, ScanEnd | undefined>): Promise<DrainedScan> {
  const runs = new Map<string, RunRecord>()
  const batches: ScanBatch[] = []
  for (;;) {
    const { done, value } = await scan.next()
    if (done) return { runs, batches, end: value, experiments: value?.experiments ?? [] }
    batches.push(value)
    value.runs.forEach((run) => runs.set(run.runId, run))
  }
}

export const neverAborted = (): AbortSignal => new AbortController().signal
