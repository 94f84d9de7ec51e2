// The one gate to artifact files: a path from outside becomes a path below its root, or nothing is opened at all.
import { closeSync, constants, fstatSync, lstatSync, openSync, realpathSync, type Stats } from 'node:fs'
import { isAbsolute, relative, resolve, sep } from 'node:path'
import { Failure } from '../rpc/router'

/** Longer than any file system's limit. */
const MAX_PATH_LENGTH = 4_096
/** How often a percent-encoded path is decoded to see what it could become. */
const MAX_DECODINGS = 4

const invalid = (): Failure =>
  new Failure({ code: 'invalid-input', issues: ['path: not a path below the artifact folder'] })

const decode = (text: string): string | undefined => {
  try {
    return decodeURIComponent(text)
  } catch {
    return undefined
  }
}

/** A dot segment, also with what other systems ignore or add at its end (`.. `, `...`, `..;x`). */
const isDotSegment = (segment: string): boolean => /^\.+[\s.]*(;.*)?$/.test(segment)

function isHostile(path: string): boolean {
  // eslint-disable-next-line no-control-regex -- a NUL is what this looks for
  if (path.includes('\\') || /[\u0000]/.test(path) || path.includes('\uFFFD')) return true
  if (/^(\/|~(\/|$)|[a-z]:|file:|[a-z][a-z0-9+.-]*:\/)/i.test(path)) return true
  return path.split('/').some((segment) => segment === '' || isDotSegment(segment))
}

/** Whether decoding, once or more, would make it leave: names with a harmless `%` are files like any other. */
function becomesHostile(path: string): boolean {
  let text = path
  for (let i = 0; i < MAX_DECODINGS; i++) {
    const next = decode(text)
    if (next === text) return false
    if (next === undefined) return /%(00|2e|2f|5c|c0|c1|e0%80|f0%80)/i.test(text)
    if (isHostile(next)) return true
    text = next
  }
  return true
}

/** The names of a relative path with `/`; `` is the root itself. Throws `invalid-input` before anything is touched. */
export function segmentsOf(path: string): readonly string[] {
  if (path === '') return []
  if (path.length > MAX_PATH_LENGTH || isHostile(path) || becomesHostile(path)) throw invalid()
  return path.split('/')
}

export function isInside(root: string, path: string): boolean {
  const way = relative(root, path)
  return way === '' || (!isAbsolute(way) && way !== '..' && !way.startsWith(`..${sep}`))
}

export interface Located {
  readonly path: string
  readonly stats: Stats
}

/** Where `path` is below `root`, no link on the way and none at its end. */
export function locateBelow(root: string, path: string): Located {
  const segments = segmentsOf(path)
  let at = realOf(root)
  let stats = statOf(at, path)
  for (const [index, segment] of segments.entries()) {
    at = resolve(at, segment)
    stats = statOf(at, path)
    const isLast = index === segments.length - 1
    if (stats.isSymbolicLink() || (!isLast && !stats.isDirectory())) throw invalid()
  }
  return { path: at, stats }
}

function realOf(root: string): string {
  try {
    return realpathSync(root)
  } catch (cause) {
    throw ioFailure(cause, root)
  }
}

function statOf(path: string, id: string): Stats {
  try {
    const stats = lstatSync(path, { throwIfNoEntry: false })
    if (stats) return stats
  } catch (cause) {
    throw ioFailure(cause, path)
  }
  throw new Failure({ code: 'not-found', what: 'artifact', id })
}

export function ioFailure(cause: unknown, path: string): Failure {
  const code = cause instanceof Error && 'code' in cause ? String(cause.code) : 'EIO'
  return new Failure({ code: 'io', errno: code, path }, { cause })
}

/** Windows has neither; there `lstat` before and `fstat` after are the guard. */
const NO_FOLLOW = constants.O_NOFOLLOW ?? 0
const NON_BLOCKING = constants.O_NONBLOCK ?? 0

/** Opens a regular file for `read`, and checks that it is the one that was looked at. */
export function withFile<T>(located: Located, read: (fd: number, sizeBytes: number) => T): T {
  if (!located.stats.isFile()) throw invalid()
  let fd: number
  try {
    fd = openSync(located.path, constants.O_RDONLY | NO_FOLLOW | NON_BLOCKING)
  } catch (cause) {
    throw ioFailure(cause, located.path)
  }
  try {
    const stats = fstatSync(fd)
    const isSame = stats.isFile() && stats.ino === located.stats.ino && stats.dev === located.stats.dev
    if (!isSame) throw invalid()
    return read(fd, stats.size)
  } finally {
    closeSync(fd)
  }
}
