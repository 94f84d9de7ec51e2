// Where things are, and how this project's scripts start other programs. Needs nothing installed.
// @ts-check
import { spawn } from 'node:child_process'
import { homedir } from 'node:os'
import { delimiter, join, resolve } from 'node:path'

export const root = resolve(import.meta.dirname, '../..')
export const inRoot = (/** @type {string[]} */ ...parts) => join(root, ...parts)

/** The user's cache folder on this platform. */
export function cacheFolder() {
  if (process.env.RUNBENCH_CACHE) return resolve(process.env.RUNBENCH_CACHE)
  if (process.platform === 'win32')
    return join(process.env.LOCALAPPDATA ?? join(homedir(), 'AppData/Local'), 'runbench/cache')
  if (process.platform === 'darwin') return join(homedir(), 'Library/Caches/runbench')
  return join(process.env.XDG_CACHE_HOME || join(homedir(), '.cache'), 'runbench')
}

/** A program of node_modules, as arguments for this Node: no shell, no `.cmd` shim. */
export const tool = (/** @type {string} */ script) => [process.execPath, inRoot('node_modules', script)]

/** npm, as the command that started us if it was npm, else from the PATH. */
export const npm = () =>
  process.env.npm_execpath?.endsWith('.js')
    ? [process.execPath, process.env.npm_execpath]
    : [process.platform === 'win32' ? 'npm.cmd' : 'npm']

/**
 * Runs a command to its end. `quiet` gathers its output instead of showing it.
 * @param {readonly string[]} command
 * @param {{ env?: NodeJS.ProcessEnv, cwd?: string, quiet?: boolean }} [options]
 * @returns {Promise<{ code: number, output: string }>}
 */
export function run([file = '', ...args], { env = process.env, cwd = root, quiet = false } = {}) {
  return new Promise((done) => {
    const child = spawn(file, args, {
      cwd,
      env: withBinaries(env),
      stdio: ['ignore', quiet ? 'pipe' : 'inherit', quiet ? 'pipe' : 'inherit'],
      shell: process.platform === 'win32' && file.endsWith('.cmd'),
    })
    /** @type {Buffer[]} */
    const chunks = []
    child.stdout?.on('data', (chunk) => chunks.push(chunk))
    child.stderr?.on('data', (chunk) => chunks.push(chunk))
    child.on('error', (error) => done({ code: 127, output: error.message }))
    child.on('close', (code) => done({ code: code ?? 1, output: Buffer.concat(chunks).toString('utf8') }))
  })
}

/** @param {NodeJS.ProcessEnv} env */
const withBinaries = (env) => ({ ...env, PATH: `${inRoot('node_modules', '.bin')}${delimiter}${env.PATH ?? ''}` })

/** Runs quietly; a failure carries the last lines of what was said. */
export async function runOrThrow(
  /** @type {readonly string[]} */ command,
  /** @type {NodeJS.ProcessEnv} */ env = process.env,
) {
  const { code, output } = await run(command, { env, quiet: true })
  if (code !== 0)
    throw new Error(
      `${command.slice(-3).join(' ')} ended with ${code}\n${output.trim().split('\n').slice(-40).join('\n')}`,
    )
  return output
}
