// A workspace's worker in a utility process of its own: what crashes there stays there.
import { utilityProcess } from 'electron'
import type { WorkerHandle } from '../workspaces/worker-handle'

/** `entry`: the built file of the worker. */
export function createWorkerProcess(entry: string): WorkerHandle {
  const child = utilityProcess.fork(entry, [], { serviceName: 'Runbench workspace', stdio: 'inherit' })
  return {
    port: {
      post: (message) => child.postMessage(message),
      onMessage: (listener) => {
        child.on('message', listener)
        return () => void child.off('message', listener)
      },
    },
    onExit: (listener) => void child.once('exit', listener),
    kill: () => void child.kill(),
  }
}
