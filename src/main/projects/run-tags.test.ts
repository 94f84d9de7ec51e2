import { execFileSync } from 'node:child_process'
import { existsSync } from 'node:fs'
import { chmod, mkdir, realpath, writeFile } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { afterEach, describe, expect, it } from 'vitest'
import { createTempFolder, readFixture, type TempFolder } from '../../testing/fixtures'
import { readGitFacts } from './git-facts'
import { checkLoggedParams } from './launch-plan/logged-params'
import { planLaunch, PlanProblem, type Param } from './launch-plan/plan-launch'
import { readProject } from './mlproject/read-project'
import { collectRunTags, STARTED_TAGS, userNameOf } from './run-tags'

interface RunCase {
  readonly id: string
  readonly kind: string
  readonly files: Readonly<Record<string, string>>
  readonly outside?: Readonly<Record<string, string>>
  readonly setup?: readonly SetupStep[]
  readonly call: { readonly argv: readonly string[]; readonly cwd?: string; readonly pre?: unknown }
  readonly expected: {
    readonly runs?: readonly {
      readonly status: string
      readonly params: readonly Param[]
      readonly tags: Readonly<Record<string, string>>
    }[]
  }
}

interface SetupStep {
  readonly op: string
  readonly dir?: string
  readonly files?: Readonly<Record<string, string>>
  readonly label?: string
  readonly name?: string
  readonly url?: string
  readonly ref?: string
}

const all = readFixture<{ cases: RunCase[] }>('projects/cases').cases

/** Runs of a local folder as it is: no zip, other manager, backend, version or earlier run, which have no place here yet. */
const UNSUPPORTED = /#|\.zip|file:|^(-v|--version|-b|--run-id|--env-file|-c)$/
const runs = all.filter(
  ({ kind, call, expected }) =>
    kind === 'run' &&
    call.argv.join(' ').includes('--env-manager local') &&
    !call.pre &&
    !call.argv.some((word) => UNSUPPORTED.test(word)) &&
    (expected.runs ?? []).length > 0 &&
    expected.runs?.[0]?.tags['mlflow.project.env'] === undefined,
)

const folders: TempFolder[] = []
afterEach(async () => void (await Promise.all(folders.splice(0).map((folder) => folder.remove()))))

const ENV: Record<string, string> = {
  PATH: process.env['PATH'] ?? '',
  GIT_CONFIG_GLOBAL: '/dev/null',
  GIT_AUTHOR_NAME: 'a',
  GIT_AUTHOR_EMAIL: 'a@example.org',
  GIT_COMMITTER_NAME: 'a',
  GIT_COMMITTER_EMAIL: 'a@example.org',
}

async function layOut(given: RunCase): Promise<{ root: string; commits: Record<string, string> }> {
  const folder = await createTempFolder()
  folders.push(folder)
  const root = await realpath(folder.path)
  const commits: Record<string, string> = {}
  const write = async (base: string, files: Readonly<Record<string, string>> = {}): Promise<void> => {
    await mkdir(join(root, base), { recursive: true })
    for (const [name, content] of Object.entries(files)) {
      await mkdir(dirname(join(root, base, name)), { recursive: true })
      await writeFile(join(root, base, name), content)
    }
  }
  await write('cwd')
  await write('project', given.files)
  await write('.', given.outside)
  for (const step of given.setup ?? []) {
    const dir = step.dir ?? 'project'
    await write(dir, step.files)
    const git = (...args: string[]): string =>
      execFileSync('git', args, { cwd: join(root, dir), env: ENV, encoding: 'utf8', stdio: 'pipe' }).trim()
    if (step.op === 'git-init') git('init', '-q', '-b', 'main')
    if (step.op === 'commit') {
      git('add', '-A')
      git('commit', '-q', '--allow-empty', '-m', 'x')
      commits[step.label ?? ''] = git('rev-parse', 'HEAD')
    }
    if (step.op === 'remote') git('remote', 'add', step.name ?? 'origin', step.url ?? '')
    if (step.op === 'branch') git('branch', step.name ?? '')
    if (step.op === 'checkout') git('checkout', '-q', commits[/<COMMIT:(.*)>/.exec(step.ref ?? '')?.[1] ?? ''] ?? '')
  }
  return { root, commits }
}

const valuesOf = (argv: readonly string[], flag: string): string[] =>
  argv.flatMap((word, index) => (word === flag ? [argv[index + 1] ?? ''] : []))

describe('a run is recorded as mlflow run records it', () => {
  it('has cases to compare', () => expect(runs.length).toBeGreaterThan(30))

  it.each(runs)('$id', async (given) => {
    const { root, commits } = await layOut(given)
    const fill = (text: string): string =>
      text
        .replaceAll('<PROJECT>', join(root, 'project'))
        .replaceAll('<CWD>', join(root, 'cwd'))
        .replaceAll('<STORAGE>', join(root, 'storage'))
        .replaceAll('<ROOT>', root)
        .replace(/<COMMIT:(.*?)>/g, (_, label: string) => commits[label] ?? '')
    const { argv, cwd } = given.call
    const place = fill(argv[argv.indexOf('run') + 1] ?? '')
    const folder = place === '.' ? fill(cwd ?? '') : place
    const entryPoint = [...valuesOf(argv, '-e'), ...valuesOf(argv, '--entry-point'), 'main'][0] ?? 'main'
    const params = [...valuesOf(argv, '-P'), ...valuesOf(argv, '--param-list')].map((text): Param => {
      const at = fill(text).indexOf('=')
      return [fill(text).slice(0, at), fill(text).slice(at + 1)]
    })
    const project = await readProject(folder)
    const context = { cwd: join(root, 'cwd'), platform: 'linux', shell: '/bin/bash', exists: existsSync } as const
    let logged: readonly Param[] = []
    let problem: unknown
    try {
      logged = planLaunch(project, entryPoint, params, context).loggedParams
      logged = checkLoggedParams(logged, { path: folder, platform: 'linux' })
    } catch (cause) {
      problem = cause
      logged = cause instanceof PlanProblem ? cause.loggedParams : []
    }

    const expected = given.expected.runs?.[0]
    const tags = Object.fromEntries([
      ...collectRunTags({ userName: 'ada', folder, entryPoint, git: await readGitFacts(folder, ENV), command: 'x' }),
      ...(problem ? [] : STARTED_TAGS),
    ])
    // The name is the writer's, the rest is what a script set by itself.
    const own = Object.entries(expected?.tags ?? {}).filter(
      ([name]) => name.startsWith('mlflow.') && name !== 'mlflow.runName',
    )
    const ours = Object.entries(tags).filter(([name]) => !name.startsWith('runbench.'))
    if (expected?.status === 'RUNNING' && !given.id.includes('sig')) expect(problem).toBeInstanceOf(PlanProblem)
    expect(Object.fromEntries(ours)).toEqual(Object.fromEntries(own.map(([name, value]) => [name, fill(value)])))
    const script = new Set(logged.map(([name]) => name))
    const recorded = (expected?.params ?? []).filter(([name]) => script.has(name) || logged.length > 0)
    expect([...logged].sort()).toEqual(recorded.map(([name, value]) => [name, fill(value)]).sort())
  })
})

describe('git facts', () => {
  it('tells a changed work tree and its branch, and runs nothing that the repository names', async () => {
    const folder = await createTempFolder()
    folders.push(folder)
    const dir = await realpath(folder.path)
    const git = (...args: string[]): string => execFileSync('git', args, { cwd: dir, env: ENV, encoding: 'utf8' })
    git('init', '-q', '-b', 'topic')
    await writeFile(join(dir, 'a'), '1')
    git('add', '-A')
    git('commit', '-q', '-m', 'x')
    const monitor = join(dir, '.git', 'monitor')
    await writeFile(monitor, `#!/bin/sh\ntouch ${join(dir, 'pwned')}\n`)
    await chmod(monitor, 0o755)
    git('config', 'core.fsmonitor', monitor)
    expect(await readGitFacts(dir, ENV)).toMatchObject({ top: dir, branch: 'topic', isDirty: false })
    await writeFile(join(dir, 'a'), '2')
    expect(await readGitFacts(dir, { ...ENV, GIT_DIR: '/nowhere' })).toMatchObject({ isDirty: true })
    expect(existsSync(join(dir, 'pwned'))).toBe(false)
  })

  it('is silent where there is no git, and outside a repository', async () => {
    const folder = await createTempFolder()
    folders.push(folder)
    expect(await readGitFacts(folder.path, { PATH: '' })).toBeUndefined()
    expect(await readGitFacts(folder.path, ENV)).toBeUndefined()
  })
})

it('takes the user name where Python takes it', () => {
  expect(userNameOf({ USER: 'b', LOGNAME: 'a' }, () => 'c')).toBe('a')
  expect(userNameOf({ USER: '' }, () => 'c')).toBe('c')
})
