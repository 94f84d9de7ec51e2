// YAML values as Python holds them after PyYAML's safe_load, and how Python spells them: an MLproject's default reaches the
// command line as `str()` of its value, so `yes` runs as `True` and `1.0e-5` as `1e-05`.

export type PythonValue =
  | { readonly kind: 'none' }
  | { readonly kind: 'bool'; readonly value: boolean }
  | { readonly kind: 'int'; readonly value: bigint }
  | { readonly kind: 'float'; readonly value: number }
  | { readonly kind: 'str'; readonly value: string }
  | { readonly kind: 'date'; readonly date: DateParts }
  | { readonly kind: 'datetime'; readonly date: DateParts; readonly time: TimeParts }
  | { readonly kind: 'list'; readonly items: readonly PythonValue[] }
  | PythonMapping

export interface PythonMapping {
  readonly kind: 'map'
  /** In the order of first appearance; a repeated key has its last value, as in a Python dict. */
  readonly entries: readonly (readonly [key: PythonValue, value: PythonValue])[]
}

export interface DateParts {
  readonly year: number
  readonly month: number
  readonly day: number
}

export interface TimeParts {
  readonly hour: number
  readonly minute: number
  readonly second: number
  readonly microsecond: number
  /** Undefined: a naive time. */
  readonly offsetMinutes: number | undefined
}

/** Aliases can make a small file spell billions of characters; Python would try. */
const MAX_CHARACTERS = 1_000_000

export class TooLong extends Error {}

export function pythonStr(value: PythonValue): string {
  return value.kind === 'str' ? value.value : spell(value, strScalar)
}

export function pythonRepr(value: PythonValue): string {
  return spell(value, reprScalar)
}

type Scalar = Exclude<PythonValue, { kind: 'list' | 'map' }>

function spell(value: PythonValue, outermost: (scalar: Scalar) => string): string {
  let budget = MAX_CHARACTERS
  const paid = (text: string): string => {
    budget -= text.length
    if (budget < 0) throw new TooLong(`longer than ${MAX_CHARACTERS} characters`)
    return text
  }
  const visit = (inner: PythonValue): string => {
    if (inner.kind === 'list') return paid(`[${inner.items.map(visit).join(', ')}]`)
    if (inner.kind === 'map')
      return paid(`{${inner.entries.map(([key, item]) => `${visit(key)}: ${visit(item)}`).join(', ')}}`)
    return paid(inner === value ? outermost(inner) : reprScalar(inner))
  }
  return visit(value)
}

function reprScalar(value: Scalar): string {
  switch (value.kind) {
    case 'str':
      return quotedRepr(value.value)
    case 'date':
      return `datetime.date(${value.date.year}, ${value.date.month}, ${value.date.day})`
    case 'datetime':
      return datetimeRepr(value.date, value.time)
    default:
      return strScalar(value)
  }
}

function strScalar(value: Scalar): string {
  switch (value.kind) {
    case 'none':
      return 'None'
    case 'bool':
      return value.value ? 'True' : 'False'
    case 'int':
      return value.value.toString()
    case 'float':
      return floatRepr(value.value)
    case 'str':
      return value.value
    case 'date':
      return isoDate(value.date)
    case 'datetime':
      return `${isoDate(value.date)} ${isoTime(value.time)}`
  }
}

/** Shortest digits that read back as the same number, in Python's layout: exponents below -4 and from 16 on. */
export function floatRepr(value: number): string {
  if (Number.isNaN(value)) return 'nan'
  if (!Number.isFinite(value)) return value > 0 ? 'inf' : '-inf'
  const sign = value < 0 || Object.is(value, -0) ? '-' : ''
  const [mantissa = '0', power = '0'] = Math.abs(value).toExponential().split('e')
  const digits = mantissa.replace('.', '')
  const exponent = Number(power)
  if (exponent < -4 || exponent >= 16) return sign + scientific(digits, exponent)
  if (exponent < 0) return `${sign}0.${'0'.repeat(-exponent - 1)}${digits}`
  const whole = digits.slice(0, exponent + 1).padEnd(exponent + 1, '0')
  return `${sign}${whole}.${digits.slice(exponent + 1) || '0'}`
}

function scientific(digits: string, exponent: number): string {
  const fraction = digits.length > 1 ? `.${digits.slice(1)}` : ''
  const power = String(Math.abs(exponent)).padStart(2, '0')
  return `${digits.slice(0, 1)}${fraction}e${exponent < 0 ? '-' : '+'}${power}`
}

const SHORT_ESCAPES: Readonly<Record<string, string>> = { '\\': '\\\\', '\n': '\\n', '\r': '\\r', '\t': '\\t' }
const UNPRINTABLE = /^[\p{C}\p{Z}]$/u

/** `repr()` of a str; with `isAscii`, `ascii()`. */
export function quotedRepr(text: string, isAscii = false): string {
  const quote = text.includes("'") && !text.includes('"') ? '"' : "'"
  const body = Array.from(text, (character) => {
    if (character === quote) return `\\${character}`
    const short = SHORT_ESCAPES[character]
    if (short !== undefined) return short
    const isPlain = character === ' ' || !UNPRINTABLE.test(character)
    return isPlain && !(isAscii && character > '~') ? character : codeEscape(character)
  })
  return quote + body.join('') + quote
}

function codeEscape(character: string): string {
  const code = character.codePointAt(0) ?? 0
  const hex = code.toString(16)
  if (code <= 0xff) return `\\x${hex.padStart(2, '0')}`
  return code <= 0xffff ? `\\u${hex.padStart(4, '0')}` : `\\U${hex.padStart(8, '0')}`
}

const two = (value: number): string => String(value).padStart(2, '0')
const isoDate = ({ year, month, day }: DateParts): string =>
  `${String(year).padStart(4, '0')}-${two(month)}-${two(day)}`

function isoTime({ hour, minute, second, microsecond, offsetMinutes }: TimeParts): string {
  const fraction = microsecond ? `.${String(microsecond).padStart(6, '0')}` : ''
  const clock = `${two(hour)}:${two(minute)}:${two(second)}${fraction}`
  if (offsetMinutes === undefined) return clock
  const size = Math.abs(offsetMinutes)
  return `${clock}${offsetMinutes < 0 ? '-' : '+'}${two(Math.floor(size / 60))}:${two(size % 60)}`
}

function datetimeRepr(date: DateParts, time: TimeParts): string {
  const fields = [date.year, date.month, date.day, time.hour, time.minute]
  if (time.second || time.microsecond) fields.push(time.second)
  if (time.microsecond) fields.push(time.microsecond)
  const zone = time.offsetMinutes === undefined ? '' : `, tzinfo=${zoneRepr(time.offsetMinutes)}`
  return `datetime.datetime(${fields.join(', ')}${zone})`
}

function zoneRepr(offsetMinutes: number): string {
  if (offsetMinutes === 0) return 'datetime.timezone.utc'
  const days = offsetMinutes < 0 ? 'days=-1, ' : ''
  const seconds = (offsetMinutes < 0 ? offsetMinutes + 1440 : offsetMinutes) * 60
  return `datetime.timezone(datetime.timedelta(${days}seconds=${seconds}))`
}
