// What Electron needs of a Linux system: shared libraries, and a display (or Xvfb). Elsewhere there is nothing to do.
// @ts-check
import { spawn, spawnSync } from 'node:child_process'
import { accessSync, constants } from 'node:fs'
import { delimiter, join } from 'node:path'
import { run } from './project.mjs'

// Debian's names of the packages that hold the libraries Electron links to.
const DEBIAN = new Map([
  ['libgtk-3.so.0', 'libgtk-3-0'],
  ['libgdk-3.so.0', 'libgtk-3-0'],
  ['libnss3.so', 'libnss3'],
  ['libnssutil3.so', 'libnss3'],
  ['libsmime3.so', 'libnss3'],
  ['libnspr4.so', 'libnspr4'],
  ['libasound.so.2', 'libasound2'],
  ['libgbm.so.1', 'libgbm1'],
  ['libatk-1.0.so.0', 'libatk1.0-0'],
  ['libatk-bridge-2.0.so.0', 'libatk-bridge2.0-0'],
  ['libatspi.so.0', 'libatspi2.0-0'],
  ['libcups.so.2', 'libcups2'],
  ['libdrm.so.2', 'libdrm2'],
  ['libxkbcommon.so.0', 'libxkbcommon0'],
  ['libXcomposite.so.1', 'libxcomposite1'],
  ['libXdamage.so.1', 'libxdamage1'],
  ['libXfixes.so.3', 'libxfixes3'],
  ['libXrandr.so.2', 'libxrandr2'],
  ['libXext.so.6', 'libxext6'],
  ['libX11.so.6', 'libx11-6'],
  ['libxcb.so.1', 'libxcb1'],
  ['libpango-1.0.so.0', 'libpango-1.0-0'],
  ['libcairo.so.2', 'libcairo2'],
  ['libexpat.so.1', 'libexpat1'],
  ['libdbus-1.so.3', 'libdbus-1-3'],
  ['libgio-2.0.so.0', 'libglib2.0-0'],
  ['libglib-2.0.so.0', 'libglib2.0-0'],
  ['libgobject-2.0.so.0', 'libglib2.0-0'],
])

export const isRoot = () => process.getuid?.() === 0
export const hasDisplay = () =>
  process.platform !== 'linux' || Boolean(process.env.DISPLAY) || Boolean(process.env.WAYLAND_DISPLAY)

/** Pure: the libraries that `ldd` could not find. Electron brings its own libffmpeg. */
export const missingIn = (/** @type {string} */ lddOutput) => [
  ...new Set(
    [...lddOutput.matchAll(/^\s*(\S+) => not found/gm)]
      .map(([, name]) => String(name))
      .filter((name) => name !== 'libffmpeg.so'),
  ),
]

/** Pure: Debian packages for missing libraries; an unknown library is named as it is. */
export const debianPackages = (/** @type {readonly string[]} */ libraries) => [
  ...new Set(libraries.map((library) => DEBIAN.get(library) ?? library)),
]

function missingLibraries(/** @type {string} */ executable) {
  const { status, stdout } = spawnSync('ldd', [executable], { encoding: 'utf8' })
  return status === 0 ? missingIn(stdout) : []
}

/** Is this program on the PATH? */
export const has = (/** @type {string} */ program) =>
  (process.env.PATH ?? '').split(delimiter).some((folder) => {
    try {
      accessSync(join(folder, program), constants.X_OK)
      return true
    } catch {
      return false
    }
  })

/** Installs what is missing where we may (root on Debian), else throws the one line to run. */
export async function ensureSystem(/** @type {string} */ executable) {
  if (process.platform !== 'linux') return { said: 'nothing needed', value: undefined }
  const packages = debianPackages(missingLibraries(executable))
  if (!hasDisplay() && !has('Xvfb')) packages.push('xvfb')
  if (packages.length === 0) return { said: 'complete', value: undefined }
  const line = `apt-get install -y --no-install-recommends ${packages.join(' ')}`
  if (!isRoot() || !has('apt-get')) throw new Error(`Electron needs system packages. Run: sudo ${line}`)
  const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' }
  await run(['apt-get', 'update', '-qq'], { env, quiet: true })
  const { code, output } = await run(line.split(' '), { env, quiet: true })
  const still = missingLibraries(executable)
  if (code !== 0 || still.length > 0)
    throw new Error(`Could not install ${packages.join(' ')}:\n${output.trim()}\nTry: ${line}`)
  return { said: `installed ${packages.join(' ')}`, value: undefined }
}

/**
 * Starts an X server without a screen, on a free display.
 * @returns {Promise<{ display: string, stop: () => void }>}
 */
export function startXvfb() {
  return new Promise((resolve, reject) => {
    const server = spawn('Xvfb', ['-displayfd', '3', '-screen', '0', '1600x1000x24', '-nolisten', 'tcp'], {
      stdio: ['ignore', 'ignore', 'ignore', 'pipe'],
      // A group of its own: Ctrl-C in the terminal must end the app first, then its display.
      detached: true,
    })
    server.once('error', reject)
    server.once('exit', (code) => reject(new Error(`Xvfb ended with ${code}`)))
    const stop = () => void server.kill()
    server.stdio[3]?.once('data', (number) => resolve({ display: `:${String(number).trim()}`, stop }))
    process.once('exit', stop)
  })
}

/**
 * Runs `work` with a display: the present one, or an Xvfb for as long as it takes.
 * @template T
 * @param {(env: NodeJS.ProcessEnv) => Promise<T>} work
 */
export async function withDisplay(work) {
  if (hasDisplay()) return work(process.env)
  const { display, stop } = await startXvfb()
  try {
    return await work({ ...process.env, DISPLAY: display })
  } finally {
    stop()
  }
}
