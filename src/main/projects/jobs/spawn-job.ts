// Starts a job so that it outlives the app: a group of its own, its output into a file that needs no reader, and around it a
// small shell that leaves the exit code where the next start of the app finds it.
import { spawn, type ChildProcess } from 'node:child_process'
import { mkdir, open, readFile, stat } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { Failure } from '../../rpc/router'
import { findOnPath, type Environment } from '../find-on-path'
import type { Exit } from './job-state'

export interface Launch {
  readonly command: string
  readonly cwd: string
  readonly environment: Environment
  readonly consolePath: string
  readonly exitPath: string
}

/**
 * A trap with a handler keeps this shell alive until the command has ended, and is back to the default in the command, which
 * thus gets every signal of the group as if it were alone. In posix mode, since $BASH_ENV is for the command's own shell.
 *
 * It first closes what it inherited: Electron's files and sockets are not marked to be closed for a child, and a job that is kept
 * running would hold the page's sockets and the lock of its storage beyond the app's end.
 */
const WRAPPER = [
  'for fd in /dev/fd/*; do fd=${fd##*/}; case $fd in [012] | *[!0-9]*) ;; *) eval "exec $fd>&-" ;; esac; done',
  'trap : HUP INT TERM',
  '"$1" -c "$2"',
  'code=$?',
  'printf "%s\\n" "$code" > "$3.part" && mv -f "$3.part" "$3"',
  'exit "$code"',
].join('\n')

export interface RunningJob {
  readonly pid: number
  readonly ended: Promise<Exit>
}

/** Throws `Failure` with `spawn-failed` when it could not be started. */
export async function spawnJob(launch: Launch, platform = process.platform): Promise<RunningJob> {
  await mkdir(dirname(launch.consolePath), { recursive: true })
  await mkdir(dirname(launch.exitPath), { recursive: true })
  const output = await open(launch.consolePath, 'a')
  try {
    const child = platform === 'win32' ? spawnForCmd(launch, output.fd) : spawnForBash(launch, output.fd)
    // At once: a short command has ended before anything else is awaited.
    const ended = new Promise<Exit>((resolve) =>
      child.once('exit', (code, signal) => resolve({ code: code ?? undefined, signal: signal ?? undefined })),
    )
    await new Promise<void>((resolve, reject) => child.once('spawn', resolve).once('error', reject))
    if (child.pid === undefined) throw new Error('no pid')
    child.unref()
    return { pid: child.pid, ended }
  } catch (cause) {
    if (cause instanceof Failure) throw cause
    throw spawnFailed(launch.cwd, await blame(cause, launch.cwd), cause)
  } finally {
    await output.close()
  }
}

const spawnFailed = (path: string, detail: string, cause?: unknown): Failure =>
  new Failure({ code: 'project', kind: 'spawn-failed', path, subject: path, detail }, { cause })

/** The system says ENOENT alike for a program and for a working folder that is missing. */
async function blame(cause: unknown, cwd: string): Promise<string> {
  const isFolder = await stat(cwd).then(
    (found) => found.isDirectory(),
    () => false,
  )
  return isFolder ? String((cause as Error).message) : `no such folder: ${cwd}`
}

function spawnForBash({ command, cwd, environment, exitPath }: Launch, output: number): ChildProcess {
  const bash = findOnPath('bash', environment)
  if (!bash) throw spawnFailed(cwd, 'bash')
  return spawn(bash, ['--posix', '-c', WRAPPER, 'runbench', bash, command, exitPath], {
    cwd,
    env: environment,
    detached: true,
    stdio: ['ignore', output, output],
  })
}

function spawnForCmd({ command, cwd, environment }: Launch, output: number): ChildProcess {
  const system = environment['SystemRoot'] ?? environment['SYSTEMROOT'] ?? 'C:\\Windows'
  return spawn(join(system, 'System32', 'cmd.exe'), ['/d', '/s', '/c', `"${command}"`], {
    cwd,
    env: environment,
    detached: true,
    windowsHide: true,
    windowsVerbatimArguments: true,
    stdio: ['ignore', output, output],
  })
}

/** What the shell around an ended job left: its exit code and when. Undefined: it left nothing. */
export async function readExit(exitPath: string): Promise<{ exit: Exit; time: number } | undefined> {
  try {
    const code = Number.parseInt(await readFile(exitPath, 'utf8'), 10)
    return Number.isNaN(code) ? undefined : { exit: { code }, time: Math.round((await stat(exitPath)).mtimeMs) }
  } catch {
    return undefined
  }
}
