// npm test: sets up what is missing, then everything that proves the app. Goes on after a failing stage, so that one run
// tells all; ends with a line `N passed, N failed`. A static check counts as one test.
// @ts-check
import { mkdirSync, readFileSync, rmSync } from 'node:fs'
import { ensureBuild } from './lib/build.mjs'
import { checks } from './lib/checks.mjs'
import { inRoot, run, tool } from './lib/project.mjs'
import { findMlflowPython } from './lib/python.mjs'
import { countPlaywright, countVitest, sum } from './lib/results.mjs'
import { setUp } from './lib/setup.mjs'
import { failWith, step } from './lib/step.mjs'
import { withDisplay } from './lib/system.mjs'

const REPORTS = inRoot('node_modules/.cache/runbench/reports')
const report = (/** @type {string} */ name) => `${REPORTS}/${name}.json`

/** @typedef {import('./lib/results.mjs').Counts} Counts */

/** One stage: its line, and its output when it failed. @returns {Promise<Counts>} */
async function stage(
  /** @type {string} */ name,
  /** @type {() => Promise<{ counts: Counts, output: string }>} */ work,
) {
  let output = ''
  const counts = await step(name, async () => {
    const result = await work()
    output = result.counts.failed > 0 ? result.output : ''
    return { said: `${result.counts.passed} passed, ${result.counts.failed} failed`, value: result.counts }
  })
  if (output) console.log(output)
  return counts
}

/** A check that is right or wrong as a whole. */
const check = (/** @type {string} */ name, /** @type {readonly string[]} */ command) =>
  stage(name, async () => {
    const { code, output } = await run(command, { quiet: true })
    return { counts: { passed: code === 0 ? 1 : 0, failed: code === 0 ? 0 : 1 }, output }
  })

/** A runner that writes a JSON report. A missing report, or an exit that the report does not explain, is one failure more. */
const counted = (
  /** @type {string} */ name,
  /** @type {readonly string[]} */ command,
  /** @type {NodeJS.ProcessEnv} */ env,
  /** @type {(report: any) => Counts} */ count,
) =>
  stage(name, async () => {
    const { code, output } = await run(command, { quiet: true, env })
    const counts = readCounts(name, count)
    const isUnexplained = code !== 0 && counts.failed === 0
    return { counts: isUnexplained ? { ...counts, failed: 1 } : counts, output }
  })

/** @returns {Counts} */
function readCounts(/** @type {string} */ name, /** @type {(report: any) => Counts} */ count) {
  try {
    return count(JSON.parse(readFileSync(report(name), 'utf8')))
  } catch {
    return { passed: 0, failed: 1 }
  }
}

const vitest = (/** @type {string} */ project, /** @type {NodeJS.ProcessEnv} */ env = process.env) =>
  counted(
    project,
    [
      ...tool('vitest/vitest.mjs'),
      'run',
      '--project',
      project,
      '--reporter=default',
      '--reporter=json',
      `--outputFile=${report(project)}`,
      '--passWithNoTests',
    ],
    env,
    countVitest,
  )

/** The tests that ask a real MLflow: part of the suite where there is one, and required in CI. */
async function mlflow() {
  const python = await findMlflowPython()
  if (python) return vitest('mlflow', { ...process.env, RUNBENCH_MLFLOW_PYTHON: python })
  if (process.env.CI === 'true')
    return stage('mlflow', async () => ({
      counts: { passed: 0, failed: 1 },
      output: 'CI needs a Python with mlflow: set RUNBENCH_MLFLOW_PYTHON.',
    }))
  console.log('- mlflow           left out: no Python with mlflow found (set RUNBENCH_MLFLOW_PYTHON)')
  return { passed: 0, failed: 0 }
}

const build = () =>
  stage('build', async () => {
    try {
      await ensureBuild()
      return { counts: { passed: 1, failed: 0 }, output: '' }
    } catch (cause) {
      return { counts: { passed: 0, failed: 1 }, output: String(cause) }
    }
  })

const e2e = (/** @type {NodeJS.ProcessEnv} */ electron) =>
  withDisplay(async (display) => {
    const python = await findMlflowPython()
    const env = {
      ...display,
      ...electron,
      ...(python && { RUNBENCH_MLFLOW_PYTHON: python }),
      PLAYWRIGHT_JSON_OUTPUT_FILE: report('e2e'),
    }
    return counted('e2e', [...tool('@playwright/test/cli.js'), 'test', '--reporter=list,json'], env, countPlaywright)
  })

try {
  const { env } = await setUp()
  rmSync(REPORTS, { recursive: true, force: true })
  mkdirSync(REPORTS, { recursive: true })
  const totals = []
  for (const [name, command] of checks()) totals.push(await check(name, command))
  totals.push(await vitest('unit'), await vitest('integration'), await mlflow(), await build(), await e2e(env))
  const { passed, failed } = sum(totals)
  console.log(`${passed} passed, ${failed} failed`)
  if (failed > 0) process.exitCode = 1
} catch (cause) {
  failWith(cause)
}
