import { basename } from 'node:path'
import { isMap, parseDocument } from 'yaml'
import { isNestedTooDeeply } from '../../lib/yaml-depth'
import { readText } from '../file-store/read-file'

const MAX_NAME = 200

/** `name` of an MLproject file; the folder's name when it has none or cannot be read. */
export function readProjectName(file: string, folder: string): string {
  try {
    const { text } = readText(file)
    if (isNestedTooDeeply(text)) return basename(folder)
    const document = parseDocument(text, { version: '1.1', logLevel: 'silent' })
    // Not the whole document as a value: a mapping as a key would be written out once more at each level above it.
    const name: unknown = document.errors.length === 0 && isMap(document.contents) ? document.get('name') : undefined
    if (typeof name === 'string' && name.trim() !== '') return name.slice(0, MAX_NAME)
    if (typeof name === 'number') return String(name)
  } catch {
    // The project itself is read elsewhere, and says there what is wrong with it.
  }
  return basename(folder)
}
