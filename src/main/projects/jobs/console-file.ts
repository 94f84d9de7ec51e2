// A job's output is a file: it is followed by its size and read in pieces, so that a reader who comes late or leaves early
// makes no difference to the job.
import { open, stat } from 'node:fs/promises'
import { Failure } from '../../rpc/router'

/** Five looks a frame would be no faster to the eye; `fs.watch` would wake us for every single line. */
const POLL_MS = 80

export interface ConsolePiece {
  readonly data: Uint8Array<ArrayBuffer>
  readonly nextOffset: number
  readonly sizeBytes: number
}

export async function readConsole(path: string, offset: number, limitBytes: number): Promise<ConsolePiece> {
  const handle = await open(path, 'r').catch((cause: NodeJS.ErrnoException) => {
    if (cause.code === 'ENOENT') return undefined
    throw new Failure({ code: 'io', errno: cause.code ?? 'EIO', path }, { cause })
  })
  if (!handle) return { data: new Uint8Array(), nextOffset: offset, sizeBytes: 0 }
  try {
    const { size } = await handle.stat()
    const data = new Uint8Array(Math.max(0, Math.min(limitBytes, size - offset)))
    const { bytesRead } = await handle.read(data, 0, data.byteLength, offset)
    return { data: data.slice(0, bytesRead), nextOffset: offset + bytesRead, sizeBytes: size }
  } finally {
    await handle.close()
  }
}

export interface ConsoleFollower {
  /** Reports what was written last, then looks no more. */
  stop(): Promise<void>
}

export function followConsole(path: string, onGrown: (sizeBytes: number) => void): ConsoleFollower {
  let known = 0
  let looking: Promise<void> | undefined
  const look = async (): Promise<void> => {
    const size = await stat(path).then(
      (found) => found.size,
      () => known,
    )
    if (size === known) return
    known = size
    onGrown(size)
  }
  const timer = setInterval(() => {
    looking ??= look().finally(() => (looking = undefined))
  }, POLL_MS)
  timer.unref()
  return {
    stop: async () => {
      clearInterval(timer)
      await looking
      await look()
    },
  }
}
