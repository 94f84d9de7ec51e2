// What a path names: the same place always gives the same path and id, however it was written.
import { createHash } from 'node:crypto'
import { access, constants, realpath, stat } from 'node:fs/promises'
import { basename, resolve } from 'node:path'
import type { WorkspaceId } from '../../shared/domain/ids'
import { Failure } from '../rpc/router'

export const idOf = (path: string): WorkspaceId => createHash('sha256').update(path).digest('hex').slice(0, 16)

/** A root folder has no name of its own. */
export const nameOf = (path: string): string => basename(path) || path

/** The real path of something readable; a `Failure` that names the path otherwise. */
export async function resolveWorkspacePath(path: string): Promise<string> {
  try {
    const real = await realpath(resolve(path))
    const isFolder = (await stat(real)).isDirectory()
    await access(real, isFolder ? constants.R_OK | constants.X_OK : constants.R_OK)
    return real
  } catch (cause) {
    throw new Failure({ code: 'io', errno: errnoOf(cause), path }, { cause })
  }
}

/** Node's own refusals (a NUL in a path) have codes, but not those of the system. */
function errnoOf(cause: unknown): string {
  const code = (cause as NodeJS.ErrnoException).code ?? ''
  return /^E[A-Z0-9]+$/.test(code) ? code : 'ENOENT'
}
