// Looks at one run and decides: nothing new, a new record, not yet readable, or gone.
import { lstatSync } from 'node:fs'
import type { RunRecord } from '../ports'
import { SETTLE_MS } from './meta-file'
import { allParts, fingerprint, readRunParts, toRunRecord, type RunParts, type WantedParts } from './run-folder'
import type { RunState, StoreState } from './store-state'

export type Look =
  { readonly kind: 'changed'; readonly record: RunRecord } | { readonly kind: 'same' | 'unsettled' | 'gone' }

export function lookAtRun(state: StoreState, run: RunState, wanted: WantedParts): Look {
  const now = performance.now()
  const folderTime = folderTimeOf(run.place.folder)
  if (folderTime === undefined) return { kind: 'gone' }
  const parts = readRunParts(run.place.folder, run.parts, run.parts ? wanted : allParts())

  if (isUnsettled(run, parts, folderTime, now)) {
    state.markUnsettled(run, now)
    return { kind: 'unsettled' }
  }
  state.markSettled(run)
  if (parts.meta.kind === 'missing' && !hasEvidence(run, parts)) return { kind: 'same' }

  const record = toRunRecord(run.place, parts)
  const print = fingerprint(record, parts)
  const isNew = print !== run.fingerprint
  run.isRunning = record.status === 'RUNNING' || record.status === 'SCHEDULED'
  if (isNew) run.lastChange = run.fingerprint === undefined ? toMonotonic(newestTime(folderTime, parts), now) : now
  state.markShown(run, print)
  state.keep(run, parts, now)
  return isNew ? { kind: 'changed', record } : { kind: 'same' }
}

function folderTimeOf(folder: string): number | undefined {
  try {
    const stats = lstatSync(folder, { throwIfNoEntry: false })
    return stats?.isDirectory() === true ? stats.mtimeMs : undefined
  } catch {
    // Not readable is not gone: the record says so.
    return 0
  }
}

/** A meta.yaml that is missing, empty or torn, and was touched too recently to be judged. */
function isUnsettled(run: RunState, parts: RunParts, folderTime: number, now: number): boolean {
  const waitedMs = run.unsettledSince === undefined ? 0 : now - run.unsettledSince
  if (waitedMs >= SETTLE_MS || parts.meta.kind === 'values') return false
  return parts.meta.kind === 'damaged' ? parts.meta.isFresh : Date.now() - folderTime < SETTLE_MS
}

/** A folder without meta.yaml is a damaged run if it was one before or looks like one; else it holds something else. */
const hasEvidence = (run: RunState, parts: RunParts): boolean =>
  run.fingerprint !== undefined || parts.params.values.length + parts.tags.values.length + parts.metrics.size > 0

function newestTime(folderTime: number, parts: RunParts): number {
  let newest = folderTime
  for (const tail of parts.metrics.values()) newest = Math.max(newest, tail.mtimeMs)
  return newest
}

/** Wall time to the clock of `performance.now()`; a time in the future (another machine's clock) is now. */
const toMonotonic = (wallMs: number, now: number): number => Math.min(now, now - (Date.now() - wallMs))
