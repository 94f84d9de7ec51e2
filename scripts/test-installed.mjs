// npm run test:installed: packs the app, installs the .deb and starts it as an ordinary user from its menu entry, then hands it a
// folder. Changes the machine (installs packages, adds a user), so it is for a throw-away Debian machine, as root, and not part of
// `npm test`. Takes some three minutes.
// @ts-check
import { execFileSync, spawn } from 'node:child_process'
import { chmodSync, cpSync, existsSync, mkdtempSync, readFileSync, readdirSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { inRoot, run, runOrThrow } from './lib/project.mjs'
import { failWith, step } from './lib/step.mjs'
import { has, isRoot } from './lib/system.mjs'

const USER = 'runbench-e2e'
const TOOLS = {
  'gtk-launch': 'libgtk-3-bin',
  Xvfb: 'xvfb',
  'dbus-run-session': 'dbus',
  'update-desktop-database': 'desktop-file-utils',
}
const WAIT_MS = 60_000

/** @returns {Promise<void>} */
async function until(/** @type {string} */ what, /** @type {() => boolean} */ isDone) {
  const end = Date.now() + WAIT_MS
  while (!isDone()) {
    if (Date.now() > end) throw new Error(`Not within ${WAIT_MS / 1000} s: ${what}.`)
    await new Promise((next) => setTimeout(next, 200))
  }
}

/** The command lines of the installed app's processes, by pid. */
function processes() {
  return readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name))
    .flatMap((pid) => {
      try {
        const command = readFileSync(`/proc/${pid}/cmdline`, 'utf8').replaceAll('\0', ' ')
        return command.startsWith('/opt/Runbench/runbench ') || command === '/opt/Runbench/runbench'
          ? [{ pid: Number(pid), command }]
          : []
      } catch {
        return []
      }
    })
}

function end(/** @type {number} */ pid) {
  try {
    process.kill(pid)
  } catch {
    // It ended by itself.
  }
}

const isSandboxed = (/** @type {number} */ pid) => /^Seccomp:\s*2/m.test(readFileSync(`/proc/${pid}/status`, 'utf8'))

async function prepare() {
  const missing = Object.entries(TOOLS).flatMap(([program, name]) => (has(program) ? [] : [name]))
  const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' }
  if (missing.length > 0) {
    await runOrThrow(['apt-get', 'update', '-qq'])
    await runOrThrow(['apt-get', 'install', '-y', '-qq', '--no-install-recommends', ...missing], env)
  }
  if ((await run(['id', USER], { quiet: true })).code !== 0) await runOrThrow(['useradd', '--create-home', USER])
  return { said: missing.length > 0 ? `installed ${missing.join(' ')}` : 'complete', value: undefined }
}

async function install() {
  const name = readdirSync(inRoot('release')).find((file) => file.endsWith('.deb'))
  if (!name) throw new Error('npm run package made no .deb.')
  // dpkg cannot fetch what the package depends on; apt does so afterwards.
  await run(['dpkg', '-i', inRoot('release', name)], { quiet: true })
  await runOrThrow(['apt-get', 'install', '-f', '-y', '-qq'], { ...process.env, DEBIAN_FRONTEND: 'noninteractive' })
  const entry = readFileSync('/usr/share/applications/runbench.desktop', 'utf8')
  for (const line of ['MimeType=inode/directory;', 'Exec=/opt/Runbench/runbench %U', 'Icon=runbench'])
    if (!entry.includes(line)) throw new Error(`The menu entry lacks ${line}:\n${entry}`)
  if (!existsSync('/usr/share/icons/hicolor/256x256/apps/runbench.png')) throw new Error('The icon is not installed.')
  return { said: name, value: undefined }
}

/** In a session of the user's own: the menu entry, then the command with a folder, which the running app takes over. */
async function use(/** @type {string} */ folder) {
  const workspace = join(folder, 'my runs é')
  const report = join(folder, 'report.json')
  cpSync(inRoot('resources/sample'), workspace, { recursive: true })
  execFileSync('chown', ['-R', USER, folder])
  const script = `Xvfb :98 -screen 0 1600x1000x24 -nolisten tcp & export DISPLAY=:98; sleep 1; gtk-launch runbench; sleep infinity`
  const session = spawn(
    'runuser',
    ['-u', USER, '--', 'env', `HOME=/home/${USER}`, 'dbus-run-session', '--', 'sh', '-c', script],
    {
      stdio: 'ignore',
      cwd: '/',
      detached: true,
    },
  )
  try {
    await until('a page of the app', () => processes().some(({ command }) => command.includes('--type=renderer')))
    const own = ['runuser', '-u', USER, '--', 'env', 'DISPLAY=:98', `HOME=/home/${USER}`]
    await runOrThrow([...own, 'runbench', `--report-to=${report}`, workspace])
    await until('the folder being open', () => existsSync(report))
    const { workspace: shown, runs, phase } = JSON.parse(readFileSync(report, 'utf8'))
    if (shown !== workspace || phase !== 'ready' || runs < 20)
      throw new Error(`Not what was asked for: ${shown}, ${phase}, ${runs} runs`)
    const pages = processes().filter(({ command }) => command.includes('--type=renderer'))
    if (pages.length !== 1 || !pages.every(({ pid }) => isSandboxed(pid)))
      throw new Error('The page is not in the sandbox.')
    if (processes().some(({ command }) => command.includes('--no-sandbox')))
      throw new Error('Started with --no-sandbox.')
    return { said: `${runs} runs, one window, sandboxed`, value: undefined }
  } finally {
    // The main process ends its own; what is left ends with the session.
    for (const { pid, command } of processes()) if (!command.includes('--type=')) end(pid)
    if (session.pid) end(-session.pid)
  }
}

try {
  if (!isRoot() || !has('dpkg')) throw new Error('This needs root on Debian: it installs the package and adds a user.')
  if (!process.argv.includes('--keep-package')) {
    const { code } = await run([process.execPath, inRoot('scripts/package.mjs')], {
      env: { ...process.env, RUNBENCH_FAST_PACKAGE: '1' },
    })
    if (code !== 0) throw new Error('npm run package failed.')
  }
  await step('Machine', prepare)
  await step('Install', install)
  const folder = mkdtempSync(join(tmpdir(), 'runbench-installed-'))
  chmodSync(folder, 0o755)
  try {
    await step('Use', () => use(folder))
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
  console.log('1 passed, 0 failed')
} catch (cause) {
  failWith(cause)
}
