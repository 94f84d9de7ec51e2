// A workspace as a service: answers the worker contract, and tells what changes. It knows no transport and no Electron.
import { workerRequests } from '../../shared/ipc/contract-workspace'
import { createRouter, Failure, type Dispatch, type IncidentLog } from '../rpc/router'
import { createArtifactHandlers } from './service/artifact-handlers'
import { startingState } from './service/collect-state'
import { createQueryHandlers } from './service/query-handlers'
import type { WorkspaceDeps } from './service/workspace-deps'
import { openSession, type SendEvent, type WorkspaceSession } from './service/workspace-session'
import { createWriteHandlers } from './service/write-handlers'

export interface WorkspaceServiceOptions {
  readonly deps: WorkspaceDeps
  readonly send: SendEvent
  readonly logIncident: IncidentLog
  readonly checkOutputs?: boolean
}

export interface WorkspaceService {
  readonly dispatch: Dispatch
  dispose(): void
}

export function createWorkspaceService({
  deps,
  send,
  logIncident,
  checkOutputs,
}: WorkspaceServiceOptions): WorkspaceService {
  let open: WorkspaceSession | undefined

  const session = (): WorkspaceSession => {
    if (!open) throw new Failure({ code: 'not-found', what: 'workspace', id: '' })
    return open
  }

  const dispatch = createRouter(
    workerRequests,
    {
      'worker.open': ({ path }) => {
        open?.dispose()
        open = undefined
        send('workspace.state', startingState())
        open = openSession(path, { deps, send, logIncident })
        return {}
      },
      ...createQueryHandlers(session, deps),
      ...createArtifactHandlers(session, deps),
      ...createWriteHandlers(session, deps),
    },
    { logIncident, ...(checkOutputs === undefined ? {} : { checkOutputs }) },
  )

  return {
    dispatch,
    dispose: () => {
      open?.dispose()
      open = undefined
    },
  }
}
