// When a lost worker is started again: sooner the first times, not at all after five losses within a minute. Pure.

const WINDOW_MS = 60_000
const DELAYS_MS = [200, 500, 1_000, 2_000, 4_000]

export interface RestartDecision {
  /** Undefined: it has failed too often; only a person starts it again. */
  readonly delayMs: number | undefined
  /** The losses to remember, this one among them. */
  readonly losses: readonly number[]
}

export function decideRestart(losses: readonly number[], now: number): RestartDecision {
  const recent = losses.filter((time) => now - time < WINDOW_MS)
  return { delayMs: DELAYS_MS[recent.length], losses: [...recent, now] }
}
