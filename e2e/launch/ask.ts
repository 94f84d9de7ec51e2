// Asks main through the page's own bridge, as the page does: for setting up and for what has no face yet.
import type { Page } from '@playwright/test'
import type { AppError } from '../../src/shared/errors'
import type { Bridge } from '../../src/shared/ipc/bridge'
import type { RequestName, Requests } from '../../src/shared/ipc/contract'
import type { OutputOf } from '../../src/shared/ipc/define'
import type { Result } from '../../src/shared/result'
import type { z } from 'zod'

let lastCall = 0

export function tryAsk<N extends RequestName>(
  page: Page,
  name: N,
  input: z.input<Requests[N]['input']>,
): Promise<Result<OutputOf<Requests, N>, AppError>> {
  lastCall += 1
  return page.evaluate(
    ([request, payload, callId]) => (window as unknown as { bridge: Bridge }).bridge.request(request, payload, callId),
    [name, input, `e2e-${lastCall}`] as const,
  ) as Promise<Result<OutputOf<Requests, N>, AppError>>
}

/** The answer; a refusal fails the test with its error. */
export async function ask<N extends RequestName>(
  page: Page,
  name: N,
  input: z.input<Requests[N]['input']>,
): Promise<OutputOf<Requests, N>> {
  const result = await tryAsk(page, name, input)
  if (!result.ok) throw new Error(`${name}: ${JSON.stringify(result.error)}`)
  return result.value
}
