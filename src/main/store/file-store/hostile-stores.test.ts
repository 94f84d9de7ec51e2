import { execFileSync } from 'node:child_process'
import { appendFileSync, mkdirSync, renameSync, rmSync, symlinkSync, truncateSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { drainScan, neverAborted, type DrainedScan } from '../../../testing/drain-scan'
import { createTempFolder, type TempFolder } from '../../../testing/fixtures'
import { createFileRunWriter, createFileStoreRoot } from '../write/file-run-writer'
import type { StoreReader } from '../ports'
import { createFileStoreReader } from './file-store-reader'

let folder: TempFolder
let reader: StoreReader
let runId: string
beforeEach(async () => {
  folder = await createTempFolder()
  createFileStoreRoot(folder.path)
  runId = newRun()
  reader = createFileStoreReader({ id: '.', path: folder.path })
})
afterEach(() => folder.remove())

const newRun = (): string =>
  createFileRunWriter(folder.path).createRun({
    experimentId: undefined,
    runName: 'good',
    userId: 'ada',
    startTime: 1,
    params: [['lr', '1']],
    tags: [],
  }).runId

const at = (...parts: string[]): string => join(folder.path, '0', ...parts)
const scan = (): Promise<DrainedScan> => drainScan(reader.scan(neverAborted()))
const refresh = (...hints: string[]): Promise<DrainedScan> => drainScan(reader.refresh(hints, neverAborted()))
function put(path: string, text: string): void {
  mkdirSync(dirname(path), { recursive: true })
  writeFileSync(path, text)
}

describe('a damaged store', () => {
  it('costs a broken run its own row only, with the reason', async () => {
    put(at('broken', 'meta.yaml'), 'name: [\n')
    put(at('types', 'meta.yaml'), 'run_id: types\nstatus: [1]\nstart_time: soon\n')
    put(at('nometa', 'params/a'), '1')
    put(at('unrelated', 'x.txt'), '')
    const { runs } = await scan()
    expect([...runs.keys()].sort()).toEqual(['broken', 'nometa', 'types', runId].sort())
    expect(runs.get(runId)?.problems).toEqual([])
    expect(runs.get('broken')).toMatchObject({ name: 'broken', status: 'FAILED', problems: [{ kind: 'malformed' }] })
    expect(runs.get('nometa')).toMatchObject({ params: [['a', '1']], problems: [{ kind: 'missing' }] })
    expect(runs.get('types')?.problems.map(({ kind }) => kind)).toEqual(['wrong-type', 'wrong-type'])
  }, 20_000)

  it('never opens pipes, never follows links, and survives depth and loops', async () => {
    symlinkSync('/dev/zero', at(runId, 'params', 'zero'))
    symlinkSync(folder.path, at(runId, 'metrics', 'loop'))
    symlinkSync(folder.path, at('loop'))
    if (process.platform !== 'win32') execFileSync('mkfifo', [at(runId, 'tags', 'pipe')])
    mkdirSync(at(runId, 'metrics', 'd/'.repeat(300)), { recursive: true })
    const run = (await scan()).runs.get(runId)
    expect(run?.params).toEqual([['lr', '1']])
    expect(new Set(run?.problems.map(({ kind }) => kind))).toEqual(new Set(['special-file', 'too-large']))
  }, 20_000)

  it('cuts a value that is too long, and takes no meta.yaml in artifacts for a run', async () => {
    put(at(runId, 'params/huge'), 'x'.repeat(1_500_000))
    put(at(runId, 'artifacts/evil/meta.yaml'), 'run_id: evil\n')
    put(at('artifacts', 'meta.yaml'), 'run_id: artifacts\n')
    const { runs } = await scan()
    expect([...runs.keys()]).toEqual([runId])
    expect(new Map(runs.get(runId)?.params).get('huge')).toHaveLength(1_000_000)
  }, 20_000)

  it('throws when the root is gone', async () => {
    rmSync(folder.path, { recursive: true })
    await expect(scan()).rejects.toMatchObject({ error: { code: 'io', errno: 'ENOENT' } })
  })
})

describe('a live store', () => {
  it('reads appended lines when they are whole, and a truncated file anew', async () => {
    const loss = at(runId, 'metrics', 'loss')
    writeFileSync(loss, '1 5 1\n2 4')
    await scan()
    expect(reader.history(runId, 'loss')?.values).toEqual(Float64Array.of(5))
    appendFileSync(loss, ' 2\nbad\n')
    const run = (await refresh(loss)).runs.get(runId)
    expect(run?.metrics).toEqual([{ key: 'loss', value: 4, step: 2, timestamp: 2 }])
    expect(run?.problems).toMatchObject([{ kind: 'skipped-lines', line: 3, count: 1 }])
    truncateSync(loss, 0)
    writeFileSync(loss, '1 9 1\n')
    expect((await refresh(loss)).runs.get(runId)?.metrics).toMatchObject([{ value: 9, step: 1 }])
    expect(reader.history(runId, 'loss')?.values).toEqual(Float64Array.of(9))
  }, 20_000)

  it('sees new, changed, moved and removed runs', async () => {
    await scan()
    const second = newRun()
    expect([...(await refresh(at(second))).runs.keys()]).toEqual([second])
    createFileRunWriter(folder.path).finishRun(second, 'FINISHED', 5)
    expect((await refresh(at(second, 'meta.yaml'))).runs.get(second)?.status).toBe('FINISHED')
    rmSync(at(second), { recursive: true })
    expect((await refresh(at(second))).end?.runIds).toEqual(new Set([runId]))
    renameSync(at(), join(folder.path, '.trash/0'))
    const moved = await refresh(folder.path)
    expect(moved.experiments).toMatchObject([{ experimentId: '0', lifecycleStage: 'deleted' }])
    expect(moved.end?.runIds).toEqual(new Set([runId]))
  }, 20_000)

  it('keeps the last good record while meta.yaml is empty, and takes it for damaged when it stays so', async () => {
    await scan()
    writeFileSync(at(runId, 'meta.yaml'), '')
    const { runs, end } = await refresh(at(runId, 'meta.yaml'))
    expect(end?.runIds).toEqual(new Set([runId]))
    expect(runs.get(runId)).toMatchObject({ name: 'good', problems: [{ kind: 'malformed' }] })
  }, 20_000)

  it('watches the root, the experiments and the running runs', async () => {
    await scan()
    expect(reader.watchTargets()).toEqual(
      expect.arrayContaining([
        folder.path,
        at(),
        at(runId),
        at(runId, 'metrics'),
        at(runId, 'params'),
        at(runId, 'tags'),
      ]),
    )
  })
})
