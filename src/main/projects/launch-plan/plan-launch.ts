// What exactly will run: a pure result of project, entry point and params, so that it can be shown before it runs and tested
// without running. It follows `mlflow run --env-manager local` to the byte; where MLflow fails, this gives a readable error.
import { isAbsolute, resolve, sep } from 'node:path'
import { fileURLToPath } from 'node:url'
import type { AppError } from '../../../shared/errors'
import type { EntryPoint, ProjectParameter } from '../../../shared/domain/project'
import type { LoadedProject } from '../mlproject/read-project'
import { FormatProblem, pythonFormat } from './python-format'
import { quoteFor } from './quote'

export type Param = readonly [name: string, value: string]

export interface PlanContext {
  /** A relative `path` parameter starts here. */
  readonly cwd: string
  readonly platform: NodeJS.Platform
  /** `$SHELL`: what runs a `.sh` entry point. */
  readonly shell: string | undefined
  readonly exists: (path: string) => boolean
}

/**
 * `before-run`: MLflow has no run yet, so neither have we. `log`: a run without params. `launch`: a run with its params;
 * both are closed as FAILED here, where MLflow leaves them RUNNING.
 */
export type PlanStage = 'before-run' | 'log' | 'launch'

export interface PlannedCommand {
  readonly command: string
  readonly loggedParams: readonly Param[]
  readonly warnings: readonly { readonly parameter: string; readonly kind: 'not-a-number' | 'undeclared' }[]
}

type ProjectError = Extract<AppError, { code: 'project' }>

export class PlanProblem extends Error {
  constructor(
    readonly stage: PlanStage,
    readonly error: ProjectError,
    readonly loggedParams: readonly Param[] = [],
  ) {
    super(error.detail)
  }
}

export function planLaunch(
  project: LoadedProject,
  entryName: string,
  params: readonly Param[],
  context: PlanContext,
): PlannedCommand {
  const report = reporter(project)
  checkEnvironment(project, report)
  const quote = quoteFor(context.platform)
  const entry = entryPointOf(project, entryName, context, report)
  // As in Python's dict: a repeated name keeps its first place and takes its last value.
  const given = new Map(params)
  const values = declaredValues(entry, given, report)
  const undeclared = [...given].filter(([name]) => !values.has(name))
  const logged: readonly Param[] = [
    ...[...values].map(([name, value]): Param => [name, quote(value)]),
    ...undeclared.map(([name, value]): Param => [quote(name), quote(value)]),
  ]
  checkUris(entry, values, report)
  const resolved = new Map(
    entry.parameters.map(({ name, type }): Param => {
      const value = values.get(name) ?? ''
      return [name, quote(type === 'path' ? resolvePath(name, value, { ...context, report, logged }) : value)]
    }),
  )
  const command = fillIn(entry, resolved, { report, logged })
  const extra = undeclared.map(([name, value]) => `--${quote(name)} ${quote(value)}`)
  return {
    command: [command, ...extra].join(' '),
    loggedParams: logged,
    warnings: warningsOf(entry, values, undeclared),
  }
}

type Report = (stage: PlanStage, problem: Omit<ProjectError, 'code' | 'path'>, logged?: readonly Param[]) => PlanProblem

const reporter =
  (project: LoadedProject): Report =>
  (stage, problem, logged) =>
    new PlanProblem(stage, { code: 'project', path: project.file ?? project.folder, ...problem }, logged)

function checkEnvironment(project: LoadedProject, report: Report): void {
  if (project.isSparkJob)
    throw report('before-run', {
      kind: 'unsupported-environment',
      subject: 'databricks_spark_job',
      detail: 'databricks_spark_job',
    })
  if (project.environment.kind === 'docker_env')
    throw report('before-run', { kind: 'unsupported-environment', subject: 'docker_env', detail: 'docker_env' })
}

function entryPointOf(project: LoadedProject, name: string, context: PlanContext, report: Report): EntryPoint {
  const declared = project.entryPoints.find((entry) => entry.name === name)
  if (declared) return declared
  const command = scriptCommand(name, context)
  if (command !== undefined) return { name, command, parameters: [] }
  const known = project.entryPoints.map((entry) => entry.name).join(', ')
  throw report('before-run', { kind: 'no-such-entry-point', subject: name, detail: known })
}

/** A script that no MLproject declares. Whether it exists is left to its interpreter, whose message is then in the console. */
function scriptCommand(name: string, { platform, shell }: PlanContext): string | undefined {
  const word = quoteFor(platform)(name)
  // A dot-file such as `.py` has no extension.
  const extension = /[^/\\.][^/\\]*(\.[^./\\]*)$/.exec(name)?.[1]
  if (extension === '.py') return `python ${word}`
  if (extension === '.sh') return `${shell ?? 'bash'} ${word}`
  if (extension === '.R') return `Rscript -e "mlflow::mlflow_source('${word}')" --args`
  return undefined
}

function declaredValues(entry: EntryPoint, given: ReadonlyMap<string, string>, report: Report): Map<string, string> {
  const valueOf = (parameter: ProjectParameter): string | undefined => given.get(parameter.name) ?? parameter.default
  const missing = entry.parameters.filter((parameter) => valueOf(parameter) === undefined).map(({ name }) => name)
  if (missing.length > 0)
    throw report('before-run', { kind: 'missing-parameters', subject: entry.name, detail: missing.join(', ') })
  return new Map(entry.parameters.map((parameter) => [parameter.name, valueOf(parameter) ?? '']))
}

/** Scheme as Python's urlparse finds it: a drive letter is one. */
const hasScheme = (value: string): boolean => /^[A-Za-z][A-Za-z0-9+.-]*:/.test(value)

function checkUris(entry: EntryPoint, values: ReadonlyMap<string, string>, report: Report): void {
  for (const { name, type } of entry.parameters) {
    const value = values.get(name) ?? ''
    if (type === 'uri' && !hasScheme(value)) throw report('log', { kind: 'not-a-uri', subject: name, detail: value })
  }
}

/**
 * Absolute path of an existing local file or folder. MLflow would download a URI and, for an empty value, copy the whole
 * working directory; nothing is fetched or copied unasked here, so both are errors.
 */
function resolvePath(
  name: string,
  value: string,
  context: PlanContext & { report: Report; logged: readonly Param[] },
): string {
  const { cwd, exists, report, logged, platform } = context
  const failure = (): PlanProblem => report('launch', { kind: 'path-not-found', subject: name, detail: value }, logged)
  const isDrive = platform === 'win32' && /^[A-Za-z]:[\\/]/.test(value)
  const local = hasScheme(value) && !isDrive ? pathOfFileUri(value) : value
  if (!local) throw failure()
  // Looked up as written, not normalised: `link/..` is the parent of where the link leads.
  if (!exists(isAbsolute(local) ? local : cwd + sep + local)) throw failure()
  return resolve(cwd, local)
}

function pathOfFileUri(value: string): string | undefined {
  if (!/^file:\/\/\//i.test(value)) return undefined
  try {
    return fileURLToPath(value)
  } catch {
    // A malformed escape or a NUL: it names no file.
    return undefined
  }
}

function fillIn(
  entry: EntryPoint,
  values: ReadonlyMap<string, string>,
  { report, logged }: { report: Report; logged: readonly Param[] },
): string {
  if (entry.command === undefined)
    throw report('launch', { kind: 'no-command', subject: entry.name, detail: entry.name }, logged)
  try {
    return pythonFormat(entry.command, values)
  } catch (cause) {
    if (!(cause instanceof FormatProblem)) throw cause
    throw report('launch', { kind: 'bad-template', subject: cause.message, detail: entry.name }, logged)
  }
}

function warningsOf(
  entry: EntryPoint,
  values: ReadonlyMap<string, string>,
  undeclared: readonly Param[],
): PlannedCommand['warnings'] {
  const odd = entry.parameters.filter(({ name, type }) => type === 'float' && !isPythonFloat(values.get(name) ?? ''))
  return [
    ...odd.map(({ name }) => ({ parameter: name, kind: 'not-a-number' as const })),
    ...undeclared.map(([parameter]) => ({ parameter, kind: 'undeclared' as const })),
  ]
}

const FLOAT = /^[-+]?(?:(?:\d+(?:_\d+)*\.?(?:\d+(?:_\d+)*)?|\.\d+(?:_\d+)*)(?:e[-+]?\d+(?:_\d+)*)?|inf|infinity|nan)$/i

export const isPythonFloat = (text: string): boolean => FLOAT.test(text.trim())
