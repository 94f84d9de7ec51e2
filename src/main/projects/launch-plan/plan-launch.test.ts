import { execFile } from 'node:child_process'
import { existsSync } from 'node:fs'
import { chmod, mkdir, realpath, writeFile } from 'node:fs/promises'
import { delimiter, dirname, join } from 'node:path'
import { promisify } from 'node:util'
import { afterEach, describe, expect, it } from 'vitest'
import { createTempFolder, readFixture, type TempFolder } from '../../../testing/fixtures'
import { readProject } from '../mlproject/read-project'
import { checkLoggedParams, isLoggableName } from './logged-params'
import { isPythonFloat, planLaunch, PlanProblem, type Param } from './plan-launch'
import { pythonFormat } from './python-format'
import { quotePosix, quoteWindows } from './quote'

interface CommandCase {
  readonly id: string
  readonly kind: string
  readonly files: Readonly<Record<string, string>>
  readonly outside?: Readonly<Record<string, string>>
  readonly call: {
    readonly entry_point: string
    readonly params: Readonly<Record<string, string>>
    readonly env?: Readonly<Record<string, string | null>>
  }
  readonly expected: {
    readonly command?: string
    readonly logged_params?: readonly Param[]
    readonly argv?: readonly string[]
    readonly error?: { readonly stage: string; readonly message: string }
  }
}

interface QuoteCase {
  readonly kind: string
  readonly expected: Readonly<Record<'posix' | 'windows', readonly Param[]>>
}

const { cases } = readFixture<{ cases: (CommandCase | QuoteCase)[] }>('projects/cases')
const commands = cases.filter((entry): entry is CommandCase => entry.kind === 'command')
const quotes = cases.find((entry): entry is QuoteCase => entry.kind === 'quote')

/** An address of a Python object, and a copy of the whole working directory: neither is wanted here. */
const REFUSED = new Set(['cmd-attribute', 'cmd-path-empty'])
const STAGES: Readonly<Record<string, string>> = {
  load: 'before-run',
  entry_point: 'before-run',
  validate: 'before-run',
  log: 'log',
  launch: 'launch',
}

const folders: TempFolder[] = []
afterEach(async () => void (await Promise.all(folders.splice(0).map((folder) => folder.remove()))))

async function layOut(given: CommandCase): Promise<{ fill: (text: string) => string; root: string }> {
  const folder = await createTempFolder()
  folders.push(folder)
  const root = await realpath(folder.path)
  const places: Readonly<Record<string, string>> = {
    '<PROJECT>': join(root, 'project'),
    '<CWD>': join(root, 'cwd'),
    '<HOME>': join(root, 'home'),
    '<ROOT>': root,
  }
  const fill = (text: string): string =>
    Object.entries(places).reduce((filled, [mark, path]) => filled.replaceAll(mark, path), text)
  const files = { ...prefixed('project', given.files), ...given.outside }
  for (const name of ['project', 'cwd', 'home', 'bin']) await mkdir(join(root, name))
  for (const [name, content] of Object.entries(files)) {
    await mkdir(dirname(join(root, name)), { recursive: true })
    await writeFile(join(root, name), fill(content))
  }
  return { fill, root }
}

const prefixed = (folder: string, files: Readonly<Record<string, string>>): Record<string, string> =>
  Object.fromEntries(Object.entries(files).map(([name, content]) => [`${folder}/${name}`, content]))

/** Runs the command as it will be run, with a program `show` that records its arguments. */
async function argvOf(command: string, root: string): Promise<string[]> {
  const show = join(root, 'bin', 'show')
  await writeFile(show, '#!/bin/bash\nfor word in "$@"; do printf "%s\\0" "$word" >> "$SHOWN"; done\n')
  await chmod(show, 0o755)
  const shown = join(root, 'shown')
  await writeFile(shown, '')
  const PATH = `${join(root, 'bin')}${delimiter}${process.env['PATH'] ?? ''}`
  const env = { ...process.env, PATH, SHOWN: shown, HOME: join(root, 'home') }
  await promisify(execFile)('bash', ['-c', command], { cwd: join(root, 'project'), env }).catch(() => undefined)
  const { stdout } = await promisify(execFile)('cat', [shown])
  return stdout.split('\0').slice(0, -1)
}

async function plan(given: CommandCase) {
  const { fill, root } = await layOut(given)
  const project = await readProject(join(root, 'project'))
  const params = Object.entries(given.call.params).map(([name, value]): Param => [name, fill(value)])
  const shell = given.call.env && 'SHELL' in given.call.env ? given.call.env['SHELL'] : '/bin/bash'
  const context = {
    cwd: join(root, 'cwd'),
    platform: 'linux',
    shell: shell ?? undefined,
    exists: existsSync,
  } as const
  return { fill, root, planned: () => planLaunch(project, given.call.entry_point, params, context) }
}

describe('commands equal those of mlflow run', () => {
  it.each(commands.filter((given) => !given.expected.error && !REFUSED.has(given.id)))('$id', async (given) => {
    const { fill, root, planned } = await plan(given)
    const { command, loggedParams } = planned()
    expect(command).toBe(fill(given.expected.command ?? ''))
    expect(loggedParams).toEqual((given.expected.logged_params ?? []).map(([name, value]) => [name, fill(value)]))
    const { argv } = given.expected
    if (argv && process.platform !== 'win32') expect(await argvOf(command, root)).toEqual(argv.map(fill))
  })

  it.each(commands.filter((given) => given.expected.error))('$id is an error, as in MLflow', async (given) => {
    const outcome = await plan(given)
      .then(({ planned }) => planned())
      .catch((cause: unknown) => cause)
    expect(outcome).toBeInstanceOf(PlanProblem)
    const problem = outcome as PlanProblem
    expect(problem.stage).toBe(STAGES[given.expected.error?.stage ?? ''])
    expect(problem.error.subject).not.toBe('')
  })

  it.each(commands.filter((given) => REFUSED.has(given.id)))('$id is refused here', async (given) => {
    const { planned } = await plan(given)
    expect(planned).toThrow(PlanProblem)
  })
})

describe('quoting equals that of MLflow', () => {
  it.each(quotes?.expected.posix ?? [])('POSIX %j', (value, expected) => expect(quotePosix(value)).toBe(expected))
  it.each(quotes?.expected.windows ?? [])('Windows %j', (value, expected) => expect(quoteWindows(value)).toBe(expected))
})

describe('python format', () => {
  const values = new Map([
    ['a', 'xyz'],
    ['w', '6'],
    ['f', '🍷é'],
  ])
  it.each([
    ['{a:^7}', '  xyz  '],
    ['{a:*<6}', 'xyz***'],
    ['{a:06}', 'xyz000'],
    ['{a:>{w}}', '   xyz'],
    ['{a:{w}.1}', 'x     '],
    ['{a:s}', 'xyz'],
    ['{a!a}', "'xyz'"],
    ['{f!a}', "'\\U0001f377\\xe9'"],
    ['{f:.1}', '🍷'],
    ['{f[1]}', 'é'],
    ['{f[0]:🍷>3}', '🍷🍷🍷'],
    ['{{{a}}}', '{xyz}'],
    ['{a!s:>5}', '  xyz'],
  ])('%s', (template, expected) => expect(pythonFormat(template, values)).toBe(expected))

  it.each([
    ['{a:d}', "Unknown format code 'd' for object of type 'str'"],
    ['{a:=5}', "'=' alignment not allowed in string format specifier"],
    ['{a:+}', 'Sign not allowed in string format specifier'],
    ['{a:,}', "Cannot specify ',' with 's'."],
    ['{a[9]}', 'string index out of range'],
    ['{a[x]}', 'string indices must be integers'],
    ['{a!x}', 'Unknown conversion specifier'],
    ['{a!r', "unmatched '{' in format spec"],
    ['{a:{b', "unmatched '{' in format spec"],
    ['{', "Single '{' encountered in format string"],
    ['{a{b}}', "unexpected '{' in field name"],
    ['{a:{w:{w:{w}}}}', 'Max string recursion exceeded'],
    ['{a:99999999999}', 'Too many decimal digits'],
  ])('%s fails', (template, message) => expect(() => pythonFormat(template, values)).toThrow(message))
})

describe('what is logged', () => {
  it.each([
    ['lr', true],
    ['a/b', true],
    ['обучить 1', true],
    ['a:b', true],
    ["'my key'", false],
    ["''", false],
    ['a//b', false],
    ['../x', false],
    ['/x', false],
    ['☃', false],
    ['x'.repeat(251), false],
  ])('name %s: %s', (name, isFine) => expect(isLoggableName(name, 'linux')).toBe(isFine))

  it('cuts a value at 6,000 characters', () => {
    const [param] = checkLoggedParams([['a', '🍷'.repeat(7_000)]], { path: '/p', platform: 'linux' })
    expect(Array.from(param?.[1] ?? '')).toHaveLength(6_000)
  })

  it('marks a float that is not a number, in Python terms', () => {
    expect(['1', ' 1.5e-3', '.5', '5.', '1_000', 'inf', '-NaN'].every(isPythonFloat)).toBe(true)
    expect(['', 'banana', '1__0', '0x10', '1e', "'1'"].some(isPythonFloat)).toBe(false)
  })
})
