import { mkdirSync, symlinkSync, truncateSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { createTempFolder, readFixture, unpackFixture, type TempFolder } from '../../testing/fixtures'
import { listArtifacts, locateArtifact, previewArtifact } from './artifacts'
import { resolveArtifactRoot } from './resolve-root'

type Oracle = {
  runs: { info: { run_id: string; experiment_id: string; artifact_uri: string } }[]
  artifacts: Record<string, [path: string, isDir: boolean, size: number | null][]>
}

let folder: TempFolder
afterEach(() => folder.remove())

const walk = (root: string, path = ''): [string, boolean, number | null][] =>
  listArtifacts(root, path).flatMap((entry) => [
    [entry.path, entry.kind === 'folder', entry.sizeBytes ?? null] as [string, boolean, number | null],
    ...(entry.kind === 'folder' ? walk(root, entry.path) : []),
  ])

describe.each(['3.18.0-file', '3.18.0-sqlite'])('artifacts of %s, moved to another machine', (name) => {
  it('are found beside the store and listed as MLflow lists them', async () => {
    folder = await unpackFixture(`stores/${name}`)
    const oracle = readFixture<Oracle>(`stores/${name}.oracle`)
    const isFile = name.endsWith('file')
    for (const { info } of oracle.runs.filter((run) => run.info)) {
      const expected = oracle.artifacts[info.run_id] ?? []
      const root = resolveArtifactRoot({
        recordedUri: info.artifact_uri,
        storePath: join(folder.path, isFile ? 'mlruns' : 'mlflow.db'),
        storeKind: isFile ? 'file' : 'sql',
        experimentId: info.experiment_id,
        runId: info.run_id,
        workspacePath: folder.path,
      })
      if ('error' in root) expect(expected).toEqual([])
      else {
        expect(root.isRerooted).toBe(true)
        expect(walk(root.path)).toEqual(expected)
      }
    }
  }, 60_000)
})

describe('resolveArtifactRoot', () => {
  it('uses what is inside, names what is outside or remote', async () => {
    folder = await createTempFolder()
    const store = join(folder.path, 'ws', 'mlruns')
    const inside = join(folder.path, 'ws', 'näme here')
    const outside = join(folder.path, 'elsewhere')
    for (const path of [store, inside, outside]) mkdirSync(path, { recursive: true })
    const ask = (recordedUri: string) =>
      resolveArtifactRoot({
        recordedUri,
        storePath: store,
        storeKind: 'file',
        experimentId: '0',
        runId: 'r',
        workspacePath: join(folder.path, 'ws'),
      })
    expect(ask(inside)).toEqual({ path: inside, isRerooted: false })
    expect(ask(new URL(`file://${encodeURI(inside)}`).href)).toEqual({ path: inside, isRerooted: false })
    expect(ask(outside)).toEqual({ error: { code: 'outside', path: outside } })
    expect(ask('s3://bucket/x')).toEqual({ error: { code: 'outside', path: 's3://bucket/x' } })
    expect(ask('file:///C:/Users/ada/mlruns/0/r/artifacts')).toMatchObject({ error: { code: 'not-found' } })
    mkdirSync(join(store, '0', 'r', 'artifacts'), { recursive: true })
    const here = { path: join(store, '0', 'r', 'artifacts'), isRerooted: true }
    expect(ask('file:///C:/Users/ada/mlruns/0/r/artifacts')).toEqual(here)
    expect(ask('C:\\Users\\ada\\mlruns\\0\\r\\artifacts')).toEqual(here)
    expect(ask('/gone/mlruns/../../../etc')).toEqual(here)
    mkdirSync(join(folder.path, 'ws', 'mlartifacts', '0', 'r', 'artifacts'), { recursive: true })
    expect(ask('mlflow-artifacts:/0/r/artifacts')).toMatchObject({ isRerooted: true })
  })
})

describe('a folder of artifacts', () => {
  let root: string
  beforeEach(async () => {
    folder = await createTempFolder()
    root = join(folder.path, 'root')
    mkdirSync(join(root, 'sub'), { recursive: true })
    writeFileSync(join(folder.path, 'secret.txt'), 'secret')
    symlinkSync(join(folder.path, 'secret.txt'), join(root, 'link.txt'))
    symlinkSync(folder.path, join(root, 'out'))
  })
  const put = (name: string, data: string | Uint8Array) => writeFileSync(join(root, name), data)

  it.each([
    '..',
    '../secret.txt',
    '..%2fsecret.txt',
    '%2e%2e/secret.txt',
    '%252e%252e%252fsecret.txt',
    '..;/secret.txt',
    '....//secret.txt',
    '..\\secret.txt',
    'sub/../../secret.txt',
    '/etc/passwd',
    '//etc',
    'C:/',
    'C:',
    'a\0b',
    'a%00b',
    'sub/...',
    '~',
    '~/x',
    'file:/x',
    'x#/../',
    'x?/../',
    '%c0%ae%c0%ae/secret.txt',
    '.',
    './sub',
    'sub/',
    'sub//x',
    'http://h/x',
    'link.txt',
    'out/secret.txt',
    'x'.repeat(5_000),
  ])('refuses %j before opening anything', (path) => {
    const refusal = expect.objectContaining({
      error: expect.objectContaining({ code: 'invalid-input' }) as unknown,
    }) as Error
    expect(() => previewArtifact(root, path)).toThrow(refusal)
    if (path !== 'link.txt') expect(() => listArtifacts(root, path)).toThrow(refusal)
    expect(() => locateArtifact(root, path)).toThrow(refusal)
  })

  it('lists links as links', () => {
    expect(listArtifacts(root, '').map((entry) => [entry.name, entry.kind])).toEqual([
      ['link.txt', 'link'],
      ['out', 'link'],
      ['sub', 'folder'],
    ])
  })

  it('shows UTF-8, then Latin-1, the head of big files, and nothing of binary ones', () => {
    put('u.txt', 'Größe')
    put('l.txt', Buffer.from('Größe', 'latin1'))
    put('b.bin', Buffer.from([1, 0, 2]))
    put('100% #1?.txt', 'odd')
    put('big.log', 'é'.repeat(400_000))
    expect(previewArtifact(root, 'u.txt')).toEqual({ kind: 'text', text: 'Größe', isTruncated: false, sizeBytes: 7 })
    expect(previewArtifact(root, 'l.txt')).toMatchObject({ text: 'Größe' })
    expect(previewArtifact(root, 'b.bin')).toEqual({ kind: 'binary', sizeBytes: 3 })
    expect(previewArtifact(root, '100% #1?.txt')).toMatchObject({ text: 'odd' })
    expect(previewArtifact(root, 'big.log')).toMatchObject({ kind: 'text', isTruncated: true, sizeBytes: 800_000 })
  })

  it('shows pictures that are pictures, and refuses those that are too large', () => {
    const png = Buffer.alloc(33)
    Buffer.from('89504e470d0a1a0a0000000d49484452', 'hex').copy(png)
    png.writeUInt32BE(20, 16)
    png.writeUInt32BE(10, 20)
    put('ok.png', png)
    png.writeUInt32BE(50_000, 16)
    png.writeUInt32BE(50_000, 20)
    put('bomb.png', png)
    put('fake.png', 'no picture')
    put('heavy.png', '')
    truncateSync(join(root, 'heavy.png'), 21 * 1024 * 1024)
    expect(previewArtifact(root, 'ok.png')).toMatchObject({ kind: 'image', mediaType: 'image/png' })
    expect(previewArtifact(root, 'fake.png')).toEqual({ kind: 'binary', sizeBytes: 10 })
    const tooLarge = expect.objectContaining({
      error: expect.objectContaining({ code: 'too-large' }) as unknown,
    }) as Error
    expect(() => previewArtifact(root, 'bomb.png')).toThrow(tooLarge)
    expect(() => previewArtifact(root, 'heavy.png')).toThrow(tooLarge)
  })
})
