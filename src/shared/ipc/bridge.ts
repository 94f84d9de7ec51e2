// What the preload puts on the page's `window`: five functions, nothing of Electron.
import type { AppError } from '../errors'
import type { Result } from '../result'

/** One frame's events, in order. */
export type EventBatch = readonly (readonly [name: string, payload: unknown])[]

export interface Bridge {
  request(name: string, input: unknown, callId: string): Promise<Result<unknown, AppError>>
  cancel(callId: string): void
  /** Absolute path of a natively dropped file; '' for a File made by the page. `file` is a DOM File. */
  pathOf(file: unknown): string
  subscribe(listener: (batch: EventBatch) => void): () => void
}
