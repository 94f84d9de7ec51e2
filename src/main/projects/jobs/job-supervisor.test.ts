import { cp, mkdir, readFile, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import type { Job } from '../../../shared/domain/job'
import { createTempFolder, fixturePath, type TempFolder } from '../../../testing/fixtures'
import { createMemoryWorkspace, type MemoryRun, type MemoryWorkspace } from '../../../testing/memory-workspace'
import { createJobHandlers } from '../../ipc/job-handlers'
import { createProjectHandlers } from '../../ipc/project-handlers'
import { createProjectService } from '../project-service'
import { createMemoryTrustStore } from '../trust-store'
import { createJobJournal } from './job-journal'
import { createJobSupervisor, type JobSupervisor } from './job-supervisor'
import { createProcessTable } from './process-table'

const isPosix = process.platform !== 'win32'
const isLinux = process.platform === 'linux'
const WAIT = { timeout: 20_000, interval: 30 }
const processes = createProcessTable()
const trust = createMemoryTrustStore()

let folder: TempFolder
let workspace: MemoryWorkspace
let jobs: JobSupervisor
let events: [string, unknown][]

const baseEnvironment = () =>
  Promise.resolve({
    ...(process.env as Record<string, string>),
    ELECTRON_RUN_AS_NODE: '1',
    RUNBENCH_X: '1',
    MINE: 'kept',
  })

function createJobs(): JobSupervisor {
  const projects = createProjectService({ workspaces: workspace, trust, baseEnvironment })
  return createJobSupervisor({
    workspaces: workspace,
    projects,
    baseEnvironment,
    processes,
    journal: createJobJournal(join(folder.path, 'data', 'jobs.json'), vi.fn()),
    exitFolder: join(folder.path, 'data', 'jobs'),
    publish: (name, payload) => void events.push([name, payload]),
    onError: (cause) => {
      throw cause
    },
    graceMs: 300,
  })
}

beforeEach(async () => {
  folder = await createTempFolder()
  await mkdir(join(folder.path, 'w'))
  workspace = createMemoryWorkspace(join(folder.path, 'w'))
  events = []
  jobs = createJobs()
})

afterEach(async () => {
  await jobs.stopAll()
  jobs.detachAll()
  await folder.remove()
})

async function writeProject(entryPoints: Readonly<Record<string, string>>, dir = '.'): Promise<void> {
  const lines = Object.entries(entryPoints).map(([name, command]) => `  ${name}: {command: ${JSON.stringify(command)}}`)
  await mkdir(join(folder.path, 'w', dir), { recursive: true })
  await writeFile(join(folder.path, 'w', dir, 'MLproject'), ['name: demo', 'entry_points:', ...lines, ''].join('\n'))
}

interface Wanted {
  readonly entryPoint?: string
  readonly params?: [string, string][]
  readonly dir?: string
}

async function start({ entryPoint = 'main', params = [], dir = '.' }: Wanted = {}): Promise<string> {
  const projects = createProjectService({ workspaces: workspace, trust, baseEnvironment })
  await projects.trust({ workspaceId: workspace.id, projectDir: dir })
  return jobs.start({ workspaceId: workspace.id, projectDir: dir, entryPoint, params })
}

const jobOf = (id: string, from = jobs): Job => {
  const job = from.list().jobs.find((candidate) => candidate.id === id)
  if (!job) throw new Error(`no job ${id}`)
  return job
}
const runOf = (id: string): MemoryRun | undefined => workspace.runs.get(jobOf(id).runKey)
const textOf = (id: string): Promise<string> => readFile(jobOf(id).consolePath, 'utf8').catch(() => '')

async function closed(id: string): Promise<Job> {
  await vi.waitFor(() => expect(runOf(id)?.endTime).toBeGreaterThan(0), WAIT)
  return jobOf(id)
}

const said = (id: string, text: string): Promise<void> =>
  vi.waitFor(async () => expect(await textOf(id)).toContain(text), WAIT)

const isAlive = (pid: number): Promise<boolean> => processes.identityOf(pid).then((found) => found !== undefined)
const pidsIn = (text: string): number[] => Array.from(text.matchAll(/pid=(\d+)/g), (match) => Number(match[1]))

describe.runIf(isPosix)('running a project', () => {
  it('leaves a finished run with params, tags and console of a script that knows no MLflow', async () => {
    await cp(fixturePath('projects/examples/no-mlflow'), join(folder.path, 'w', 'p'), { recursive: true })
    const id = await start({
      dir: 'p',
      params: [
        ['steps', '3'],
        ['label', 'a b'],
      ],
    })
    const job = await closed(id)
    expect(job.phase).toEqual({ kind: 'ended', status: 'FINISHED', exitCode: 0 })
    expect(job.command).toBe("bash run.sh 3 'a b'")
    expect(runOf(id)).toMatchObject({
      status: 'FINISHED',
      params: [
        ['steps', '3'],
        ['label', "'a b'"],
      ],
    })
    expect(Object.fromEntries(runOf(id)?.tags ?? [])).toMatchObject({
      'mlflow.source.name': join(folder.path, 'w', 'p'),
      'mlflow.source.type': 'PROJECT',
      'mlflow.project.entryPoint': 'main',
      'mlflow.project.backend': 'local',
      'runbench.command': job.command,
      'runbench.exit': '0',
    })
    const text = await textOf(id)
    expect(text).toContain('label: [a b]')
    expect(text).toContain('given: run=run1 experiment=0')
    expect(text).toContain('final loss=0.3333')
    expect(job.consolePath).toContain(join('artifacts', 'runbench', 'console.log'))
  })

  it('gives the child the person’s environment, less ours, plus what MLflow reads', async () => {
    await writeProject({ main: 'env; pwd' })
    const id = await start()
    await closed(id)
    const text = await textOf(id)
    const names = ['MINE=kept', 'PYTHONUNBUFFERED=1', 'MLFLOW_RUN_ID=run1', 'MLFLOW_ALLOW_FILE_STORE=true']
    names.forEach((line) => expect(text.split('\n')).toContain(line))
    expect(text).toContain(`MLFLOW_TRACKING_URI=file://${join(folder.path, 'w')}/mlruns`)
    expect(text).toContain(`RUNBENCH_JOB=${id}`)
    expect(text).not.toMatch(/^(ELECTRON_|RUNBENCH_X)/m)
    expect(text.trim().split('\n').at(-1)).toBe(join(folder.path, 'w'))
  })

  it.each([
    ['exit 3', 3, 'FAILED'],
    ['kill -ABRT $$', 134, 'FAILED'],
    ['no-such-command-anywhere', 127, 'FAILED'],
    ['true', 0, 'FINISHED'],
  ])('tells the exit of `%s`', async (command, exitCode, status) => {
    await writeProject({ main: command })
    const id = await start()
    expect((await closed(id)).phase).toEqual({ kind: 'ended', status, exitCode })
    expect(runOf(id)?.tags.get('runbench.exit')).toBe(String(exitCode))
    if (exitCode === 127) expect(await textOf(id)).toContain('no-such-command-anywhere: command not found')
  })

  it('keeps all of 100,000 lines and tells of them a few times only', async () => {
    await writeProject({ main: 'seq 100000 && seq 3 >&2' })
    const id = await start()
    await closed(id)
    const text = await textOf(id)
    expect(text.split('\n')).toHaveLength(100_004)
    const told = events.filter(([name]) => name === 'jobs.output')
    expect(told.length).toBeLessThan(100)
    expect(told.at(-1)?.[1]).toEqual({ jobId: id, sizeBytes: text.length })
  })

  it('reads the console piece by piece', async () => {
    await writeProject({ main: 'printf 0123456789' })
    const id = await start()
    await closed(id)
    const first = await jobs.console(id, 0, 4)
    expect([Buffer.from(first.data).toString(), first.nextOffset, first.sizeBytes]).toEqual(['0123', 4, 10])
    const last = await jobs.console(id, 8, 4)
    expect([Buffer.from(last.data).toString(), last.nextOffset]).toEqual(['89', 10])
    expect((await jobs.console(id, 10, 4)).nextOffset).toBe(10)
    expect((await jobs.console(id, 99, 4)).nextOffset).toBe(99)
  })

  it('ends although a process that it left holds the console open', async () => {
    await writeProject({ main: 'sleep 600 & echo pid=$!' })
    const id = await start()
    expect((await closed(id)).phase).toMatchObject({ status: 'FINISHED' })
    const [left = 0] = pidsIn(await textOf(id))
    expect(await isAlive(left)).toBe(true)
    process.kill(left, 'SIGKILL')
  })

  it('closes the run as FAILED, with the reason, where MLflow would leave it running', async () => {
    await writeProject({ main: 'echo {not_declared}' })
    const id = await start({ params: [['a', '1']] })
    const job = await closed(id)
    expect(job.phase).toMatchObject({
      status: 'FAILED',
      error: { code: 'project', kind: 'bad-template', detail: 'main' },
    })
    expect(runOf(id)).toMatchObject({ status: 'FAILED', params: [['a', '1']] })
    expect(runOf(id)?.tags.has('mlflow.project.backend')).toBe(false)
  })

  it('makes no run for an entry point that does not exist, nor for a missing parameter', async () => {
    await writeProject({ main: 'true' })
    await expect(start({ entryPoint: 'nope' })).rejects.toMatchObject({ error: { kind: 'no-such-entry-point' } })
    await writeFile(
      join(folder.path, 'w', 'MLproject'),
      'entry_points: {main: {parameters: {a: float, b: path}, command: ls}}',
    )
    await expect(start()).rejects.toMatchObject({ error: { kind: 'missing-parameters', detail: 'a, b' } })
    expect(workspace.asked).toEqual([])
  })

  it('fails the run when the project folder goes before the start', async () => {
    await writeProject({ main: 'true' }, 'p')
    const ask = workspace.ask
    workspace.ask = async (...args) => {
      if (args[1] === 'run.create') await rm(join(folder.path, 'w', 'p'), { recursive: true })
      return ask(...args)
    }
    const id = await start({ dir: 'p' })
    expect((await closed(id)).phase).toMatchObject({ status: 'FAILED', error: { kind: 'spawn-failed' } })
  })

  it('asks which store, and takes one that exists only', async () => {
    await writeProject({ main: 'true' })
    workspace.storeIds = ['a', 'b']
    await expect(start()).rejects.toMatchObject({ error: { code: 'choose-store', storeIds: ['a', 'b'] } })
    const request = { workspaceId: workspace.id, projectDir: '.', entryPoint: 'main', params: [] }
    await expect(jobs.start({ ...request, storeId: 'c' })).rejects.toMatchObject({ error: { code: 'not-found' } })
    expect(await jobs.start({ ...request, storeId: 'b' })).toEqual(expect.any(String))
  })
})

describe.runIf(isPosix)('trust', () => {
  it('is needed before anything runs, and again after a change', async () => {
    await writeProject({ main: 'true' })
    const request = { workspaceId: workspace.id, projectDir: '.', entryPoint: 'main', params: [] }
    const refused = { error: { code: 'untrusted', files: [join(folder.path, 'w', 'MLproject')] } }
    await expect(jobs.start(request)).rejects.toMatchObject(refused)
    await closed(await start())
    await writeProject({ main: 'true ' })
    await expect(jobs.start(request)).rejects.toMatchObject(refused)
    expect(workspace.runs.size).toBe(1)
  })
})

describe.runIf(isPosix)('stopping', () => {
  it('interrupts a shell and its child, and says so', async () => {
    await writeProject({ main: 'sleep 600; echo never' })
    const id = await start()
    await vi.waitFor(() => expect(jobOf(id).phase.kind).toBe('running'))
    jobs.stop(id)
    expect((await closed(id)).phase).toMatchObject({ status: 'KILLED', stoppedWith: 'SIGINT' })
    expect(runOf(id)?.status).toBe('KILLED')
    expect(await textOf(id)).not.toContain('never')
  })

  it('lets a Python script end by KeyboardInterrupt', async () => {
    await writeFile(
      join(folder.path, 'w', 't.py'),
      'import time\ntry:\n  print("up")\n  time.sleep(600)\nexcept KeyboardInterrupt:\n  print("tidied")\n',
    )
    await writeProject({ main: 'python3 t.py' })
    const id = await start()
    await said(id, 'up')
    jobs.stop(id)
    expect((await closed(id)).phase).toEqual({ kind: 'ended', status: 'KILLED', stoppedWith: 'SIGINT', exitCode: 0 })
    expect(await textOf(id)).toContain('tidied')
  })

  it('goes on to SIGTERM, then SIGKILL', async () => {
    await writeProject({
      term: "trap '' INT; echo up; sleep 600",
      kill: "trap '' INT TERM; echo up; sleep 600; sleep 600",
    })
    const [term, kill] = [await start({ entryPoint: 'term' }), await start({ entryPoint: 'kill' })]
    await said(term, 'up')
    await said(kill, 'up')
    jobs.stop(term)
    jobs.stop(kill)
    expect((await closed(term)).phase).toMatchObject({ status: 'KILLED', stoppedWith: 'SIGTERM' })
    expect((await closed(kill)).phase).toMatchObject({ status: 'KILLED', stoppedWith: 'SIGKILL', signal: 'SIGKILL' })
    expect(runOf(kill)?.tags.get('runbench.exit')).toBe('SIGKILL')
  })

  it.runIf(isLinux)('leaves nothing: bash, python, and a daemon that left the group and ignores SIGTERM', async () => {
    await writeFile(
      join(folder.path, 'w', 'daemon.py'),
      [
        'import os, signal, time',
        'def stay(): ',
        '  for s in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP): signal.signal(s, signal.SIG_IGN)',
        '  print(f"pid={os.getpid()}", flush=True)',
        '  time.sleep(600)',
        'if os.fork() == 0:',
        '  os.setsid()',
        '  if os.fork() == 0: stay()',
        '  os._exit(0)',
        'os.wait()',
        'if os.fork() == 0: stay()',
        'print(f"pid={os.getpid()}", flush=True)',
        'time.sleep(600)',
      ].join('\n'),
    )
    await writeProject({ main: 'bash -c "python3 daemon.py; true"; true' })
    const id = await start()
    await vi.waitFor(async () => expect(pidsIn(await textOf(id))).toHaveLength(3), WAIT)
    jobs.stop(id)
    expect((await closed(id)).phase).toMatchObject({ status: 'KILLED', stoppedWith: 'SIGKILL' })
    const alive = await Promise.all(pidsIn(await textOf(id)).map(isAlive))
    expect(alive).toEqual([false, false, false])
  })

  it('stops all for quitting, with their runs closed', async () => {
    await writeProject({ main: 'sleep 600' })
    const ids = [await start(), await start()]
    expect(jobs.runningJobs()).toHaveLength(2)
    await jobs.stopAll()
    expect(ids.map((id) => runOf(id)?.status)).toEqual(['KILLED', 'KILLED'])
    expect(jobs.runningJobs()).toEqual([])
  })
})

describe.runIf(isPosix)('across a restart of the app', () => {
  async function restart(): Promise<void> {
    jobs = createJobs()
    await jobs.restore()
  }

  it('finds a running job again, follows it, and learns its exit', async () => {
    await writeProject({ main: 'echo up; while [ ! -e go ]; do sleep 0.05; done; echo done; exit 5' })
    const id = await start()
    await said(id, 'up')
    jobs.detachAll()
    await restart()
    expect(jobOf(id).phase.kind).toBe('running')
    await writeFile(join(folder.path, 'w', 'go'), '')
    expect((await closed(id)).phase).toEqual({ kind: 'ended', status: 'FAILED', exitCode: 5 })
    expect(events.at(-1)).toBeDefined()
    expect(await textOf(id)).toContain('done')
  })

  it('stops a job that it found again', async () => {
    await writeProject({ main: 'echo up; sleep 600; true' })
    const id = await start()
    await said(id, 'up')
    jobs.detachAll()
    await restart()
    jobs.stop(id)
    expect((await closed(id)).phase).toMatchObject({ status: 'KILLED', stoppedWith: 'SIGINT', exitCode: 130 })
  })

  it('closes a job that ended meanwhile by the exit code it left', async () => {
    await writeProject({ main: 'echo up; while [ ! -e go ]; do sleep 0.05; done' })
    const id = await start()
    await said(id, 'up')
    const { phase } = jobOf(id)
    jobs.detachAll()
    await writeFile(join(folder.path, 'w', 'go'), '')
    await vi.waitFor(async () => expect(await isAlive('pid' in phase ? phase.pid : 0)).toBe(false), WAIT)
    await restart()
    expect((await closed(id)).phase).toEqual({ kind: 'ended', status: 'FINISHED', exitCode: 0 })
  })

  it('marks a job lost, and its run FAILED, when it was killed meanwhile', async () => {
    await writeProject({ main: 'echo up; sleep 600; true' })
    const id = await start()
    await said(id, 'up')
    const { phase } = jobOf(id)
    const pid = 'pid' in phase ? phase.pid : 0
    jobs.detachAll()
    process.kill(-pid, 'SIGKILL')
    await vi.waitFor(async () => expect(await isAlive(pid)).toBe(false), WAIT)
    await restart()
    expect((await closed(id)).phase).toEqual({ kind: 'lost' })
    expect(runOf(id)?.status).toBe('FAILED')
  })

  it.runIf(isLinux)('finds a job whose pid was not written down any more', async () => {
    await writeProject({ main: 'echo up; sleep 600; true' })
    const id = await start()
    await said(id, 'up')
    jobs.detachAll()
    const journal = join(folder.path, 'data', 'jobs.json')
    const content = JSON.parse(await readFile(journal, 'utf8')) as { jobs: Record<string, unknown>[] }
    content.jobs.forEach((entry) => {
      delete entry['pid']
      delete entry['identity']
      entry['job'] = { ...(entry['job'] as object), phase: { kind: 'starting' } }
    })
    await writeFile(journal, JSON.stringify(content))
    await restart()
    expect(jobOf(id).phase.kind).toBe('running')
    jobs.stop(id)
    expect((await closed(id)).phase).toMatchObject({ status: 'KILLED' })
  })

  it('does not take another process with the same pid for the job', async () => {
    await writeProject({ main: 'echo up; while [ ! -e go ]; do sleep 0.05; done' })
    const id = await start()
    await said(id, 'up')
    jobs.detachAll()
    const journal = join(folder.path, 'data', 'jobs.json')
    await writeFile(journal, (await readFile(journal, 'utf8')).replace(/"identity":"[^"]*"/, '"identity":"other"'))
    await restart()
    expect(jobOf(id).phase).toEqual({ kind: 'lost' })
    await writeFile(join(folder.path, 'w', 'go'), '')
  })

  it('closes the run later when its workspace cannot take it now', async () => {
    await writeProject({ main: 'true' })
    workspace.failure = undefined
    const ask = workspace.ask
    workspace.ask = (...args) => {
      if (args[1] === 'run.finish') workspace.failure = { code: 'worker-lost', path: 'w' }
      return ask(...args)
    }
    const id = await start()
    await vi.waitFor(() => expect(workspace.asked).toContain('run.finish'), WAIT)
    expect(runOf(id)?.status).toBe('RUNNING')
    jobs.detachAll()
    workspace.failure = undefined
    workspace.ask = ask
    await restart()
    await jobs.closeWaitingRuns()
    expect((await closed(id)).phase).toMatchObject({ status: 'FINISHED' })
    expect(runOf(id)?.status).toBe('FINISHED')
  })
})

describe('projects as the page sees them', () => {
  const handlers = () =>
    createProjectHandlers(
      createProjectService({ workspaces: workspace, trust: createMemoryTrustStore(), baseEnvironment }),
    )
  const place = () => ({ workspaceId: workspace.id, projectDir: '.' })
  const context = { signal: new AbortController().signal }

  it('shows exactly what will run', async () => {
    await writeProject({ main: 'echo hi' })
    const request = { ...place(), entryPoint: 'main', params: [['a b', 'c']] as [string, string][] }
    await expect(async () => handlers()['projects.plan'](request, context)).rejects.toMatchObject({
      error: { kind: 'bad-parameter-name' },
    })
    const plan = await handlers()['projects.plan']({ ...request, params: [['lr', '0.1 x']] }, context)
    expect(plan).toMatchObject({
      command: "echo hi --lr '0.1 x'",
      loggedParams: [['lr', "'0.1 x'"]],
      cwd: join(folder.path, 'w'),
      warnings: [{ parameter: 'lr', kind: 'undeclared' }],
    })
    expect(plan.environment).toContainEqual(['MLFLOW_RUN_ID', '<run id>'])
  })

  it('tells what is wrong with an MLproject instead of hiding the project', async () => {
    await writeFile(join(folder.path, 'w', 'MLproject'), 'a: [')
    expect(await handlers()['projects.get'](place(), context)).toMatchObject({
      error: { code: 'malformed' },
      entryPoints: [],
    })
  })

  it('refuses a folder outside the workspace', async () => {
    await expect(async () =>
      handlers()['projects.get']({ ...place(), projectDir: '../..' }, context),
    ).rejects.toMatchObject({ error: { code: 'outside' } })
  })

  it('is trusted after the person said so', async () => {
    await writeProject({ main: 'echo hi' })
    const own = handlers()
    expect(await own['projects.get'](place(), context)).toMatchObject({ isTrusted: false, name: 'demo' })
    await own['projects.trust'](place(), context)
    expect(await own['projects.get'](place(), context)).toMatchObject({ isTrusted: true })
  })

  it('answers for an unknown job and an unknown workspace', async () => {
    const own = createJobHandlers(jobs)
    expect(() => own['jobs.stop']({ jobId: 'x' }, context)).toThrow('not-found')
    await expect(async () =>
      handlers()['projects.get']({ workspaceId: 'x', projectDir: '.' }, context),
    ).rejects.toThrow()
  })
})
