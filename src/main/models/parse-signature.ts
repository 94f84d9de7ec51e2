// A signature's columns, tensors and params with types as a person reads them.
import type { SchemaField } from '../../shared/domain/model'

/** Nested deeper than any real schema; deeper ones are cut. */
const MAX_DEPTH = 32

type Mapping = Readonly<Record<string, unknown>>
const mappingOf = (value: unknown): Mapping =>
  typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as Mapping) : {}

const textOf = (value: unknown, otherwise: string): string => (typeof value === 'string' ? value : otherwise)

/** Numpy's way to write a shape: `(-1,)`, `(-1, 4)`. */
function shapeText(shape: unknown): string {
  if (!Array.isArray(shape)) return '()'
  return shape.length === 1 ? `(${String(shape[0])},)` : `(${shape.map(String).join(', ')})`
}

export function readableType(value: unknown, depth = 0): string {
  const spec = mappingOf(value)
  const type = textOf(spec['type'] ?? spec['dtype'], typeof value === 'string' ? value : 'unknown')
  if (depth > MAX_DEPTH) return '…'
  const inner = (of: unknown): string => readableType(of, depth + 1)
  if (type === 'tensor') {
    const tensor = mappingOf(spec['tensor-spec'])
    return `tensor ${textOf(tensor['dtype'], 'unknown')} ${shapeText(tensor['shape'])}`
  }
  if (type === 'array') return `array(${inner(spec['items'])})`
  if (type === 'map') return `map(string → ${inner(spec['values'])})`
  if (type !== 'object') return type
  const members = Object.entries(mappingOf(spec['properties'])).map(
    ([name, member]) => `${name}${isRequired(mappingOf(member)) ? '' : '?'}: ${inner(member)}`,
  )
  return `object({${members.join(', ')}})`
}

/** 2.x wrote `optional`, later ones `required`; without either a field is required. */
function isRequired(spec: Mapping): boolean {
  if (typeof spec['required'] === 'boolean') return spec['required']
  return spec['optional'] !== true
}

function listOf(value: unknown): readonly unknown[] {
  if (!Array.isArray(value)) throw new TypeError('not a list')
  return value
}

export function parseSchema(value: unknown): SchemaField[] {
  return listOf(value).map((field) => {
    const spec = mappingOf(field)
    const base = { type: readableType(field), isRequired: isRequired(spec) }
    return typeof spec['name'] === 'string' ? { name: spec['name'], ...base } : base
  })
}

/** Params are never required: each has a default, which may be null. */
export function parseParams(value: unknown): SchemaField[] {
  return listOf(value).map((field) => {
    const spec = mappingOf(field)
    const type = readableType(field)
    return {
      name: textOf(spec['name'], ''),
      type: Array.isArray(spec['shape']) && !type.startsWith('array') ? `array(${type})` : type,
      isRequired: false,
      ...('default' in spec ? { default: JSON.stringify(spec['default']) } : {}),
    }
  })
}
