// npm run dev: the app from its sources, with hot reloading of the page.
// @ts-check
import { run, tool } from './lib/project.mjs'
import { setUp } from './lib/setup.mjs'
import { failWith } from './lib/step.mjs'
import { isRoot, withDisplay } from './lib/system.mjs'

try {
  const { env } = await setUp()
  const sandbox = isRoot() && process.platform === 'linux' ? ['--noSandbox'] : []
  const command = [
    ...tool('electron-vite/bin/electron-vite.js'),
    'dev',
    '--watch',
    ...sandbox,
    ...process.argv.slice(2),
  ]
  process.exitCode = await withDisplay(async (display) => (await run(command, { env: { ...display, ...env } })).code)
} catch (cause) {
  failWith(cause)
}
