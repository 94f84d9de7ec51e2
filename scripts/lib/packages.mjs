// Are the packages in node_modules those of package-lock.json? If not, `npm ci`.
// @ts-check
import { readFileSync } from 'node:fs'
import { inRoot, npm, runOrThrow } from './project.mjs'

/** @typedef {Record<string, { version?: string, integrity?: string, optional?: boolean, link?: boolean }>} Packages */

/**
 * Pure: does what is installed differ from the lock? An optional package may be missing (it is for another platform).
 * @param {Packages} wanted
 * @param {Packages} installed
 */
export function differs(wanted, installed) {
  const isOff = (/** @type {[string, Packages[string]]} */ [path, entry]) => {
    const found = installed[path]
    if (!found) return !entry.optional
    return found.version !== entry.version || found.integrity !== entry.integrity
  }
  const named = Object.entries(wanted).filter(([path]) => path !== '')
  return named.some(isOff) || Object.keys(installed).some((path) => path !== '' && !wanted[path])
}

/** @returns {Packages} */
const packagesIn = (/** @type {string} */ file) => JSON.parse(readFileSync(file, 'utf8')).packages ?? {}

function isUpToDate() {
  try {
    // npm leaves this copy of the lock at the end of an installation: its absence means an unfinished one.
    return !differs(packagesIn(inRoot('package-lock.json')), packagesIn(inRoot('node_modules/.package-lock.json')))
  } catch {
    return false
  }
}

export async function ensurePackages() {
  if (isUpToDate()) return { said: 'as in package-lock.json', value: undefined }
  await runOrThrow([...npm(), 'ci', '--no-audit', '--no-fund'], { ...process.env, ELECTRON_SKIP_BINARY_DOWNLOAD: '1' })
  return { said: 'installed', value: undefined }
}
