// npm run test:e2e [-- playwright's arguments]: builds what is stale, then the end-to-end tests in the real app, under Xvfb
// where there is no display.
// @ts-check
import { ensureBuild } from './lib/build.mjs'
import { run, tool } from './lib/project.mjs'
import { setUp } from './lib/setup.mjs'
import { failWith, step } from './lib/step.mjs'
import { withDisplay } from './lib/system.mjs'

try {
  const { env } = await setUp()
  await step('Build', () => ensureBuild())
  const command = [...tool('@playwright/test/cli.js'), 'test', ...process.argv.slice(2)]
  process.exitCode = await withDisplay(async (display) => (await run(command, { env: { ...display, ...env } })).code)
} catch (cause) {
  failWith(cause)
}
