// Builds `out/` when its sources changed. Compared by content, so that a checkout or a copy does not build for nothing.
// @ts-check
import { createHash } from 'node:crypto'
import { existsSync, readFileSync, readdirSync, writeFileSync } from 'node:fs'
import { join, relative } from 'node:path'
import { inRoot, root, runOrThrow, tool } from './project.mjs'

const INPUTS = ['electron.vite.config.ts', 'package.json', 'package-lock.json']
const STAMP = inRoot('out/built-from')

/** One hash over everything that the build reads. */
export function sourceHash() {
  const hash = createHash('sha256')
  for (const file of [...INPUTS.map((name) => inRoot(name)), ...sources(inRoot('src'))])
    hash.update(relative(root, file).replaceAll('\\', '/')).update('\0').update(readFileSync(file)).update('\0')
  return hash.digest('hex')
}

/** @returns {string[]} */
const sources = (/** @type {string} */ folder) =>
  readdirSync(folder, { withFileTypes: true, recursive: true })
    .filter((entry) => entry.isFile() && !/\.test\.tsx?$/.test(entry.name))
    .map((entry) => join(entry.parentPath, entry.name))
    .sort()

/** @param {{ isForced?: boolean }} [options] */
export async function ensureBuild({ isForced = false } = {}) {
  const hash = sourceHash()
  if (!isForced && existsSync(STAMP) && readFileSync(STAMP, 'utf8') === hash)
    return { said: 'as the sources are', value: undefined }
  await runOrThrow([...tool('electron-vite/bin/electron-vite.js'), 'build', '--logLevel', 'warn'])
  writeFileSync(STAMP, hash)
  return { said: 'built', value: undefined }
}
