import { basename } from 'node:path'
import { parseDocument } from 'yaml'
import { readText } from '../file-store/read-file'

const MAX_ALIASES = 100
const MAX_NAME = 200

/** `name` of an MLproject file; the folder's name when it has none or cannot be read. */
export function readProjectName(file: string, folder: string): string {
  try {
    const document = parseDocument(readText(file).text, { version: '1.1', logLevel: 'silent' })
    const values: unknown = document.errors.length > 0 ? undefined : document.toJS({ maxAliasCount: MAX_ALIASES })
    const name = typeof values === 'object' && values !== null && 'name' in values ? values.name : undefined
    if (typeof name === 'string' && name.trim() !== '') return name.slice(0, MAX_NAME)
    if (typeof name === 'number') return String(name)
  } catch {
    // The project itself is read elsewhere, and says there what is wrong with it.
  }
  return basename(folder)
}
