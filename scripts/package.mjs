// npm run package [-- electron-builder's arguments]: builds the app and packs it for this platform into release/. Where the
// official Electron could not be downloaded, the one that is there is packed (for tests, not for release), and where there is no
// fpm, dpkg-deb makes the .deb. RUNBENCH_FAST_PACKAGE=1: weak compression, for tests.
// @ts-check
import { rmSync } from 'node:fs'
import { ensureBuild } from './lib/build.mjs'
import { inRoot, run, tool } from './lib/project.mjs'
import { setUp } from './lib/setup.mjs'
import { failWith, step } from './lib/step.mjs'
import { has } from './lib/system.mjs'

const isFast = process.env.RUNBENCH_FAST_PACKAGE === '1'
const platforms = /** @type {Record<string, string>} */ ({ linux: '--linux', win32: '--win', darwin: '--mac' })

/** What electron-builder would download, had it to: given, so that it need not. */
function machineArguments(/** @type {import('./lib/electron.mjs').Electron} */ electron) {
  const own = [`-c.electronDist=${electron.dist}`, `-c.electronVersion=${electron.version}`]
  return isFast ? [...own, '-c.deb.compression=gz', '-c.compression=store'] : own
}

try {
  const { electron } = await setUp()
  await step('Build', () => ensureBuild())
  rmSync(inRoot('release'), { recursive: true, force: true })
  const env = {
    ...process.env,
    ...(process.platform === 'linux' && !has('fpm') && { CUSTOM_FPM_PATH: inRoot('scripts/fpm-deb.mjs') }),
    ...(isFast && { RUNBENCH_DEB_LEVEL: '1' }),
  }
  const command = [
    ...tool('electron-builder/cli.js'),
    ...(process.argv.length > 2 ? process.argv.slice(2) : [platforms[process.platform] ?? '--linux']),
    ...machineArguments(electron),
    '--publish=never',
  ]
  await step('Package', async () => {
    const { code, output } = await run(command, { env, quiet: true })
    if (code !== 0) throw new Error(output)
    return { said: `release/, Electron ${electron.version} (${electron.source})`, value: undefined }
  })
} catch (cause) {
  failWith(cause)
}
