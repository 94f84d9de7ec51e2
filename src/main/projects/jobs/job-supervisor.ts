// The one owner of jobs: starts them, follows them, stops them, finds them again after a restart, and closes their runs.
// Decisions are `step`'s; here they are carried out. Every change is in the journal before anybody is told. See README.md.
import { randomUUID } from 'node:crypto'
import { join } from 'node:path'
import { rm } from 'node:fs/promises'
import type { AppError } from '../../../shared/errors'
import type { Job } from '../../../shared/domain/job'
import type { jobEvents } from '../../../shared/ipc/contract-jobs'
import type { PayloadOf } from '../../../shared/ipc/define'
import { Failure } from '../../rpc/router'
import { projectName } from '../mlproject/read-project'
import { toPair, type ProjectService } from '../project-service'
import { STARTED_TAGS } from '../run-tags'
import type { BaseEnvironment } from './base-environment'
import { childEnvironment, jobMarker } from './child-environment'
import { followConsole, readConsole, type ConsoleFollower, type ConsolePiece } from './console-file'
import { createRun, type PreparedRun, type StartRequest } from './create-run'
import type { JobJournal, JournaledJob } from './job-journal'
import { phaseOf, step, type Exit, type FinalStatus, type JobEffect, type JobEvent, type JobState } from './job-state'
import type { JobTree, ProcessTable } from './process-table'
import { createRunCloser } from './run-closer'
import { readExit, spawnJob } from './spawn-job'
import { requirePath, type WorkspacePort } from './workspace-port'

export interface SupervisorDeps {
  readonly workspaces: WorkspacePort
  readonly projects: ProjectService
  readonly baseEnvironment: BaseEnvironment
  readonly journal: JobJournal
  readonly processes: ProcessTable
  /** In the app's data folder: exit codes. */
  readonly exitFolder: string
  publish<N extends keyof typeof jobEvents>(name: N, payload: PayloadOf<typeof jobEvents, N>): void
  /** A failure that nobody waits for. */
  onError(cause: unknown): void
  readonly graceMs?: number
}

export interface JobSupervisor {
  /** Finds the jobs of earlier sessions: alive, ended or lost. Once, before anything else. */
  restore(): Promise<void>
  start(request: StartRequest): Promise<string>
  stop(jobId: string): void
  list(): { seq: number; jobs: Job[] }
  console(jobId: string, offset: number, limitBytes: number): Promise<ConsolePiece>
  runningJobs(): readonly Job[]
  /** Resolves when all have ended and their runs are closed, as far as they can be. */
  stopAll(): Promise<void>
  /** Lets go of all: they run on and are found at the next start. */
  detachAll(): void
  /** Workspaces were opened: closes the runs that waited for them. */
  closeWaitingRuns(): Promise<void>
}

interface Entry {
  record: JournaledJob
  state: JobState
  follower?: ConsoleFollower | undefined
  /** Not our child: found again, looked after by polling. */
  watch?: NodeJS.Timeout | undefined
  grace?: NodeJS.Timeout | undefined
  treePoll?: NodeJS.Timeout | undefined
  /** What is done for it in the background, in order. */
  work: Promise<void>
}

const GRACE_MS = 5_000
const TREE_POLL_MS = 60
const ALIVE_POLL_MS = 300
const MAX_ENDED_JOBS = 100

const isOver = (state: JobState): boolean => state.kind === 'ended' || state.kind === 'lost'

export function createJobSupervisor(deps: SupervisorDeps): JobSupervisor {
  return new Supervisor(deps)
}

class Supervisor implements JobSupervisor {
  private readonly entries = new Map<string, Entry>()
  private readonly closer
  private seq = 0
  private isDetached = false

  constructor(private readonly deps: SupervisorDeps) {
    this.closer = createRunCloser(deps.workspaces, ({ job }) => this.forgetClosing(job.id))
  }

  async start(request: StartRequest): Promise<string> {
    const workspacePath = requirePath(this.deps.workspaces, request.workspaceId)
    const prepared = await createRun(request, this.deps)
    const entry = this.add(describeJob(request, prepared, { workspacePath, exitFolder: this.deps.exitFolder }))
    const { outcome } = prepared
    if (outcome.kind === 'failed') this.apply(entry, { kind: 'failed', error: outcome.error })
    else await this.launch(entry, prepared)
    return entry.record.job.id
  }

  stop(jobId: string): void {
    this.apply(this.entryOf(jobId), { kind: 'stop-requested' })
  }

  list(): { seq: number; jobs: Job[] } {
    return { seq: this.seq, jobs: [...this.entries.values()].map(({ record }) => record.job) }
  }

  console(jobId: string, offset: number, limitBytes: number): Promise<ConsolePiece> {
    return readConsole(this.entryOf(jobId).record.job.consolePath, offset, limitBytes)
  }

  runningJobs(): readonly Job[] {
    return this.open().map(({ record }) => record.job)
  }

  async stopAll(): Promise<void> {
    const stopping = this.open()
    stopping.forEach((entry) => this.apply(entry, { kind: 'stop-requested' }))
    const idle = (): boolean => stopping.every(({ state }) => isOver(state))
    while (!idle()) await new Promise((resolve) => setTimeout(resolve, TREE_POLL_MS))
    await Promise.all(stopping.map((entry) => entry.work))
  }

  detachAll(): void {
    this.isDetached = true
    this.closer.dispose()
    for (const entry of this.entries.values()) {
      this.clearTimers(entry)
      entry.follower?.stop().catch(this.deps.onError)
    }
  }

  closeWaitingRuns(): Promise<void> {
    return this.closer.retry()
  }

  async restore(): Promise<void> {
    for (const record of this.deps.journal.read()) {
      const entry: Entry = {
        record,
        state: { kind: 'starting', isStopWanted: record.isStopping },
        work: Promise.resolve(),
      }
      this.entries.set(record.job.id, entry)
      const { phase } = record.job
      if (phase.kind === 'ended') entry.state = { ...phase, exit: { code: phase.exitCode, signal: phase.signal } }
      else if (phase.kind === 'lost') entry.state = phase
      else await this.findAgain(entry)
      if (record.closing) this.inBackground(entry, () => this.closer.close(entry.record))
    }
    this.changed()
  }

  private add(record: JournaledJob): Entry {
    const entry: Entry = { record, state: { kind: 'starting', isStopWanted: false }, work: Promise.resolve() }
    this.entries.set(record.job.id, entry)
    this.dropOldest()
    this.changed()
    return entry
  }

  private async launch(entry: Entry, prepared: PreparedRun): Promise<void> {
    const { job, exitPath } = entry.record
    const { runId, experimentId } = prepared.run
    const { trackingUri, kind } = prepared.tracking
    const environment = childEnvironment(await this.deps.baseEnvironment(), {
      jobId: job.id,
      runId,
      experimentId,
      trackingUri,
      storeKind: kind,
    })
    const { command, consolePath } = job
    const launch = { command, cwd: prepared.project.folder, environment, consolePath, exitPath }
    try {
      const { pid, ended } = await spawnJob(launch)
      const identity = await this.deps.processes.identityOf(pid)
      entry.record = { ...entry.record, pid, ...(identity === undefined ? {} : { identity }) }
      this.follow(entry)
      this.inBackground(entry, () => this.markStarted(entry))
      this.apply(entry, { kind: 'spawned', pid })
      void ended.then((exit) => this.apply(entry, { kind: 'exited', exit }))
    } catch (cause) {
      this.apply(entry, { kind: 'failed', error: errorOf(cause, job.consolePath) })
      if (!(cause instanceof Failure)) this.deps.onError(cause)
    }
  }

  /** MLflow's sign that the process has started. Missing it does no harm, so it is tried once. */
  private async markStarted({ record: { job } }: Entry): Promise<void> {
    if (job.workspaceId === undefined) return
    const tags = STARTED_TAGS.map(toPair)
    await this.deps.workspaces.ask(job.workspaceId, 'run.setTags', { runKey: job.runKey, tags })
  }

  private apply(entry: Entry, event: JobEvent): void {
    if (this.isDetached) return
    const before = entry.state
    const { state, effects } = step(before, event)
    if (state === before) return
    entry.state = state
    const endTime = isOver(state) ? { endTime: entry.record.closing?.endTime ?? Date.now() } : {}
    entry.record = {
      ...entry.record,
      isStopping: state.kind === 'stopping' || (state.kind === 'starting' && state.isStopWanted),
      job: { ...entry.record.job, phase: phaseOf(state), ...endTime },
    }
    effects.filter((effect) => effect.kind === 'close-run').forEach((effect) => this.noteClosing(entry, effect))
    this.changed()
    effects.forEach((effect) => this.perform(entry, effect))
  }

  private perform(entry: Entry, effect: JobEffect): void {
    switch (effect.kind) {
      case 'signal':
        this.deps.processes.signal(treeOf(entry), effect.signal).catch(this.deps.onError)
        return
      case 'wait-for-tree':
        return this.waitForTree(entry)
      case 'close-run':
        this.clearTimers(entry)
        return this.inBackground(entry, async () => {
          await entry.follower?.stop()
          entry.follower = undefined
          await this.closer.close(entry.record)
        })
    }
  }

  private noteClosing(entry: Entry, { status, exit }: { status: FinalStatus; exit: Exit }): void {
    const told = exit.code ?? exit.signal
    const tags: [string, string][] = told === undefined ? [] : [['runbench.exit', String(told)]]
    entry.record = { ...entry.record, closing: { status, endTime: entry.record.job.endTime ?? Date.now(), tags } }
  }

  private forgetClosing(jobId: string): void {
    const entry = this.entries.get(jobId)
    if (!entry || this.isDetached) return
    const { closing: _, ...record } = entry.record
    entry.record = record
    this.deps.journal.write(this.records())
    rm(record.exitPath, { force: true }).catch(this.deps.onError)
  }

  private waitForTree(entry: Entry): void {
    clearTimeout(entry.grace)
    entry.grace = setTimeout(() => this.apply(entry, { kind: 'grace-elapsed' }), this.deps.graceMs ?? GRACE_MS)
    entry.treePoll ??= this.poll(TREE_POLL_MS, () => this.lookAtTree(entry))
  }

  /** How the job itself ended comes first: of our own child by its exit event, of one found again by what it left. */
  private async lookAtTree(entry: Entry): Promise<void> {
    const isKnown = (): boolean => entry.state.kind === 'stopping' && entry.state.exit !== undefined
    if (!isKnown() && !entry.watch) return
    if (await this.deps.processes.hasMembers(treeOf(entry))) return
    if (!isKnown()) await this.conclude(entry, entry.record.exitPath)
    this.apply(entry, { kind: 'tree-gone' })
  }

  private async findAgain(entry: Entry): Promise<void> {
    const { job, exitPath } = entry.record
    const pid = entry.record.pid ?? (await this.deps.processes.findLeader(jobMarker(job.id)))
    const identity = pid === undefined ? undefined : await this.deps.processes.identityOf(pid)
    const isSame =
      entry.record.identity === undefined ? entry.record.pid === undefined : identity === entry.record.identity
    if (pid !== undefined && identity !== undefined && isSame) {
      entry.record = { ...entry.record, pid, identity }
      this.follow(entry)
      entry.watch = this.poll(ALIVE_POLL_MS, () => this.lookAfter(entry, pid))
      this.apply(entry, { kind: 'spawned', pid })
      return
    }
    if (entry.record.isStopping && pid !== undefined) {
      // Stop was pressed, then the app went: what it was asked to do has happened.
      entry.state = { kind: 'stopping', pid, signal: job.phase.kind === 'stopping' ? job.phase.signal : 'SIGINT' }
    }
    await this.conclude(entry, exitPath)
    this.apply(entry, { kind: 'tree-gone' })
  }

  private async lookAfter(entry: Entry, pid: number): Promise<void> {
    const isKnown = entry.state.kind === 'stopping' && entry.state.exit !== undefined
    if (isKnown || (await this.deps.processes.identityOf(pid)) === entry.record.identity) return
    await this.conclude(entry, entry.record.exitPath)
  }

  private async conclude(entry: Entry, exitPath: string): Promise<void> {
    const left = await readExit(exitPath)
    if (!left) return this.apply(entry, { kind: 'vanished' })
    entry.record = { ...entry.record, job: { ...entry.record.job, endTime: left.time } }
    this.apply(entry, { kind: 'exited', exit: left.exit })
  }

  private follow(entry: Entry): void {
    const { id: jobId, consolePath } = entry.record.job
    entry.follower = followConsole(consolePath, (sizeBytes) => {
      if (!this.isDetached) this.deps.publish('jobs.output', { jobId, sizeBytes })
    })
  }

  private poll(everyMs: number, look: () => Promise<void>): NodeJS.Timeout {
    let isLooking = false
    const timer = setInterval(() => {
      if (isLooking) return
      isLooking = true
      look()
        .catch(this.deps.onError)
        .finally(() => (isLooking = false))
    }, everyMs)
    timer.unref()
    return timer
  }

  private inBackground(entry: Entry, work: () => Promise<void>): void {
    entry.work = entry.work.then(work).catch(this.deps.onError)
  }

  private clearTimers(entry: Entry): void {
    clearTimeout(entry.grace)
    clearInterval(entry.treePoll)
    clearInterval(entry.watch)
  }

  private dropOldest(): void {
    const ended = [...this.entries.values()].filter(({ state, record }) => isOver(state) && !record.closing)
    ended
      .slice(0, Math.max(0, ended.length - MAX_ENDED_JOBS))
      .forEach(({ record }) => this.entries.delete(record.job.id))
  }

  private changed(): void {
    this.deps.journal.write(this.records())
    this.seq += 1
    this.deps.publish('jobs.changed', this.list())
  }

  private records(): JournaledJob[] {
    return [...this.entries.values()].map(({ record }) => record)
  }

  private open(): Entry[] {
    return [...this.entries.values()].filter(({ state }) => !isOver(state))
  }

  private entryOf(jobId: string): Entry {
    const entry = this.entries.get(jobId)
    if (!entry) throw new Failure({ code: 'not-found', what: 'job', id: jobId })
    return entry
  }
}

function treeOf({ record }: Entry): JobTree {
  return { pid: record.pid ?? -1, identity: record.identity, marker: jobMarker(record.job.id) }
}

function errorOf(cause: unknown, path: string): AppError {
  if (cause instanceof Failure) return cause.error
  const { code } = cause as NodeJS.ErrnoException
  return { code: 'io', errno: code ?? 'EIO', path: (cause as NodeJS.ErrnoException).path ?? path }
}

function describeJob(
  request: StartRequest,
  { project, run, storeId, startTime, loggedParams, outcome }: PreparedRun,
  { workspacePath, exitFolder }: { workspacePath: string; exitFolder: string },
): JournaledJob {
  const id = randomUUID()
  const template = project.entryPoints.find(({ name }) => name === request.entryPoint)?.command ?? ''
  const job: Job = {
    id,
    workspaceId: request.workspaceId,
    workspacePath,
    projectDir: request.projectDir,
    projectName: projectName(project),
    entryPoint: request.entryPoint,
    command: outcome.kind === 'ready' ? outcome.command : template,
    params: loggedParams.map(toPair),
    storeId,
    runId: run.runId,
    runKey: run.runKey,
    runName: run.runName,
    consolePath: join(run.artifactPath, 'runbench', 'console.log'),
    startTime,
    phase: { kind: 'starting' },
  }
  return { job, exitPath: join(exitFolder, `${id}.exit`), isStopping: false }
}
