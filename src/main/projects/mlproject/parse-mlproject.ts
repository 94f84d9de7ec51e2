// What an MLproject says, by MLflow's rules. Pure: whether a file exists is asked through `exists`.
import type { AppError } from '../../../shared/errors'
import type { EntryPoint, ProjectParameter } from '../../../shared/domain/project'
import { Failure } from '../../rpc/router'
import { pythonRepr, pythonStr, TooLong, type PythonValue } from './python-value'

export type EnvironmentKind = 'system' | 'python_env' | 'conda_env' | 'docker_env'

export interface ProjectSpec {
  /** As Python's `str()` shows it; undefined: none given. */
  readonly name: string | undefined
  readonly environment: { readonly kind: EnvironmentKind; readonly file: string | undefined }
  readonly entryPoints: readonly EntryPoint[]
  /** For Databricks only: it can be shown, not run. */
  readonly isSparkJob: boolean
}

export interface ProjectFolder {
  /** The MLproject file; without one, the folder. Named in errors. */
  readonly file: string
  readonly join: (relative: string) => string
  readonly exists: (path: string) => boolean
}

type ProblemKind = Extract<AppError, { code: 'project' }>['kind']

const ENV_KEYS = ['conda_env', 'docker_env', 'python_env'] as const

export function parseMlproject(root: PythonValue, folder: ProjectFolder): ProjectSpec {
  const fail = (kind: ProblemKind, subject: string, detail: string): Failure =>
    new Failure({ code: 'project', kind, path: folder.file, subject, detail })
  const top = mapping(root, () => fail('not-a-mapping', 'MLproject', typeName(root)))
  const envKeys = ENV_KEYS.filter((key) => top.has(key))
  if (envKeys.length > 1) throw fail('several-environments', envKeys.join(', '), envKeys.join(', '))
  const entryPoints = entryPointsOf(top, fail)
  const name = top.get('name')
  const common = { name: isNone(name) ? undefined : pythonStr(name), entryPoints }
  if (!isNone(top.get('databricks_spark_job'))) {
    checkSparkJob(top, entryPoints, fail)
    return { ...common, environment: { kind: 'system', file: undefined }, isSparkJob: true }
  }
  return { ...common, environment: environmentOf(top, folder, fail), isSparkJob: false }
}

type Fail = (kind: ProblemKind, subject: string, detail: string) => Failure
type Fields = ReadonlyMap<string, PythonValue>

const isNone = (value: PythonValue | undefined): value is undefined | { kind: 'none' } =>
  value === undefined || value.kind === 'none'

const TYPE_NAMES: Readonly<Record<PythonValue['kind'], string>> = {
  none: 'empty',
  bool: 'a boolean',
  int: 'a number',
  float: 'a number',
  str: 'text',
  date: 'a date',
  datetime: 'a date',
  list: 'a list',
  map: 'a mapping',
}
const typeName = (value: PythonValue): string => TYPE_NAMES[value.kind]

function mapping(value: PythonValue, failure: () => Failure): Fields {
  if (value.kind !== 'map') throw failure()
  return new Map(value.entries.map(([key, item]) => [pythonStr(key), item]))
}

function entryPointsOf(top: Fields, fail: Fail): EntryPoint[] {
  const given = top.get('entry_points')
  if (!given) return []
  const declared = mapping(given, () => fail('bad-field', 'entry_points', typeName(given)))
  return [...declared].map(([name, value]) => {
    const where = `entry_points.${name}`
    const fields = mapping(value, () => fail('bad-field', where, typeName(value)))
    const command = fields.get('command')
    return {
      name,
      ...(command?.kind === 'str' ? { command: command.value } : {}),
      parameters: parametersOf(fields, `${where}.parameters`, fail),
    }
  })
}

function parametersOf(fields: Fields, where: string, fail: Fail): ProjectParameter[] {
  const given = fields.get('parameters')
  if (!given) return []
  const declared = mapping(given, () => fail('bad-field', where, typeName(given)))
  return [...declared].map(([name, value]) => {
    if (value.kind === 'str') return { name, type: value.value }
    const parameter = mapping(value, () => fail('bad-field', `${where}.${name}`, typeName(value)))
    const type = parameter.get('type')
    const preset = parameter.get('default')
    return {
      name,
      type: type ? pythonStr(type) : 'string',
      ...(isNone(preset)
        ? {}
        : { default: defaultText(preset, () => fail('bad-field', `${where}.${name}`, 'too long')) }),
    }
  })
}

function defaultText(value: PythonValue, failure: () => Failure): string {
  try {
    return pythonStr(value)
  } catch (cause) {
    if (cause instanceof TooLong) throw failure()
    throw cause
  }
}

function checkSparkJob(top: Fields, entryPoints: readonly EntryPoint[], fail: Fail): void {
  const bad = (detail: string): Failure => fail('bad-field', 'databricks_spark_job', detail)
  const given = top.get('databricks_spark_job') ?? { kind: 'none' }
  const job = mapping(given, () => bad(typeName(given)))
  const hasFile = !isNone(job.get('python_file'))
  if (hasFile === entryPoints.length > 0)
    throw bad(hasFile ? 'python_file and entry_points are both set' : 'neither python_file nor entry_points is set')
  const path = entryPoints.flatMap((entry) => entry.parameters).find((parameter) => parameter.type === 'path')
  if (path) throw bad(`parameter ${path.name} has the type path`)
  const env = ENV_KEYS.find((key) => top.has(key))
  if (env) throw bad(`${env} is set`)
}

function environmentOf(top: Fields, folder: ProjectFolder, fail: Fail): ProjectSpec['environment'] {
  const docker = top.get('docker_env')
  if (docker && isTruthy(docker)) {
    checkDocker(docker, fail)
    return { kind: 'docker_env', file: undefined }
  }
  for (const kind of ['python_env', 'conda_env'] as const) {
    const given = top.get(kind)
    if (!given || !isTruthy(given)) continue
    if (given.kind !== 'str') throw fail('bad-field', kind, typeName(given))
    const file = folder.join(given.value)
    if (!folder.exists(file)) throw fail('environment-file-missing', kind, file)
    return { kind, file }
  }
  return defaultEnvironment(folder)
}

export function defaultEnvironment(folder: Pick<ProjectFolder, 'join' | 'exists'>): ProjectSpec['environment'] {
  const python = folder.join('python_env.yaml')
  if (folder.exists(python)) return { kind: 'python_env', file: python }
  const conda = folder.join('conda.yaml')
  if (folder.exists(conda)) return { kind: 'conda_env', file: conda }
  return { kind: 'system', file: undefined }
}

/** Python's truth: an empty or zero value counts as not given. */
function isTruthy(value: PythonValue): boolean {
  switch (value.kind) {
    case 'none':
      return false
    case 'bool':
      return value.value
    case 'int':
      return value.value !== 0n
    case 'float':
      return value.value !== 0
    case 'str':
      return value.value !== ''
    case 'list':
      return value.items.length > 0
    case 'map':
      return value.entries.length > 0
    default:
      return true
  }
}

function checkDocker(docker: PythonValue, fail: Fail): void {
  const fields = mapping(docker, () => fail('bad-field', 'docker_env', typeName(docker)))
  const image = fields.get('image')
  if (!image || !isTruthy(image)) throw fail('bad-field', 'docker_env.image', 'no image is given')
  const allowed: Record<string, readonly PythonValue['kind'][]> = { volumes: ['str'], environment: ['str', 'list'] }
  for (const [key, kinds] of Object.entries(allowed)) {
    const value = fields.get(key)
    if (!value || !isTruthy(value)) continue
    if (value.kind !== 'list' || value.items.some((item) => !kinds.includes(item.kind)))
      throw fail('bad-field', `docker_env.${key}`, pythonRepr(value).slice(0, 500))
  }
}
