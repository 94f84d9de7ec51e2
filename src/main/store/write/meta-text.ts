// meta.yaml as text: written from a record, or changed in a few keys with everything else kept byte for byte.
import { isFlat, isPlainText, openMeta } from '../file-store/meta-yaml'

export type MetaScalar = string | number | null
/** An empty list, which MLflow writes for tags. */
type MetaValue = MetaScalar | readonly never[]

/** Keys sorted, strings quoted as PyYAML would need it. */
export const formatMeta = (values: Readonly<Record<string, MetaValue>>): string =>
  Object.entries(values)
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([key, value]) => `${key}: ${formatValue(value)}\n`)
    .join('')

function formatValue(value: MetaValue): string {
  if (typeof value === 'string') return formatText(value)
  if (typeof value === 'object') return value === null ? 'null' : '[]'
  return String(value)
}

// Printable, on one line, and nothing that YAML would fold or refuse inside single quotes.
const PRINTABLE = /^[ -~\u00a0-\u2027\u202a-\ud7ff\ue000-\ufefe\uff00-\ufffd]*$/
const NEEDS_ESCAPE = /[\u007f-\u009f\u2028\u2029\ufeff\ufffe\uffff]/g

function formatText(text: string): string {
  if (isPlainText(text)) return text
  if (PRINTABLE.test(text)) return `'${text.replaceAll("'", "''")}'`
  return JSON.stringify(text).replace(NEEDS_ESCAPE, (each) => `\\u${each.charCodeAt(0).toString(16).padStart(4, '0')}`)
}

/** Sets keys in an existing file's text; undefined when that text is no mapping. */
export function changeMeta(text: string, changes: Readonly<Record<string, MetaScalar>>): string | undefined {
  if (isFlat(text) && text.trim() !== '') return Object.entries(changes).reduce(changeLine, text)
  const document = openMeta(text)
  if (!document) return undefined
  for (const [key, value] of Object.entries(changes)) document.set(key, value)
  return document.toString({ lineWidth: 0 })
}

function changeLine(text: string, [key, value]: readonly [string, MetaScalar]): string {
  const line = `${key}: ${formatValue(value)}`
  const pattern = new RegExp(`^${key}:.*$`, 'm')
  return pattern.test(text) ? text.replace(pattern, () => line) : `${text.replace(/\n?$/, '\n')}${line}\n`
}
