// Brings one job's console file into a terminal: pieces in order, one request and one write at a time, so that a job that
// writes faster than a terminal can draw never fills the page's memory.
import type { AppClient } from '../../bridge/client'
import type { AppError } from '../../../../shared/errors'
import type { JobId } from '../../../../shared/domain/ids'

const PIECE_BYTES = 262_144
/** About 100,000 lines of a usual console; what lies before it is in the file and would scroll out anyway. */
const REPLAY_BYTES = 16_777_216

export interface ConsoleSink {
  /** Resolves when the terminal has taken it in. */
  write(data: Uint8Array): Promise<void>
  /** Output before this was left out; `bytes` of it. */
  skip(bytes: number): void
  fail(error: AppError | undefined): void
}

export interface ConsoleFeed {
  /** More was written, or the job ended: read on. */
  pull(): void
  dispose(): void
}

export function createConsoleFeed(client: AppClient, jobId: JobId, sink: ConsoleSink): ConsoleFeed {
  const controller = new AbortController()
  const { signal } = controller
  let offset = 0
  let isReading = false
  let isWanted = false

  const request = (at: number, limitBytes: number) =>
    client.request('jobs.console', { jobId, offset: at, limitBytes }, signal)

  const skipAhead = async (): Promise<void> => {
    const head = await request(0, 1)
    if (!head.ok || head.value.sizeBytes <= REPLAY_BYTES) return
    offset = head.value.sizeBytes - REPLAY_BYTES
    sink.skip(offset)
  }

  /** True while there is more. */
  const readPiece = async (): Promise<boolean> => {
    const piece = await request(offset, PIECE_BYTES)
    if (signal.aborted) return false
    if (!piece.ok) {
      if (piece.error.code !== 'cancelled') sink.fail(piece.error)
      return false
    }
    sink.fail(undefined)
    const { data, nextOffset } = piece.value
    if (nextOffset <= offset) return false
    offset = nextOffset
    await sink.write(data)
    return !signal.aborted
  }

  const run = async (): Promise<void> => {
    isReading = true
    if (offset === 0) await skipAhead()
    do {
      isWanted = false
      while (await readPiece());
    } while (isWanted && !signal.aborted)
    isReading = false
  }

  const pull = (): void => {
    if (signal.aborted) return
    if (isReading) isWanted = true
    else void run()
  }
  const stop = client.on('jobs.output', (output) => (output.jobId === jobId ? pull() : undefined))
  pull()
  return {
    pull,
    dispose: () => {
      stop()
      controller.abort()
    },
  }
}
