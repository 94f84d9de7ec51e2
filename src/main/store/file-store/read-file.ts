// Bounded, synchronous reads of regular files. `O_NONBLOCK` and `O_NOFOLLOW` cover the moment between listing a folder and
// opening a name: a pipe put there meanwhile neither blocks nor is followed.
import { closeSync, constants, openSync, readSync, type Dirent } from 'node:fs'

// Windows knows neither flag.
const FLAGS =
  constants.O_RDONLY |
  ((constants.O_NONBLOCK as number | undefined) ?? 0) |
  ((constants.O_NOFOLLOW as number | undefined) ?? 0)

/** Params and tags are at most 8,000 characters in MLflow; notes grow to a few hundred kilobytes. */
export const MAX_VALUE_BYTES = 1_000_000

const scratch = Buffer.allocUnsafe(MAX_VALUE_BYTES + 1)

export interface TextFile {
  readonly text: string
  /** The file is longer than `MAX_VALUE_BYTES`; the text is its beginning. */
  readonly isCut: boolean
}

export const openRegular = (path: string): number => openSync(path, FLAGS)

export function readText(path: string): TextFile {
  const fd = openRegular(path)
  try {
    let length = 0
    for (;;) {
      const read = readSync(fd, scratch, length, scratch.length - length, null)
      length += read
      if (read === 0 || length === scratch.length) break
      // A short read of a small file is its end: the usual case, one call.
      if (length < 4_096) break
    }
    const isCut = length > MAX_VALUE_BYTES
    return { text: scratch.toString('utf8', 0, isCut ? wholeCharacters(length - 1) : length), isCut }
  } finally {
    closeSync(fd)
  }
}

/** Steps back over a character that the cut would split. */
function wholeCharacters(end: number): number {
  let at = end
  while (at > 0 && ((scratch[at] as number) & 0xc0) === 0x80) at -= 1
  return at
}

export const errnoOf = (cause: unknown): string =>
  cause instanceof Error && 'code' in cause && typeof cause.code === 'string' ? cause.code : 'EUNKNOWN'

export const isAbsent = (cause: unknown): boolean => {
  const errno = errnoOf(cause)
  return errno === 'ENOENT' || errno === 'ENOTDIR'
}

export const kindOf = (entry: Dirent): string => {
  if (entry.isSymbolicLink()) return 'symbolic link'
  if (entry.isFIFO()) return 'named pipe'
  if (entry.isSocket()) return 'socket'
  return entry.isCharacterDevice() || entry.isBlockDevice() ? 'device' : 'special file'
}
