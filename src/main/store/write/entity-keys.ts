// MLflow's own rules for keys of params and tags, and its lengths; a key becomes a path in a file store.
import { posix } from 'node:path'
import { Failure } from '../../rpc/router'
import type { KeyValue } from '../ports'

export const MAX_PARAM_LENGTH = 6_000
export const MAX_TAG_LENGTH = 8_000
const MAX_KEY_LENGTH = 250
const CHARACTERS = /^[/\p{L}\p{N}_.\- :]+$/u
// Windows has no colon in file names; MLflow refuses it there.
const CHARACTERS_ON_WINDOWS = /^[/\p{L}\p{N}_.\- ]+$/u

/** Why MLflow would refuse the key, or undefined. */
export function findKeyFault(key: string, platform: NodeJS.Platform = process.platform): string | undefined {
  const allowed = platform === 'win32' ? CHARACTERS_ON_WINDOWS : CHARACTERS
  if (key === '') return 'the name is empty'
  if (key.length > MAX_KEY_LENGTH) return `longer than ${MAX_KEY_LENGTH} characters`
  if (!allowed.test(key)) return 'only letters, digits, _ - . : / and spaces are allowed'
  const normal = posix.normalize(key)
  const isPath = normal === key && key !== '.' && !key.startsWith('..') && !key.startsWith('/') && !key.endsWith('/')
  return isPath ? undefined : 'the name must be a plain relative path'
}

/** Checks all keys before anything is written. */
export function checkKeys(pairs: readonly KeyValue[], path: string): void {
  for (const [key] of pairs) {
    const fault = findKeyFault(key)
    if (fault !== undefined)
      throw new Failure({
        code: 'project',
        kind: 'bad-parameter-name',
        path,
        subject: key.slice(0, MAX_KEY_LENGTH),
        detail: fault,
      })
  }
}

/** Cuts a value as MLflow does by default; whole characters only. */
export const cutValue = (value: string, length: number): string =>
  value.length <= length ? value : Array.from(value).slice(0, length).join('')
