import { createHash } from 'node:crypto'
import { lstatSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { drainScan, neverAborted, type DrainedScan } from '../../../testing/drain-scan'
import { readFixture, unpackFixture, type TempFolder } from '../../../testing/fixtures'
import type { StoreReader } from '../ports'
import { createFileStoreReader } from './file-store-reader'

type OracleNumber = number | string
interface OracleRun {
  readonly info: Readonly<Record<string, string | number | null>>
  readonly params: Readonly<Record<string, string>>
  readonly tags: Readonly<Record<string, string>>
  /** Absent for a run without metrics. */
  readonly latest?: Readonly<Record<string, readonly [number, number, OracleNumber]>>
}
interface Oracle {
  readonly experiments: readonly {
    readonly experiment_id: string
    readonly name: string
    readonly artifact_location: string
    readonly lifecycle_stage: string
    readonly creation_time: number
    readonly last_update_time: number
    readonly tags: Readonly<Record<string, string>>
  }[]
  readonly runs: readonly OracleRun[]
  readonly metric_history: Readonly<Record<string, Readonly<Record<string, readonly [number, number, OracleNumber][]>>>>
  readonly logged_models: readonly Readonly<Record<string, unknown>>[]
}

/** The answer sheet has NaN and infinities as text. JSON cannot tell 2^53 + 1 from 2^53: neither can a double. */
const number = (value: OracleNumber): number => Number(value)

/** MLflow reports step 0 for a line that names a dataset (a defect of its reader): what the line really says. */
type StepOf = (time: number, index?: number) => number | undefined
function trueSteps(location: string | undefined, key: string): StepOf {
  const lines = readFileSync(join(location ?? '', 'metrics', key), 'utf8')
    .split('\n')
    .map((line) => line.split(' '))
  return (time, index) => {
    const fields = index === undefined ? lines.find((each) => Number(each[0]) === time) : lines[index]
    return fields?.length === 5 ? Number(fields[2]) : undefined
  }
}

describe('a file store written by MLflow 3.18', () => {
  const oracle = readFixture<Oracle>('stores/3.18.0-file.oracle')
  let folder: TempFolder
  let reader: StoreReader
  let found: DrainedScan
  let before: string

  beforeAll(async () => {
    folder = await unpackFixture('stores/3.18.0-file')
    before = describeTree(folder.path)
    reader = createFileStoreReader({ id: 'mlruns', path: join(folder.path, 'mlruns') })
    found = await drainScan(reader.scan(neverAborted()))
  })
  afterAll(() => folder.remove())

  it('has the experiments that MLflow reports, deleted ones included', () => {
    const expected = oracle.experiments.map((each) => ({
      experimentId: each.experiment_id,
      name: each.name,
      lifecycleStage: each.lifecycle_stage,
      artifactLocation: each.artifact_location,
      creationTime: each.creation_time,
      lastUpdateTime: each.last_update_time,
      tags: each.tags,
    }))
    const actual = found.experiments.map((each) => ({ ...each, tags: Object.fromEntries(each.tags) }))
    const byId = (a: { experimentId: string }, b: { experimentId: string }): number =>
      a.experimentId < b.experimentId ? -1 : 1
    expect(actual.sort(byId)).toEqual(expected.sort(byId))
  })

  it('has the runs that MLflow reports, with their info, params, tags and latest metrics', () => {
    expect([...found.runs.keys()].sort()).toEqual(oracle.runs.map(({ info }) => String(info['run_id'])).sort())
    expect(found.end?.runIds).toEqual(new Set(found.runs.keys()))
    for (const { info, params, tags, latest } of oracle.runs) {
      const run = found.runs.get(String(info['run_id']))
      expect({ ...run, params: undefined, tags: undefined, metrics: undefined }).toEqual({
        runId: info['run_id'],
        experimentId: info['experiment_id'],
        name: info['run_name'],
        status: info['status'],
        lifecycleStage: info['lifecycle_stage'],
        startTime: info['start_time'] ?? undefined,
        endTime: info['end_time'] ?? undefined,
        userId: info['user_id'],
        artifactUri: info['artifact_uri'],
        location: expect.stringMatching(new RegExp(`${info['run_id']}$`)) as unknown,
        problems: [],
      })
      expect(Object.fromEntries(run?.params ?? [])).toEqual(params)
      expect(Object.fromEntries(run?.tags ?? [])).toEqual(tags)
      const metrics = run?.metrics.map(({ key, timestamp, step, value }) => [key, [timestamp, step, value]]) ?? []
      const expected = Object.entries(latest ?? {}).map(([key, [time, step, value]]) => [
        key,
        [time, trueSteps(run?.location, key)(time) ?? step, number(value)],
      ])
      expect(Object.fromEntries(metrics)).toEqual(Object.fromEntries(expected))
    }
  })

  it('has every history point for point in the order of the file', () => {
    let points = 0
    for (const [runId, metrics] of Object.entries(oracle.metric_history))
      for (const [key, expected] of Object.entries(metrics)) {
        const history = reader.history(runId, key)
        const actual = Array.from(history?.values ?? [], (value, i) => [
          history?.timestamps[i],
          history?.steps[i],
          value,
        ])
        const stepOf = trueSteps(found.runs.get(runId)?.location, key)
        expect(actual).toEqual(expected.map(([time, step, value], i) => [time, stepOf(time, i) ?? step, number(value)]))
        points += actual.length
      }
    expect(points).toBeGreaterThan(2_000)
  })

  it('keeps a step beyond 2^53 exact', () => {
    const rich = oracle.runs.find(({ latest }) => Object.values(latest ?? {}).some(([, step]) => step > 2 ** 53 - 1))
    const key = Object.entries(rich?.latest ?? {}).find(([, [, step]]) => step > 2 ** 53 - 1)?.[0] ?? ''
    const history = reader.history(String(rich?.info['run_id']), key)
    expect([...(history?.bigSteps.values() ?? [])]).toContain(2n ** 53n + 1n)
  })

  it('has the logged models that are not deleted', () => {
    const expected = oracle.logged_models.map((each) => ({
      modelId: each['model_id'],
      experimentId: each['experiment_id'],
      name: each['name'],
      status: each['status'],
      sourceRunId: each['source_run_id'] ?? undefined,
      creationTime: each['creation_timestamp'],
      artifactLocation: each['artifact_location'],
    }))
    const byId = (a: { modelId: unknown }, b: { modelId: unknown }): number =>
      String(a.modelId) < String(b.modelId) ? -1 : 1
    expect([...reader.loggedModels()].sort(byId)).toEqual(expected.sort(byId))
  })

  it('summarizes metrics over their finite values', () => {
    for (const [runId, metrics] of Object.entries(oracle.metric_history)) {
      const summaries = new Map(reader.metricSummaries(runId).map((each) => [each.key, each]))
      for (const [key, points] of Object.entries(metrics)) {
        const finite = points.map(([, , value]) => number(value)).filter(Number.isFinite)
        const summary = summaries.get(key)
        expect(summary?.count).toBe(points.length)
        expect(summary?.min).toBe(finite.length > 0 ? Math.min(...finite) : NaN)
        expect(summary?.max).toBe(finite.length > 0 ? Math.max(...finite) : NaN)
      }
    }
  })

  it('yields nothing the second time', async () => {
    const again = await drainScan(reader.scan(neverAborted()))
    expect(again.runs.size).toBe(0)
    expect(again.end?.runIds).toEqual(found.end?.runIds)
    expect((await drainScan(reader.refresh(undefined, neverAborted()))).runs.size).toBe(0)
  })

  it('is not changed by reading, in content or time', () => {
    expect(describeTree(folder.path)).toBe(before)
  })
})

/** Every name, kind, size, modification time and content below a folder. */
function describeTree(root: string): string {
  const hash = createHash('sha256')
  for (const name of readdirSync(root, { recursive: true, encoding: 'utf8' }).sort()) {
    const stats = lstatSync(join(root, name))
    hash.update(`${name} ${stats.mode} ${stats.size} ${stats.mtimeMs} ${stats.ino}\n`)
    if (stats.isFile()) hash.update(readFileSync(join(root, name)))
  }
  return hash.digest('hex')
}
