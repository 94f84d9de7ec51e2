// A workspace service on a port, in whatever process or thread that port ends.
import type { workerEvents } from '../../shared/ipc/contract-workspace'
import type { Port } from '../rpc/port'
import { createPortServer } from '../rpc/port-server'
import { createWorkspaceService, type WorkspaceServiceOptions } from './workspace-service'

/** Returns its end. */
export function serveWorkspace(port: Port, options: Omit<WorkspaceServiceOptions, 'send'>): () => void {
  const service = createWorkspaceService({ ...options, send: (name, payload) => server.send(name, payload) })
  const server = createPortServer<typeof workerEvents>(port, service.dispatch)
  return () => {
    server.dispose()
    service.dispose()
  }
}
