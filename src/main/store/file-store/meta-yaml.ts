// meta.yaml as MLflow writes it: flat `key: scalar` lines, read here by hand because a store has one per run. Anything
// unusual goes to the YAML library (1.1, as PyYAML), which builds no objects but plain ones and follows few aliases.
import { isMap, isScalar, parseDocument, type Document } from 'yaml'
import { isNestedTooDeeply, TOO_DEEP } from '../../lib/yaml-depth'

export type MetaValues = Readonly<Record<string, unknown>>

export type MetaFile =
  | { readonly kind: 'values'; readonly values: MetaValues }
  | { readonly kind: 'empty' }
  | { readonly kind: 'malformed'; readonly detail: string; readonly line: number | undefined }

/** More than any real meta.yaml refers back; stops a bomb of nested aliases. */
const MAX_ALIASES = 100
const MAX_DETAIL = 300

const LINE = /^([a-z_]{1,64}): ?(.*)$/
const INTEGER = /^-?(?:0|[1-9]\d{0,14})$/
/** Plain text that no YAML 1.1 rule turns into something else; a colon only inside a word. */
const SAFE_TEXT = /^(?:[A-Za-z]|[0-9a-f]{32}$)(?:[\w./\-+@%=~]|:(?=\S)| (?=[\w./\-+@%=~]))*$/
const RESERVED = /^(?:y|n|yes|no|on|off|true|false|null)$/i
/** 32 hex digits that YAML could take for a number: all digits, or an exponent. */
const NUMERIC_ID = /^\d+(?:[eE]\d+)?$/
const QUOTED = /^'([^'\\]*)'$/

export function parseMeta(text: string): MetaFile {
  const quick = parseFlat(text)
  if (quick) return Object.keys(quick).length === 0 ? { kind: 'empty' } : { kind: 'values', values: quick }
  return parseFull(text)
}

/** The ordinary form, or undefined when a line is anything else. */
function parseFlat(text: string): MetaValues | undefined {
  const values: Record<string, unknown> = Object.create(null) as Record<string, unknown>
  for (const line of text.split('\n')) {
    if (line === '') continue
    const match = LINE.exec(line)
    if (!match) return undefined
    const value = parsePlainScalar(match[2] as string)
    if (value === undefined) return undefined
    values[match[1] as string] = value
  }
  return values
}

function parsePlainScalar(text: string): unknown {
  if (text === 'null') return null
  if (INTEGER.test(text)) return Number(text)
  if (text === '[]') return []
  if (text === '{}') return {}
  const quoted = QUOTED.exec(text)
  if (quoted) return quoted[1]
  return isPlainText(text) ? text : undefined
}

/** Whether a text may stand unquoted and is read back as that text, by PyYAML too. */
export const isPlainText = (text: string): boolean =>
  SAFE_TEXT.test(text) && !RESERVED.test(text) && !NUMERIC_ID.test(text)

/** Whether the file is in the ordinary form: one key and one simple value a line. */
export const isFlat = (text: string): boolean => parseFlat(text) !== undefined

/** The document for a rewrite that keeps everything else; undefined when it is no mapping. */
export function openMeta(text: string): Document.Parsed | undefined {
  if (isNestedTooDeeply(text)) return undefined
  const document = parseMetaDocument(text)
  if (document.errors.length > 0 || !isMap(document.contents)) return undefined
  keepExponentText(document)
  return document
}

const parseMetaDocument = (text: string): Document.Parsed =>
  parseDocument(text, {
    version: '1.1',
    schema: 'yaml-1.1',
    intAsBigInt: true,
    uniqueKeys: false,
    // A mapping as a mapping's key would be written out once more at each level above it.
    stringKeys: true,
    logLevel: 'silent',
    prettyErrors: true,
  })

function parseFull(text: string): MetaFile {
  if (isNestedTooDeeply(text)) return malformed(TOO_DEEP, undefined)
  try {
    const document = parseMetaDocument(text)
    const error = document.errors[0]
    if (error) return malformed(error.message, error.linePos?.[0].line)
    if (document.contents === null || (isScalar(document.contents) && document.contents.value === null))
      return { kind: 'empty' }
    return collectValues(document)
  } catch (cause) {
    return malformed(cause instanceof Error ? cause.message : String(cause), undefined)
  }
}

function collectValues(document: Document.Parsed): MetaFile {
  keepExponentText(document)
  const values: unknown = document.toJS({ maxAliasCount: MAX_ALIASES })
  if (typeof values !== 'object' || values === null || Array.isArray(values))
    return malformed('the file holds no mapping of keys to values', 1)
  return { kind: 'values', values: { ...values } }
}

/** PyYAML leaves `12e34` unquoted because it needs a dot for a float: an id of 32 hex digits may look like that. */
function keepExponentText(document: Document.Parsed): void {
  if (!isMap(document.contents)) return
  for (const { value } of document.contents.items) {
    if (isScalar(value) && typeof value.value === 'number' && /^\d+[eE]\d+$/.test(value.source ?? ''))
      value.value = value.source
  }
}

const malformed = (detail: string, line: number | undefined): MetaFile => ({
  kind: 'malformed',
  detail: detail.slice(0, MAX_DETAIL),
  line,
})
