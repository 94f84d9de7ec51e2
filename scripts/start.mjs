// npm start [-- PATH] [-- --once]: sets up what is missing, builds what is stale, opens the app on PATH or on the sample
// workspace. Without a display the app runs under Xvfb: what is open is printed, a screenshot is saved, and it stays until
// Ctrl-C (`--once`: ends then).
// @ts-check
import { spawn } from 'node:child_process'
import { existsSync, mkdirSync, readFileSync, rmSync } from 'node:fs'
import { isAbsolute, resolve } from 'node:path'
import { ensureBuild } from './lib/build.mjs'
import { inRoot, root } from './lib/project.mjs'
import { setUp } from './lib/setup.mjs'
import { failWith, step } from './lib/step.mjs'
import { hasDisplay, isRoot, withDisplay } from './lib/system.mjs'

const REPORT = inRoot('.start/report.json')
const REPORT_WAIT_MS = 120_000
const words = process.argv.slice(2)
const isOnce = words.includes('--once')
const from = process.env.INIT_CWD ?? process.cwd()
const paths = words
  .filter((word) => !word.startsWith('-'))
  .map((path) => (isAbsolute(path) ? path : resolve(from, path)))

/** The app's arguments. */
function argumentsFor(/** @type {boolean} */ isReporting) {
  const list = [root]
  if (isRoot() && process.platform === 'linux') list.push('--no-sandbox')
  if (isReporting) list.push(`--report-to=${REPORT}`)
  return [...list, ...(paths.length > 0 ? paths : ['--open-sample'])]
}

/** Waits for the app's report; undefined when the app ended without one. */
async function reportOf(/** @type {import('node:child_process').ChildProcess} */ app) {
  const until = Date.now() + REPORT_WAIT_MS
  while (Date.now() < until) {
    if (existsSync(REPORT)) return JSON.parse(readFileSync(REPORT, 'utf8'))
    if (app.exitCode !== null || app.signalCode !== null) return undefined
    await new Promise((next) => setTimeout(next, 100))
  }
  throw new Error(`The app showed no workspace within ${REPORT_WAIT_MS / 1000} s.`)
}

async function show(/** @type {import('node:child_process').ChildProcess} */ app) {
  const report = await reportOf(app)
  if (!report) throw new Error('The app ended before it showed anything. (Is another one open? It was given the path.)')
  if (report.error) throw new Error(`The workspace could not be opened: ${JSON.stringify(report.error)}`)
  const { workspace, experiments, runs, screenshot } = report
  return { said: `${workspace}: ${experiments} experiments, ${runs} runs; screenshot ${screenshot}`, value: undefined }
}

/** Opens the app and stays until it ends; resolves to its exit code. */
async function open(/** @type {string} */ executable, /** @type {NodeJS.ProcessEnv} */ env) {
  const isReporting = isOnce || !hasDisplay()
  rmSync(REPORT, { force: true })
  mkdirSync(inRoot('.start'), { recursive: true })
  // A double-clicked app has no such variable either; with it, Electron would run as plain Node.
  const appEnv = { ...env }
  delete appEnv.ELECTRON_RUN_AS_NODE
  const app = spawn(executable, argumentsFor(isReporting), {
    cwd: root,
    env: appEnv,
    stdio: ['ignore', 'ignore', 'pipe'],
  })
  const ended = new Promise((done) => app.once('exit', (code, signal) => done(code ?? (signal ? 0 : 1))))
  app.stderr?.on('data', (chunk) => process.env.RUNBENCH_VERBOSE && process.stderr.write(chunk))
  const stop = () => void app.kill('SIGTERM')
  for (const signal of /** @type {const} */ (['SIGINT', 'SIGTERM', 'SIGHUP'])) process.on(signal, stop)
  try {
    if (isReporting) await step('Open', () => show(app))
    if (isOnce) stop()
    else
      console.log(
        isReporting ? '  Running without a display. Ctrl-C ends it.' : '  The window is open. Ctrl-C ends it.',
      )
    const code = await ended
    return isOnce ? 0 : Number(code)
  } finally {
    stop()
  }
}

try {
  const { electron } = await setUp()
  await step('Build', () => ensureBuild())
  if (isRoot() && process.platform === 'linux')
    console.log("  As root, Chromium's sandbox cannot work: passing --no-sandbox.")
  process.exitCode = await withDisplay((env) => open(electron.executable, env))
} catch (cause) {
  failWith(cause)
}
