// Real stores, made by MLflow, behind the real service and port; other processes write to them meanwhile.
import { spawn, type ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { existsSync, renameSync, rmSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import type { workerRequests } from '../../shared/ipc/contract-workspace'
import type { InputOf, OutputOf } from '../../shared/ipc/define'
import type { TableQuery } from '../../shared/domain/table'
import type { WorkspaceState } from '../../shared/domain/workspace'
import { createTempFolder, readFixture, unpackFixture, type TempFolder } from '../../testing/fixtures'
import { createPortPair } from '../rpc/port'
import { createPortClient, type PortClient } from '../rpc/port-client'
import { runKeyOf } from './ports'
import { serveWorkspace } from './serve-workspace'
import { workspaceDeps } from './wiring'

interface OracleRun {
  readonly info: {
    run_id: string
    run_name: string
    experiment_id: string
    start_time: number
    lifecycle_stage: string
  }
  readonly params: Readonly<Record<string, string>>
  readonly metrics: Readonly<Record<string, number | string>>
  readonly tags: Readonly<Record<string, string>>
}

interface Oracle {
  readonly keys: {
    readonly runs: Readonly<Record<string, string>>
    readonly experiments: Readonly<Record<string, string>>
  }
  readonly runs: readonly OracleRun[]
  readonly experiments: readonly { experiment_id: string; name: string; lifecycle_stage: string }[]
  readonly metric_history: Readonly<
    Record<string, Readonly<Record<string, readonly [number, number, number | string][]>>>
  >
}

type Requests = typeof workerRequests

/** Far beyond what it takes, for machines that are busy. */
const WITHIN_MS = 20_000
vi.setConfig({ testTimeout: 60_000, hookTimeout: 60_000 })

let folder: TempFolder
let client: PortClient<Requests>
let stop: () => void
let states: WorkspaceState[]
let children: ChildProcess[]
let changedRuns: Set<string>

beforeEach(() => {
  ;[states, children, changedRuns] = [[], [], new Set()]
  const [near, far] = createPortPair()
  stop = serveWorkspace(far, { deps: workspaceDeps, logIncident: failTest, checkOutputs: true })
  client = createPortClient(near, {
    onEvent: (name, payload) => {
      if (name === 'workspace.state') states.push(payload as WorkspaceState)
      else (payload as { changed: string[] }).changed.forEach((key) => changedRuns.add(key))
    },
  })
})

afterEach(async () => {
  children.forEach((child) => child.kill())
  stop()
  await folder.remove()
})

const failTest = (cause: unknown): string => {
  throw new Error('a defect', { cause })
}

async function ask<N extends keyof Requests & string>(
  name: N,
  input: InputOf<Requests, N>,
): Promise<OutputOf<Requests, N>> {
  const result = await client.request(name, input as never)
  if (!result.ok) throw new Error(JSON.stringify(result.error))
  return result.value
}

async function open(path: string): Promise<void> {
  await ask('worker.open', { path })
  await isReady()
}

const isReady = () => vi.waitFor(() => expect(states.at(-1)?.phase).toBe('ready'), WITHIN_MS)

const queryOf = (storeId: string, experimentIds: readonly string[], parts: Partial<TableQuery> = {}): TableQuery => ({
  experiments: experimentIds.map((experimentId) => ({ storeId, experimentId })),
  search: '',
  expanded: [],
  lifecycle: 'active',
  ...parts,
})

const namesOf = async (query: TableQuery): Promise<string[]> =>
  (await ask('table.window', { query, columns: [], offset: 0, limit: 2_000 })).rows.map((row) => row.name)

/** Resolves with the exit code. */
function runNode(script: string, ...args: readonly string[]): Promise<number | null> {
  const child = spawn(process.execPath, ['-e', script, ...args], {
    cwd: resolve(import.meta.dirname),
    stdio: 'inherit',
  })
  children.push(child)
  // At once: it may have ended before anybody asks.
  return once(child, 'exit').then(([code]) => code as number | null)
}

const curveOf = (runKey: string, metric: string) =>
  ask('series.window', { metric, runKeys: [runKey], x: 'step', isLogX: false, widthPx: 2_000, smoothing: 0 })

describe.each([
  { fixture: '3.18.0-file', storeId: 'mlruns', kind: 'file' },
  { fixture: '3.18.0-sqlite', storeId: 'mlflow.db', kind: 'sql' },
])('a $kind store made by MLflow', ({ fixture, storeId, kind }) => {
  const oracle = readFixture<Oracle>(`stores/${fixture}.oracle`)
  const { runs: ids, experiments } = oracle.keys
  const key = (name: string): string => runKeyOf(storeId, ids[name] as string)

  beforeEach(async () => {
    folder = await unpackFixture(`stores/${fixture}`)
    await open(folder.path)
  })

  it('has the experiments and runs that MLflow has', async () => {
    const state = states.at(-1)
    expect(state?.stores).toMatchObject([{ id: storeId, kind, state: 'ready' }])
    expect(
      state?.experiments.map(({ experimentId, name, lifecycleStage }) => [experimentId, name, lifecycleStage]).sort(),
    ).toEqual(oracle.experiments.map((each) => [each.experiment_id, each.name, each.lifecycle_stage]).sort())
    const all = queryOf(storeId, Object.values(experiments), { lifecycle: 'all' })
    const { matchedCount } = await ask('table.window', { query: all, columns: [], offset: 0, limit: 0 })
    expect(matchedCount).toBe(oracle.runs.length)
  })

  it('orders runs as MLflow does, with the values that MLflow has', async () => {
    const active = oracle.runs.filter(
      ({ info }) => info.experiment_id === experiments['main'] && info.lifecycle_stage === 'active',
    )
    active.sort((a, b) => b.info.start_time - a.info.start_time || (a.info.run_id < b.info.run_id ? -1 : 1))
    const window = await ask('table.window', {
      query: queryOf(storeId, [experiments['main'] as string]),
      columns: ['metrics.val_acc', 'params.lr', 'tags.team'],
      offset: 0,
      limit: 2_000,
    })
    expect(window.rows.map(({ runId, cells }) => [runId, ...cells])).toEqual(
      active.map(({ info, metrics, params, tags }) => [
        info.run_id,
        metrics['val_acc'] === undefined ? undefined : Number(metrics['val_acc']),
        params['lr'],
        tags['team'],
      ]),
    )
  })

  it('unfolds nested runs and finds them by text', async () => {
    const sweep = [experiments['sweep'] as string]
    const unfolded = queryOf(storeId, sweep, { expanded: [key('p'), key('p0')] })
    const { rows } = await ask('table.window', { query: unfolded, columns: [], offset: 0, limit: 100 })
    const parent = rows.find((row) => row.key === key('p'))
    expect(parent?.childCount).toBe(3)
    expect(rows.find((row) => row.key === key('p00'))?.depth).toBe(2)
    expect(rows.find((row) => row.key === key('orphan'))?.depth).toBe(0)
    const found = await ask('table.window', {
      query: queryOf(storeId, sweep, { search: 'GRANDchild' }),
      columns: [],
      offset: 0,
      limit: 100,
    })
    expect(found.rows.map((row) => row.key)).toEqual([key('p'), key('p0'), key('p00')])
  })

  it('gives the whole of a run, and its curves point by point', async () => {
    const { runs } = await ask('runs.get', { runKeys: [key('rich')] })
    const expected = oracle.runs.find(({ info }) => info.run_id === ids['rich'])
    expect(Object.fromEntries(runs[0]?.params.map((each) => [each.key, each.value]) ?? [])).toEqual(expected?.params)
    expect(Object.fromEntries(runs[0]?.tags.map((each) => [each.key, each.value]) ?? [])).toEqual(expected?.tags)
    const history = [...(oracle.metric_history[ids['rich'] as string]?.['backintime'] ?? [])].sort(
      (a, b) => a[1] - b[1],
    )
    const curve = await curveOf(key('rich'), 'backintime')
    expect([...curve.x]).toEqual(history.map(([, step]) => step))
    expect([...(curve.lines[0]?.raw ?? [])]).toEqual(history.map(([, , value]) => value))
  })

  it('lists the models and the artifacts that are beside the store', async () => {
    const { models } = await ask('models.list', {})
    const logged = models.filter(({ source }) => source.kind === 'logged-model')
    expect(logged.length).toBeGreaterThan(0)
    // Some have no files beside the store; those that have are called as in the list.
    const answers = await Promise.all(
      logged.map(({ source, path }) => client.request('models.get', { ref: { source, path } })),
    )
    const found = answers.map((answer, at) => (answer.ok ? [answer.value.name, logged[at]?.name] : []))
    expect(found.flat().length).toBeGreaterThan(0)
    for (const [named, listed] of found) expect(named).toBe(listed)
    const { entries } = await ask('artifacts.list', { source: { kind: 'run', runKey: key('rich') }, path: '' })
    expect(entries.map(({ name }) => name)).toContain('README.md')
  })

  it('makes a run, changes it and ends it, and has it each time before it answers', async () => {
    const made = await ask('run.create', {
      storeId,
      userId: 'ada',
      startTime: 1_800_000_000_000,
      params: [['alpha', '0.5']],
      tags: [['team', 'blue']],
    })
    expect(existsSync(made.artifactPath)).toBe(true)
    const now = async () => (await ask('runs.get', { runKeys: [made.runKey] })).runs[0]
    expect(await now()).toMatchObject({
      status: 'RUNNING',
      name: made.runName,
      params: [{ key: 'alpha', value: '0.5' }],
    })
    await ask('run.setTags', { runKey: made.runKey, tags: [['team', 'red']] })
    expect((await now())?.tags).toContainEqual({ key: 'team', value: 'red' })
    await ask('run.finish', { runKey: made.runKey, status: 'FAILED', endTime: 1_800_000_001_000 })
    expect(await now()).toMatchObject({ status: 'FAILED', endTime: 1_800_000_001_000 })
    const { trackingUri } = await ask('store.trackingUri', { storeId })
    expect(trackingUri).toMatch(kind === 'file' ? /^file:\/\/\// : /^sqlite:\/\/\//)
  })

  it('goes on after the folder was away for a while', async () => {
    const before = await namesOf(queryOf(storeId, [experiments['main'] as string]))
    renameSync(folder.path, `${folder.path}-away`)
    await vi.waitFor(() => expect(states.at(-1)?.phase).toBe('missing'), WITHIN_MS)
    expect(await namesOf(queryOf(storeId, [experiments['main'] as string]))).toEqual(before)
    renameSync(`${folder.path}-away`, folder.path)
    await isReady()
    await vi.waitFor(() => expect(states.at(-1)?.stores).toMatchObject([{ state: 'ready' }]), WITHIN_MS)
    expect(await namesOf(queryOf(storeId, [experiments['main'] as string]))).toEqual(before)
  })
})

describe('while another process writes', () => {
  const POINTS = 200

  it('shows every point that is appended to a file store, and the run that is deleted', async () => {
    folder = await createTempFolder()
    await ask('worker.open', { path: (await unpackInto(folder)).path })
    await isReady()
    const made = await createRun('mlruns')
    const script = `
      const fs = require('node:fs')
      let step = 0
      const timer = setInterval(() => {
        fs.appendFileSync(process.argv[1], 1000 + step + ' ' + step * 2 + ' ' + step + '\\n')
        if (++step === ${POINTS}) clearInterval(timer)
      }, 5)`
    const runFolder = resolve(made.artifactPath, '..')
    const exit = runNode(script, join(runFolder, 'metrics', 'loss'))
    await vi.waitFor(
      async () => expect((await curveOf(made.runKey, 'loss')).lines[0]?.pointCount).toBeGreaterThan(0),
      WITHIN_MS,
    )
    expect(await exit).toBe(0)
    await vi.waitFor(
      async () => expect((await curveOf(made.runKey, 'loss')).lines[0]?.pointCount).toBe(POINTS),
      WITHIN_MS,
    )
    expect(changedRuns).toContain(made.runKey)
    rmSync(runFolder, { recursive: true })
    await vi.waitFor(
      async () => expect((await ask('runs.get', { runKeys: [made.runKey] })).runs).toEqual([]),
      WITHIN_MS,
    )
  })

  it('shows every point that is logged to a database', async () => {
    folder = await unpackFixture('stores/3.18.0-sqlite')
    await open(folder.path)
    const made = await createRun('mlflow.db')
    const script = `
      const { DatabaseSync } = require('@photostructure/sqlite')
      const [path, run] = process.argv.slice(1)
      const db = new DatabaseSync(path)
      db.exec('pragma busy_timeout = 5000')
      let step = 0
      const timer = setInterval(() => {
        db.exec('begin immediate')
        const values = [run, step * 2, 1000 + step, step]
        db.prepare("insert into metrics (key, run_uuid, value, timestamp, step, is_nan) values ('loss', ?, ?, ?, ?, 0)").run(...values)
        db.prepare("insert or replace into latest_metrics (key, run_uuid, value, timestamp, step, is_nan) values ('loss', ?, ?, ?, ?, 0)").run(...values)
        db.exec('commit')
        if (++step === ${POINTS}) { clearInterval(timer); db.close() }
      }, 5)`
    const exit = runNode(script, join(folder.path, 'mlflow.db'), made.runId)
    await vi.waitFor(
      async () => expect((await curveOf(made.runKey, 'loss')).lines[0]?.pointCount).toBeGreaterThan(0),
      WITHIN_MS,
    )
    expect(await exit).toBe(0)
    await vi.waitFor(
      async () => expect((await curveOf(made.runKey, 'loss')).lines[0]?.pointCount).toBe(POINTS),
      WITHIN_MS,
    )
    expect(changedRuns).toContain(made.runKey)
  })

  async function unpackInto(parent: TempFolder): Promise<TempFolder> {
    const unpacked = await unpackFixture('stores/3.18.0-file')
    const path = join(parent.path, 'project')
    renameSync(unpacked.path, path)
    return { path, remove: unpacked.remove }
  }

  const createRun = (storeId: string) =>
    ask('run.create', { storeId, userId: 'ada', startTime: 1_800_000_000_000, params: [], tags: [] })
})
