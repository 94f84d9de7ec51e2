// One question to another process, asked again when its revision moves; the last answer stays in view until the next one is there.
import type { AppError } from '../../../shared/errors'
import type { Result } from '../../../shared/result'
import { useCallback, useEffect, useRef, useState } from 'react'

export type Answer<T> =
  | { readonly kind: 'waiting' }
  | { readonly kind: 'ready'; readonly value: T }
  | { readonly kind: 'failed'; readonly error: AppError }

export interface Question<T> {
  /** What is asked for; another identity drops the answer in view. Undefined: nothing is asked. */
  readonly identity: string | undefined
  /** Moves when the same question may have another answer. */
  readonly revision?: number | string
  readonly ask: (signal: AbortSignal) => Promise<Result<T, AppError>>
}

const WAITING = { kind: 'waiting' } as const

interface Held<T> {
  readonly identity: string | undefined
  readonly answer: Answer<T>
}

export function useAnswer<T>({ identity, revision = 0, ask }: Question<T>): readonly [Answer<T>, () => void] {
  const [held, setHeld] = useState<Held<T>>({ identity: undefined, answer: WAITING })
  const [attempt, setAttempt] = useState(0)
  const latestAsk = useRef(ask)
  useEffect(() => {
    latestAsk.current = ask
  })
  useEffect(() => {
    if (identity === undefined) return
    const controller = new AbortController()
    void latestAsk.current(controller.signal).then((result) => {
      if (controller.signal.aborted) return
      if (result.ok) setHeld({ identity, answer: { kind: 'ready', value: result.value } })
      else if (result.error.code !== 'cancelled') setHeld({ identity, answer: { kind: 'failed', error: result.error } })
    })
    return () => controller.abort()
  }, [identity, revision, attempt])
  const retry = useCallback(() => setAttempt((count) => count + 1), [])
  return [held.identity === identity ? held.answer : WAITING, retry]
}
