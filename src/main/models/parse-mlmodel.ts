// MLmodel files from the 2018 form to today's. Pure and tolerant: whatever is wrong costs its own member and becomes a problem.
import { parseDocument } from 'yaml'
import type { ModelDetail } from '../../shared/domain/model'
import type { Problem } from '../../shared/domain/run'
import { parseSchema, parseParams } from './parse-signature'

/** The largest MLmodel files seen, of language models with prompts inside, stay well below. */
const MAX_LENGTH = 2 * 1024 * 1024
const MAX_ALIASES = 100
const MAX_TEXT = 100_000

const KNOWN = new Set([
  'artifact_path',
  'flavors',
  'model_uuid',
  'model_id',
  'run_id',
  'utc_time_created',
  'mlflow_version',
  'signature',
  'saved_input_example_info',
  'model_size_bytes',
  'metadata',
])

export type Mlmodel = Pick<
  ModelDetail,
  | 'flavors'
  | 'signature'
  | 'modelId'
  | 'modelUuid'
  | 'runId'
  | 'mlflowVersion'
  | 'createdText'
  | 'recordedSizeBytes'
  | 'metadata'
  | 'otherKeys'
  | 'problems'
> & {
  readonly artifactPath: string | undefined
  readonly inputExamplePath: string | undefined
  readonly pythonVersion: string | undefined
}

type Mapping = Readonly<Record<string, unknown>>

export const isMapping = (value: unknown): value is Mapping =>
  typeof value === 'object' && value !== null && !Array.isArray(value)

export function parseMlmodel(text: string, path = 'MLmodel'): Mlmodel {
  const problems: Problem[] = []
  const root = readYaml(text, path, problems)
  const signature = root['signature']
  const example = root['saved_input_example_info']
  const flavors = isMapping(root['flavors']) ? root['flavors'] : {}
  const python = flavors['python_function']
  if (problems.length === 0 && !isMapping(root['flavors'])) problems.push({ kind: 'missing', path, detail: 'flavors' })
  return {
    flavors: Object.entries(flavors).map(([name, options]) => ({ name, options: optionsOf(options) })),
    signature: isMapping(signature) ? signatureOf(signature, path, problems) : undefined,
    modelId: textAt(root, 'model_id'),
    modelUuid: textAt(root, 'model_uuid'),
    runId: textAt(root, 'run_id'),
    mlflowVersion: textAt(root, 'mlflow_version'),
    createdText: textAt(root, 'utc_time_created') ?? textAt(root, 'time_created'),
    recordedSizeBytes: numberAt(root, 'model_size_bytes'),
    metadata: root['metadata'] == null ? undefined : readable(root['metadata']),
    otherKeys: Object.entries(root)
      .filter(([key]) => !KNOWN.has(key))
      .map(([key, value]) => ({ key, value: readable(value) })),
    problems,
    artifactPath: textAt(root, 'artifact_path'),
    inputExamplePath: isMapping(example) ? textAt(example, 'artifact_path') : undefined,
    pythonVersion: isMapping(python) ? textAt(python, 'python_version') : undefined,
  }
}

/** Custom tags resolve to nothing and run nothing; aliases are counted before they are followed. */
export function readYaml(text: string, path: string, problems: Problem[]): Mapping {
  if (text.length > MAX_LENGTH) {
    problems.push({ kind: 'too-large', path, detail: `${String(text.length)} characters` })
    return {}
  }
  try {
    const document = parseDocument(text.replace(/^\uFEFF/, ''), {
      schema: 'core',
      customTags: [],
      resolveKnownTags: false,
      logLevel: 'silent',
      uniqueKeys: false,
      stringKeys: true,
    })
    const [error] = document.errors
    if (error) problems.push({ kind: 'malformed', path, detail: error.message, ...lineOf(error.linePos?.[0].line) })
    for (const warning of document.warnings.slice(0, 1))
      problems.push({ kind: 'malformed', path, detail: warning.message, ...lineOf(warning.linePos?.[0].line) })
    // A mapping as a mapping's key is written out once more at each level above it: exponential.
    if (document.errors.some((found) => found.code === 'NON_STRING_KEY')) return {}
    const value: unknown = document.toJS({ maxAliasCount: MAX_ALIASES })
    if (isMapping(value)) return value
    if (!error) problems.push({ kind: 'wrong-type', path, detail: 'not a mapping' })
    return {}
  } catch (cause) {
    problems.push({ kind: 'malformed', path, detail: cause instanceof Error ? cause.message : String(cause) })
    return {}
  }
}

const lineOf = (line: number | undefined): { line: number } | Record<string, never> =>
  line === undefined ? {} : { line }

const optionsOf = (options: unknown): { key: string; value: string }[] =>
  isMapping(options) ? Object.entries(options).map(([key, value]) => ({ key, value: readable(value) })) : []

/** Text as it is, everything else as JSON. */
function readable(value: unknown): string {
  if (typeof value === 'string') return value.slice(0, MAX_TEXT)
  if (value === null || value === undefined) return ''
  return (JSON.stringify(value) ?? '').slice(0, MAX_TEXT)
}

export function textAt(mapping: Mapping, key: string): string | undefined {
  const value = mapping[key]
  if (typeof value === 'string') return value
  return typeof value === 'number' || typeof value === 'boolean' ? String(value) : undefined
}

function numberAt(mapping: Mapping, key: string): number | undefined {
  const value = mapping[key]
  return typeof value === 'number' && Number.isFinite(value) ? value : undefined
}

function signatureOf(signature: Mapping, path: string, problems: Problem[]): ModelDetail['signature'] {
  const part = <T>(key: string, parse: (value: unknown) => T): T | undefined => {
    const raw = signature[key]
    if (raw === null || raw === undefined) return undefined
    try {
      return parse(typeof raw === 'string' ? JSON.parse(raw) : raw)
    } catch (cause) {
      const detail = `signature.${key}: ${cause instanceof Error ? cause.message : String(cause)}`
      problems.push({ kind: 'malformed', path, detail: detail.slice(0, 1_000) })
      return undefined
    }
  }
  return {
    inputs: part('inputs', parseSchema),
    outputs: part('outputs', parseSchema),
    params: part('params', parseParams),
  }
}
