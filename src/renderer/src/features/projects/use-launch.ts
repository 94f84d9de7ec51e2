// Starting an entry point, with the two questions that may come first: is the folder trusted, and which store takes the run.
import { useCallback, useRef, useState } from 'react'
import type { AppError } from '../../../../shared/errors'
import { useClient } from '../../bridge/client-context'
import { useJobsActions } from '../jobs'
import { useNavigationActions } from '../navigation'
import type { collectStart } from './launch-form'

export type Start = ReturnType<typeof collectStart>

export type LaunchState =
  | { readonly kind: 'idle' }
  | { readonly kind: 'starting' }
  | { readonly kind: 'asking-trust'; readonly start: Start; readonly path: string; readonly files: readonly string[] }
  | { readonly kind: 'asking-store'; readonly start: Start; readonly storeIds: readonly string[] }
  | { readonly kind: 'failed'; readonly error: AppError }
  | { readonly kind: 'started'; readonly jobId: string }

export interface Launching {
  readonly state: LaunchState
  start(start: Start): Promise<void>
  trust(start: Start): Promise<void>
  dismiss(): void
}

const stateAfter = (start: Start, error: AppError): LaunchState => {
  if (error.code === 'untrusted') return { kind: 'asking-trust', start, path: error.path, files: error.files }
  if (error.code === 'choose-store') return { kind: 'asking-store', start, storeIds: error.storeIds }
  return error.code === 'cancelled' ? { kind: 'idle' } : { kind: 'failed', error }
}

export function useLaunch(): Launching {
  const client = useClient()
  const jobs = useJobsActions()
  const navigation = useNavigationActions()
  const [state, setState] = useState<LaunchState>({ kind: 'idle' })
  // Two presses in one frame are one start.
  const isBusy = useRef(false)

  const start = useCallback(
    async (wanted: Start): Promise<void> => {
      if (isBusy.current) return
      isBusy.current = true
      setState({ kind: 'starting' })
      const result = await client.request('jobs.start', wanted)
      isBusy.current = false
      if (!result.ok) return setState(stateAfter(wanted, result.error))
      const { jobId } = result.value
      setState({ kind: 'started', jobId })
      jobs.choose(jobId)
      navigation.toggle('isConsoleOpen', true)
      await jobs.load()
    },
    [client, jobs, navigation],
  )
  const trust = useCallback(
    async (wanted: Start): Promise<void> => {
      const { workspaceId, projectDir } = wanted
      const result = await client.request('projects.trust', { workspaceId, projectDir })
      if (result.ok) await start(wanted)
      else setState({ kind: 'failed', error: result.error })
    },
    [client, start],
  )
  const dismiss = useCallback(() => setState({ kind: 'idle' }), [])
  return { state, start, trust, dismiss }
}
