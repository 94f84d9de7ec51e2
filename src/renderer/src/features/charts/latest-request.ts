// One request in flight and the latest wanted, never a queue: a slow worker is asked only for what is still shown.
// A new question aborts the one in flight; a refresh (the same question, because the data grew) waits for it, and is not asked
// more often than `refreshMs`.
import type { AppError } from '../../../../shared/errors'
import type { Result } from '../../../../shared/result'

export interface LatestRequestOptions<I, O> {
  readonly ask: (input: I, signal: AbortSignal) => Promise<Result<O, AppError>>
  readonly onAnswer: (result: Result<O, AppError>, input: I) => void
  readonly refreshMs: number
}

export interface LatestRequest<I> {
  want(input: I): void
  /** Asks again what was wanted last. */
  refresh(): void
  dispose(): void
}

export function createLatestRequest<I, O>(options: LatestRequestOptions<I, O>): LatestRequest<I> {
  let wanted: I | undefined
  let inFlight: AbortController | undefined
  let isStale = false
  let isDisposed = false
  let timer: ReturnType<typeof setTimeout> | undefined
  let lastStart = Number.NEGATIVE_INFINITY

  const start = async (input: I): Promise<void> => {
    const controller = new AbortController()
    inFlight = controller
    isStale = false
    lastStart = Date.now()
    const result = await options.ask(input, controller.signal)
    inFlight = undefined
    if (isDisposed) return
    if (!controller.signal.aborted) options.onAnswer(result, input)
    if (wanted !== input) next()
    else if (isStale) schedule()
  }
  const next = (): void => {
    clearTimeout(timer)
    timer = undefined
    if (wanted !== undefined && !inFlight && !isDisposed) void start(wanted)
  }
  const schedule = (): void => {
    timer ??= setTimeout(next, Math.max(0, options.refreshMs - (Date.now() - lastStart)))
  }

  return {
    want: (input) => {
      wanted = input
      if (inFlight) inFlight.abort()
      else next()
    },
    refresh: () => {
      isStale = true
      if (!inFlight && wanted !== undefined) schedule()
    },
    dispose: () => {
      isDisposed = true
      clearTimeout(timer)
      inFlight?.abort()
    },
  }
}
