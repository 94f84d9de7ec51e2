// A question to the worker whose answer follows the index: the request discipline of latest-request.ts as a hook.
import { useEffect, useRef, useState } from 'react'
import type { RunKey } from '../../../../shared/domain/ids'
import type { WorkspaceRequests } from '../../../../shared/ipc/contract-workspace'
import type { OutputOf } from '../../../../shared/ipc/define'
import type { AppError } from '../../../../shared/errors'
import type { z } from 'zod'
import type { AppClient } from '../../bridge/client'
import { useRuns } from '../runs'
import { createLatestRequest, type LatestRequest } from './latest-request'
import { useIndexChanges } from './use-index-changes'

/** Live data are drawn at most ten times a second. */
const REFRESH_MS = 100

type Name = keyof WorkspaceRequests & string

export interface Latest<N extends Name> {
  readonly value: OutputOf<WorkspaceRequests, N> | undefined
  readonly error: AppError | undefined
  /** What `value` answers; older than what is wanted while the next answer is on its way. */
  readonly input: z.input<WorkspaceRequests[N]['input']> | undefined
}

interface Question<N extends Name> {
  readonly name: N
  /** Undefined: nothing to ask. Compared by content. */
  readonly input: z.input<WorkspaceRequests[N]['input']> | undefined
  /** The runs whose changes make the answer old. */
  readonly runKeys: readonly RunKey[]
}

export function useLatest<N extends Name>(client: AppClient, { name, input, runKeys }: Question<N>): Latest<N> {
  const workspaceId = useRuns((state) => state.workspaceId)
  const [latest, setLatest] = useState<Latest<N>>({ value: undefined, error: undefined, input: undefined })
  const request = useRef<LatestRequest<z.input<WorkspaceRequests[N]['input']>>>(undefined)
  const wanted = JSON.stringify(input)

  useEffect(() => {
    if (workspaceId === undefined) return
    const own = createLatestRequest<z.input<WorkspaceRequests[N]['input']>, OutputOf<WorkspaceRequests, N>>({
      ask: (asked, signal) => client.ask(workspaceId, name, asked, signal),
      onAnswer: (result, asked) => {
        if (result.ok) setLatest({ value: result.value, error: undefined, input: asked })
        else if (result.error.code !== 'cancelled') setLatest((old) => ({ ...old, error: result.error }))
      },
      refreshMs: REFRESH_MS,
    })
    request.current = own
    return () => own.dispose()
  }, [client, workspaceId, name])

  useEffect(() => {
    if (wanted !== undefined) request.current?.want(JSON.parse(wanted) as z.input<WorkspaceRequests[N]['input']>)
  }, [wanted, client, workspaceId, name])

  useIndexChanges(client, { workspaceId, runKeys }, () => request.current?.refresh())
  return latest
}
