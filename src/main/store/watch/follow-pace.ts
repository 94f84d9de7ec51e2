// How often a store is looked at: pure. Events make it sooner; this is what holds when there are none.

export interface PaceFacts {
  /** Milliseconds since something last changed. */
  readonly sinceChangeMs: number
  readonly hasRunning: boolean
  /** What the last short look took, waiting included. */
  readonly lastPassMs: number
  readonly state: 'ready' | 'missing' | 'failed'
  readonly failureCount: number
}

const LIVELY_MS = 300
const RUNNING_MS = 500
const IDLE_MS = 2_000
const MISSING_MS = 1_000
const MAX_RETRY_MS = 10_000
const RECENT_MS = 30_000
/** A look may take a tenth of the time, while it does not make the wait longer than this. */
const REST_FACTOR = 10
const MAX_REST_MS = 4_000

export function nextPassDelay(facts: PaceFacts): number {
  if (facts.state === 'missing') return MISSING_MS
  if (facts.state === 'failed') return Math.min(MAX_RETRY_MS, 500 * 2 ** Math.min(facts.failureCount, 10))
  const wanted = facts.sinceChangeMs < RECENT_MS ? LIVELY_MS : facts.hasRunning ? RUNNING_MS : IDLE_MS
  return Math.max(wanted, Math.min(MAX_REST_MS, facts.lastPassMs * REST_FACTOR))
}

export interface ScanFacts {
  readonly sinceScanMs: number
  readonly lastScanMs: number
  readonly sinceChangeMs: number
  /** Events that arrived since the last look. */
  readonly hintCount: number
}

/** The system's queue holds some 16,000 events and drops the rest without a word. */
export const BURST = 5_000
const SCAN_MS = 30_000
const LIVELY_SCAN_MS = 300_000
const CALM_MS = 5_000

/** A full scan finds what no event told: after a burst, and now and then while little happens. */
export function isScanDue(facts: ScanFacts): boolean {
  if (facts.hintCount > BURST) return true
  const every = facts.sinceChangeMs > CALM_MS ? SCAN_MS : LIVELY_SCAN_MS
  return facts.sinceScanMs > Math.max(every, facts.lastScanMs * 30)
}
