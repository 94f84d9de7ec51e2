import type { Port } from '../rpc/port'

/** One worker, wherever it runs: a utility process in the app, a thread or the same process under test. */
export interface WorkerHandle {
  readonly port: Port
  /** Called once, whether it was killed or died by itself. */
  onExit(listener: () => void): void
  kill(): void
}

export type CreateWorker = () => WorkerHandle
