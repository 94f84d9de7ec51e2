import { cp, readFile } from 'node:fs/promises'
import { delimiter, dirname, join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { ok } from '../../../shared/result'
import { createTempFolder, fixturePath, type TempFolder } from '../../../testing/fixtures'
import { runMlflowPython } from '../../../testing/mlflow'
import type { RunWriter } from '../../store/ports'
import { createFileRunWriter, createFileStoreRoot } from '../../store/write/file-run-writer'
import { createSqlRunWriter } from '../../store/write/sql-run-writer'
import { createProjectService } from '../project-service'
import { createMemoryTrustStore } from '../trust-store'
import { createJobJournal } from './job-journal'
import { createJobSupervisor, type JobSupervisor } from './job-supervisor'
import { createProcessTable } from './process-table'
import type { WorkspacePort } from './workspace-port'

const WAIT = { timeout: 250_000, interval: 500 }
const MAKE_DATABASE = `
import json, sys
from mlflow import MlflowClient
MlflowClient(sys.argv[1]).search_experiments()
print(json.dumps(True))
`
const READ = `
import json, sys
from mlflow import MlflowClient
client = MlflowClient(sys.argv[1])
runs = client.search_runs(['0'])
print(json.dumps([{'id': r.info.run_id, 'name': r.info.run_name, 'status': r.info.status, 'ended': r.info.end_time is not None,
  'params': r.data.params, 'tags': r.data.tags, 'metrics': sorted(r.data.metrics)} for r in runs]))
`

interface ReadRun {
  readonly id: string
  readonly name: string
  readonly status: string
  readonly ended: boolean
  readonly params: Readonly<Record<string, string>>
  readonly tags: Readonly<Record<string, string>>
  readonly metrics: readonly string[]
}

let folder: TempFolder
let jobs: JobSupervisor
beforeEach(async () => {
  folder = await createTempFolder()
})
afterEach(async () => {
  await jobs.stopAll()
  jobs.detachAll()
  await folder.remove()
})

async function openStore(kind: 'file' | 'sql'): Promise<RunWriter> {
  if (kind === 'file') {
    createFileStoreRoot(join(folder.path, 'mlruns'))
    return createFileRunWriter(join(folder.path, 'mlruns'))
  }
  const database = join(folder.path, 'mlflow.db')
  await runMlflowPython(MAKE_DATABASE, [`sqlite:///${database}`])
  return createSqlRunWriter(database)
}

/** A workspace of one store, by its real writer. The run's key is its id. */
function portOf(writer: RunWriter, kind: 'file' | 'sql'): WorkspacePort {
  type Input = Parameters<RunWriter['createRun']>[0] & {
    readonly runKey: string
    readonly status: 'FINISHED'
    readonly endTime: number
  }
  const answers: Readonly<Record<string, (input: Input) => unknown>> = {
    'store.ensure': () => ({ storeIds: ['one'] }),
    'store.trackingUri': () => ({ trackingUri: writer.trackingUri, kind }),
    'run.create': (input) => {
      const made = writer.createRun(input)
      return { ...made, runKey: made.runId }
    },
    'run.setTags': ({ runKey, tags }) => writer.setTags(runKey, tags),
    'run.finish': ({ runKey, status, endTime }) => writer.finishRun(runKey, status, endTime),
  }
  return {
    pathOf: () => folder.path,
    ask: (_id, name, input) => Promise.resolve(ok(answers[name]?.(input as unknown as Input) as never)),
  }
}

interface Wanted {
  readonly project: string
  readonly entryPoint: string
  readonly params?: [string, string][]
}

async function begin(kind: 'file' | 'sql', { project, entryPoint, params = [] }: Wanted) {
  const writer = await openStore(kind)
  await cp(fixturePath(`projects/examples/${project}`), join(folder.path, 'p'), { recursive: true })
  const python = dirname(process.env['RUNBENCH_MLFLOW_PYTHON'] ?? '')
  const environment = {
    ...(process.env as Record<string, string>),
    PATH: `${python}${delimiter}${process.env['PATH'] ?? ''}`,
    MLFLOW_DISABLE_TELEMETRY: 'true',
  }
  const baseEnvironment = () => Promise.resolve(environment)
  const workspaces = portOf(writer, kind)
  const projects = createProjectService({ workspaces, trust: createMemoryTrustStore(), baseEnvironment })
  jobs = createJobSupervisor({
    workspaces,
    projects,
    baseEnvironment,
    processes: createProcessTable(),
    journal: createJobJournal(join(folder.path, 'data', 'jobs.json'), vi.fn()),
    exitFolder: join(folder.path, 'data', 'jobs'),
    publish: () => undefined,
    onError: (cause) => {
      throw cause
    },
  })
  const place = { workspaceId: 'w', projectDir: 'p' }
  await projects.trust(place)
  const id = await jobs.start({ ...place, entryPoint, params })
  const job = () => jobs.list().jobs.find((candidate) => candidate.id === id)
  return {
    id,
    job,
    console: () => readFile(job()?.consolePath ?? '', 'utf8').catch(() => ''),
    runs: () => runMlflowPython<ReadRun[]>(READ, [writer.trackingUri]),
  }
}

describe.each(['file', 'sql'] as const)('a script that uses MLflow, in a %s store', { timeout: 300_000 }, (kind) => {
  it('logs into the very run that the job made', async () => {
    const { job, runs, console } = await begin(kind, {
      project: 'live-train',
      entryPoint: 'main',
      params: [['seconds', '1']],
    })
    await vi.waitFor(() => expect(job()?.phase.kind).toBe('ended'), WAIT)
    expect([job()?.phase, await console()]).toEqual([
      { kind: 'ended', status: 'FINISHED', exitCode: 0 },
      expect.any(String),
    ])
    await vi.waitFor(async () => expect((await runs())[0]?.tags['runbench.exit']).toBe('0'), WAIT)
    const [run, ...others] = await runs()
    expect(others).toEqual([])
    expect(run).toMatchObject({ id: job()?.runId, name: job()?.runName, status: 'FINISHED', ended: true })
    expect(run?.params).toMatchObject({ seconds: '1', interval_ms: '50' })
    expect(run?.metrics).toEqual(expect.arrayContaining(['accuracy', 'loss', 'lr']))
    expect(run?.tags).toMatchObject({
      'mlflow.source.type': 'PROJECT',
      'mlflow.project.entryPoint': 'main',
      'mlflow.project.backend': 'local',
      'mlflow.source.name': join(folder.path, 'p'),
    })
  })

  it.each([
    ['exit_code', 7],
    ['no_run', 2],
  ])('crasher %s ends as FAILED with exit %i', async (entryPoint, exitCode) => {
    const { job, runs } = await begin(kind, { project: 'crasher', entryPoint })
    await vi.waitFor(() => expect(job()?.phase).toEqual({ kind: 'ended', status: 'FAILED', exitCode }), WAIT)
    await vi.waitFor(async () => expect((await runs())[0]).toMatchObject({ status: 'FAILED', ended: true }), WAIT)
    expect(await runs()).toHaveLength(1)
  })

  it('stops a stubborn script, and its run is KILLED', async () => {
    const { id, job, runs, console } = await begin(kind, { project: 'live-train', entryPoint: 'stubborn' })
    await vi.waitFor(async () => expect(await console()).toContain('step'), WAIT)
    jobs.stop(id)
    await vi.waitFor(() => expect(job()?.phase).toMatchObject({ kind: 'ended', status: 'KILLED' }), WAIT)
    await vi.waitFor(async () => expect((await runs())[0]?.status).toBe('KILLED'), WAIT)
  })
})
