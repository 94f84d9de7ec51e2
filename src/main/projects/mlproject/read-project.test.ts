import { mkdir, writeFile } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { afterEach, describe, expect, it } from 'vitest'
import { createTempFolder, readFixture, type TempFolder } from '../../../testing/fixtures'
import { Failure } from '../../rpc/router'
import { loadYaml } from './load-yaml'
import { floatRepr, pythonRepr, pythonStr, quotedRepr, TooLong } from './python-value'
import { readProject, type LoadedProject } from './read-project'

interface SpecCase {
  readonly id: string
  readonly kind: string
  readonly files: Readonly<Record<string, string>>
  readonly expected: {
    readonly error?: { readonly kind: string; readonly message: string }
    readonly project?: {
      readonly name: string | number | null
      readonly env_type: string | null
      readonly env_config: string | null
      readonly entry_points: Readonly<
        Record<
          string,
          { command: unknown; parameters: Readonly<Record<string, { type: string; default: string | null }>> }
        >
      >
    }
  }
}

const cases = readFixture<{ cases: SpecCase[] }>('projects/cases').cases.filter(({ kind }) => kind === 'spec')
const folders: TempFolder[] = []
afterEach(async () => void (await Promise.all(folders.splice(0).map((folder) => folder.remove()))))

async function projectWith(files: Readonly<Record<string, string>>): Promise<string> {
  const folder = await createTempFolder()
  folders.push(folder)
  for (const [name, content] of Object.entries(files)) {
    await mkdir(dirname(join(folder.path, name)), { recursive: true })
    await writeFile(join(folder.path, name), content)
  }
  return folder.path
}

const asMlflow = (project: LoadedProject): unknown => ({
  name: project.name ?? null,
  env_type: project.isSparkJob ? null : project.environment.kind.replace('system', 'python_env'),
  env_config: project.environment.file?.replace(project.folder, '<PROJECT>') ?? null,
  entry_points: Object.fromEntries(
    project.entryPoints.map((entry) => [
      entry.name,
      {
        command: entry.command,
        parameters: Object.fromEntries(
          entry.parameters.map(({ name, type, default: preset }) => [name, { type, default: preset ?? null }]),
        ),
      },
    ]),
  ),
})

describe('an MLproject means what it means to MLflow', () => {
  it.each(cases)('$id', async ({ files, expected }) => {
    const folder = await projectWith(files)
    const outcome = await readProject(folder).catch((cause: unknown) => cause)
    if (!expected.project) {
      expect(outcome).toBeInstanceOf(Failure)
      const { error } = outcome as Failure
      expect(['project', 'malformed']).toContain(error.code)
      return expect(error).toMatchObject({ path: expect.stringContaining('MLproject') })
    }
    const { name, env_type, env_config, entry_points } = expected.project
    expect(outcome).not.toBeInstanceOf(Error)
    expect(asMlflow(outcome as LoadedProject)).toEqual({
      name: name === null ? null : String(name),
      env_type,
      env_config,
      entry_points,
    })
  })

  it('names the line of a file that is not YAML', async () => {
    const folder = await projectWith({ MLproject: 'name: x\nentry_points:\n\tmain:\n' })
    await expect(readProject(folder)).rejects.toMatchObject({ error: { code: 'malformed', line: 3 } })
  })

  it('reports a folder that is gone', async () => {
    await expect(readProject('/no/such/folder')).rejects.toMatchObject({ error: { code: 'io', errno: 'ENOENT' } })
  })

  it('refuses a file that is not UTF-8', async () => {
    const folder = await projectWith({})
    await writeFile(join(folder, 'MLproject'), Buffer.from([0x6e, 0xff, 0xfe]))
    await expect(readProject(folder)).rejects.toMatchObject({ error: { code: 'malformed' } })
  })
})

describe('values as Python spells them', () => {
  it.each([
    ['0.1', '0.1'],
    ['1.0e+16', '1e+16'],
    ['123456789.0', '123456789.0'],
    ['1.0e+15', '1000000000000000.0'],
    ['0.0001', '0.0001'],
    ['1.5e-7', '1.5e-07'],
    ['-.inf', '-inf'],
    ['1_0.5', '10.5'],
    ['1:30.5', '90.5'],
    ['-12:30', '-750'],
    ['0b101', '5'],
    ['2018-06-12T10:20:30.5Z', '2018-06-12 10:20:30.500000+00:00'],
    ['2018-6-2 1:20:30 -05:30', '2018-06-02 01:20:30-05:30'],
    ['[2018-06-12, 1.0, null, "it\'s"]', '[datetime.date(2018, 6, 12), 1.0, None, "it\'s"]'],
    ['[2018-06-12 10:20:00Z]', '[datetime.datetime(2018, 6, 12, 10, 20, tzinfo=datetime.timezone.utc)]'],
    ['!!str 5', '5'],
    ['!!int "5"', '5'],
    ['{a: {b: [x]}}', "{'a': {'b': ['x']}}"],
  ])('%s is %s', (text, expected) => expect(pythonStr(loadYaml(text))).toBe(expected))

  it('keeps the first of several merged mappings', () => {
    const text = 'a: &a {x: 1}\nb: &b {x: 2, y: 3}\nc: {<<: [*a, *b], z: 4}'
    expect(pythonRepr(loadYaml(text))).toContain("'c': {'x': 1, 'y': 3, 'z': 4}")
  })

  it('escapes what Python escapes', () => {
    expect(quotedRepr('a\u00a0b\u200b\u{1F377}\n')).toBe("'a\\xa0b\\u200b\u{1F377}\\n'")
    expect(quotedRepr('é☃\u{1F377}', true)).toBe("'\\xe9\\u2603\\U0001f377'")
    expect(floatRepr(5e-324)).toBe('5e-324')
  })

  it('does not spell out a bomb of aliases', () => {
    const lines = ['a0: &a0 [x, x, x, x, x, x, x, x, x]']
    for (let i = 1; i < 12; i++)
      lines.push(
        `a${i}: &a${i} [${Array(9)
          .fill(`*a${i - 1}`)
          .join(', ')}]`,
      )
    const value = loadYaml(lines.join('\n'))
    expect(() => pythonStr(value)).toThrow(TooLong)
  })

  it('refuses an alias that contains itself', () => {
    expect(() => loadYaml('a: &a [*a]')).toThrow('contains itself')
  })
})
