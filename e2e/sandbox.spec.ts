// The app as an ordinary user starts it, with Chromium's own sandbox on: the other specs run as root in CI, where it cannot work.
// Everything is copied to where that user may read it.
import { execFileSync, spawn, type ChildProcess } from 'node:child_process'
import { existsSync, readFileSync, readdirSync } from 'node:fs'
import { chmod, cp, mkdir } from 'node:fs/promises'
import { join } from 'node:path'
import { findElectron } from '../scripts/lib/electron.mjs'
import { expect, test } from './fixtures/test'
import { root } from './launch/launch-app'

const USER = 'runbench-e2e'
const isPossible = process.platform === 'linux' && process.getuid?.() === 0 && process.env['CI'] === 'true'

/** A command of that user's own. */
const asUser = (command: readonly string[], env: Readonly<Record<string, string>> = {}): ChildProcess =>
  spawn('runuser', ['-u', USER, '--', 'env', ...Object.entries(env).map((pair) => pair.join('=')), ...command], {
    // Chromium complains of the missing bus and graphics card.
    stdio: ['ignore', 'pipe', 'ignore'],
    cwd: '/',
  })

function ensureUser(): void {
  try {
    execFileSync('id', [USER], { stdio: 'ignore' })
  } catch {
    execFileSync('useradd', ['--create-home', USER])
  }
}

/** Electron, the built app and the one package that it needs at run time. */
async function copyApp(target: string): Promise<{ electron: string; app: string }> {
  const electron = findElectron()
  if (!electron) throw new Error('No Electron is there.')
  await cp(electron.dist, join(target, 'electron'), { recursive: true })
  const app = join(target, 'app')
  await mkdir(join(app, 'node_modules/@photostructure'), { recursive: true })
  for (const name of ['out', 'package.json', 'node_modules/@photostructure/sqlite', 'node_modules/node-gyp-build'])
    await cp(join(root, name), join(app, name), { recursive: true, dereference: true })
  await cp(join(root, 'resources'), join(app, 'resources'), { recursive: true })
  execFileSync('chown', ['-R', USER, target])
  return { electron: join(target, 'electron/electron'), app }
}

interface ProcessFacts {
  readonly command: string
  readonly seccomp: string
  readonly namespace: string
}

/** The processes of that user's app, from the system's own view. */
function processesOf(executable: string): ProcessFacts[] {
  return readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name))
    .flatMap((pid) => {
      try {
        const command = readFileSync(`/proc/${pid}/cmdline`, 'utf8').replaceAll('\0', ' ')
        if (!command.startsWith(executable)) return []
        const seccomp = /^Seccomp:\s*(\d)/m.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1] ?? ''
        return [
          { command, seccomp, namespace: execFileSync('readlink', [`/proc/${pid}/ns/user`], { encoding: 'utf8' }) },
        ]
      } catch {
        return [] // It ended meanwhile.
      }
    })
}

const stopping = async (child: ChildProcess): Promise<void> => {
  if (child.exitCode !== null || child.signalCode !== null) return
  const ended = new Promise((done) => child.once('exit', done))
  child.kill()
  await ended
}

test('an ordinary user sees runs with every page in the sandbox', async ({ folder, store }) => {
  test.skip(!isPossible, 'needs root on Linux, in CI: it adds a user')
  test.slow()
  ensureUser()
  const path = await store('stores/3.18.0-file')
  await chmod(folder, 0o755)
  const { electron, app } = await copyApp(join(folder, 'copy'))
  execFileSync('chown', ['-R', USER, path])
  const report = join(folder, 'copy/report.json')
  const display = asUser(['Xvfb', '-displayfd', '1', '-screen', '0', '1600x1000x24', '-nolisten', 'tcp'])
  const number = await new Promise((done) => display.stdout?.once('data', (data) => done(String(data).trim())))
  const userData = join(folder, 'copy/data')
  const running = asUser([electron, app, `--user-data-dir=${userData}`, `--report-to=${report}`, path], {
    DISPLAY: `:${String(number)}`,
    HOME: `/home/${USER}`,
  })
  try {
    await expect.poll(() => existsSync(report), { timeout: 60_000 }).toBe(true)
    expect(JSON.parse(readFileSync(report, 'utf8'))).toMatchObject({ workspace: path, phase: 'ready' })
    const processes = processesOf(electron)
    const pages = processes.filter(({ command }) => command.includes('--type=renderer'))
    const main = processes.find(({ command }) => !command.includes('--type='))
    expect(pages.length).toBeGreaterThan(0)
    for (const page of pages) expect(page).toMatchObject({ seccomp: '2' })
    for (const page of pages) expect(page.namespace).not.toBe(main?.namespace)
    expect(processes.filter(({ command }) => command.includes('--no-sandbox'))).toEqual([])
  } finally {
    await stopping(running)
    await stopping(display)
  }
})
