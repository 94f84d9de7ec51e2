// Entry of a workspace's worker: joins the service to the port of the process (Electron's utility process) or thread it runs in.
import { randomUUID } from 'node:crypto'
import { parentPort } from 'node:worker_threads'
import type { Port } from '../rpc/port'
import { serveWorkspace } from './serve-workspace'
import { workspaceDeps } from './wiring'

/** What Electron adds to `process` in a utility process; there a message is an event with `data`. */
interface UtilityPort {
  postMessage(message: unknown): void
  on(event: 'message', listener: (event: { readonly data: unknown }) => void): unknown
  off(event: 'message', listener: (event: { readonly data: unknown }) => void): unknown
}

const utilityPort = (process as { readonly parentPort?: UtilityPort }).parentPort

function ownPort(): Port {
  if (utilityPort)
    return {
      post: (message) => utilityPort.postMessage(message),
      onMessage: (listener) => {
        const forward = ({ data }: { readonly data: unknown }): void => listener(data)
        utilityPort.on('message', forward)
        return () => void utilityPort.off('message', forward)
      },
    }
  if (!parentPort) throw new Error('A workspace worker has a parent.')
  const thread = parentPort
  return {
    post: (message) => thread.postMessage(message),
    onMessage: (listener) => {
      thread.on('message', listener)
      return () => void thread.off('message', listener)
    },
  }
}

serveWorkspace(ownPort(), {
  deps: workspaceDeps,
  logIncident: (cause, where) => {
    const incident = randomUUID().slice(0, 8)
    // The parent's log takes what a worker prints.
    console.error(`[incident ${incident}] ${where}`, cause)
    return incident
  },
})
