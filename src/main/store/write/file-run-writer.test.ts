import { appendFileSync, existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { drainScan, neverAborted } from '../../../testing/drain-scan'
import { createTempFolder, type TempFolder } from '../../../testing/fixtures'
import { createFileStoreReader } from '../file-store/file-store-reader'
import { parseMeta } from '../file-store/meta-yaml'
import type { NewRun, RunRecord } from '../ports'
import { findKeyFault } from './entity-keys'
import { createFileRunWriter, createFileStoreRoot } from './file-run-writer'
import { changeMeta, formatMeta } from './meta-text'

const NEW: NewRun = {
  experimentId: undefined,
  runName: undefined,
  userId: 'ada',
  startTime: 1_735_000_000_000,
  params: [['opt/lr', '0.1']],
  tags: [['team', 'lab']],
}

let folder: TempFolder
let root: string
beforeEach(async () => {
  folder = await createTempFolder()
  root = join(folder.path, 'mlruns')
  createFileStoreRoot(root)
})
afterEach(() => folder.remove())

async function read(runId: string): Promise<RunRecord | undefined> {
  const reader = createFileStoreReader({ id: 'mlruns', path: root })
  return (await drainScan(reader.scan(neverAborted()))).runs.get(runId)
}

describe('createFileRunWriter', () => {
  it('writes a run that the reader has whole, with all folders and nothing left over', async () => {
    const writer = createFileRunWriter(root)
    const made = writer.createRun(NEW)
    expect(await read(made.runId)).toMatchObject({
      name: made.runName,
      status: 'RUNNING',
      experimentId: '0',
      userId: 'ada',
      params: [['opt/lr', '0.1']],
      problems: [],
    })
    expect(readdirSync(join(root, '0', made.runId)).sort()).toEqual([
      'artifacts',
      'meta.yaml',
      'metrics',
      'params',
      'tags',
    ])
    expect(readdirSync(root).sort()).toEqual(['.trash', '0'])
    expect(made.artifactPath).toBe(join(root, '0', made.runId, 'artifacts'))
    expect(readFileSync(join(root, '0', made.runId, 'meta.yaml'), 'utf8')).toContain(`run_uuid: `)
  })

  it('finishes a run and keeps keys it does not know', async () => {
    const writer = createFileRunWriter(root)
    const { runId } = writer.createRun(NEW)
    appendFileSync(join(root, '0', runId, 'meta.yaml'), 'from_the_future:\n- 1\n')
    writer.finishRun(runId, 'KILLED', 1_735_000_002_000)
    writer.setTags(runId, [['mlflow.runName', 'renamed: yes']])
    expect(await read(runId)).toMatchObject({ status: 'KILLED', endTime: 1_735_000_002_000, name: 'renamed: yes' })
    expect(readFileSync(join(root, '0', runId, 'meta.yaml'), 'utf8')).toContain('from_the_future')
    expect(readdirSync(join(root, '0', runId, 'tags')).sort()).toEqual(['mlflow.runName', 'team'])
  })

  it('makes Default when it is missing, and refuses an experiment that is', () => {
    rmSync(join(root, '0'), { recursive: true })
    createFileRunWriter(root).createRun(NEW)
    expect(existsSync(join(root, '0/meta.yaml'))).toBe(true)
    expect(() => createFileRunWriter(root).createRun({ ...NEW, experimentId: '7' })).toThrow('not-found')
    expect(() => createFileRunWriter(root).createRun({ ...NEW, experimentId: '../x' })).toThrow('not-found')
  })

  it('puts artifacts where the experiment says when that is beside the store, else beside the run', () => {
    const elsewhere = join(folder.path, 'elsewhere')
    mkdirSync(elsewhere)
    const meta = (location: string): void =>
      writeFileSync(join(root, '0/meta.yaml'), `artifact_location: ${location}\nexperiment_id: '0'\nname: Default\n`)
    meta(elsewhere)
    const there = createFileRunWriter(root).createRun(NEW)
    expect(there.artifactPath).toBe(join(elsewhere, there.runId, 'artifacts'))
    for (const away of ['file:///home/gone/mlruns/0', tmpdir()]) {
      meta(away)
      const here = createFileRunWriter(root).createRun(NEW)
      expect(here.artifactPath).toBe(join(root, '0', here.runId, 'artifacts'))
    }
  })

  it('writes nothing when a key is not allowed', () => {
    const bad: NewRun = { ...NEW, params: [['../../x', '1']] }
    expect(() => createFileRunWriter(root).createRun(bad)).toThrow('project')
    expect(readdirSync(join(root, '0'))).toEqual(['meta.yaml'])
  })
})

describe('findKeyFault', () => {
  it.each(['lr', 'a/b', 'a b', 'a:b', 'é.1', 'a-b_c', '.hidden'])('allows %s as MLflow does', (key) => {
    expect(findKeyFault(key, 'linux')).toBeUndefined()
  })
  it.each(['', '.', '..', '../x', '/x', 'a/', 'a//b', './a', 'a/../b', 'a%b', 'a=b', '🍷', 'x'.repeat(251)])(
    'refuses %s as MLflow does',
    (key) => {
      expect(findKeyFault(key, 'linux')).toBeDefined()
    },
  )
})

describe('meta.yaml text', () => {
  it.each([
    'yes',
    '0',
    '123',
    '12e34',
    '1:30',
    '2001-01-01',
    "it's",
    'a: b',
    '# x',
    '',
    ' x',
    'a\nb',
    '\u2028',
    '🍷',
    '=',
    '~',
  ])('reads back %j as it was written', (text) => {
    expect(parseMeta(formatMeta({ name: text }))).toEqual({ kind: 'values', values: { name: text } })
  })

  it('quotes ids that look like numbers', () => {
    expect(formatMeta({ experiment_id: '123' })).toBe("experiment_id: '123'\n")
  })

  it('changes only the keys it is given', () => {
    expect(changeMeta('b: 1\na: x\n', { b: 2, c: null })).toBe('b: 2\na: x\nc: null\n')
  })
})
