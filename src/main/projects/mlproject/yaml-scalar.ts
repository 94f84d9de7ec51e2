// Plain scalars by PyYAML's YAML 1.1 rules, which differ from every JavaScript library's: `1e-5` stays text (a float needs a
// dot and a signed exponent), `010` is eight, `12:30` is 750, `yes` is true.
import type { DateParts, PythonValue } from './python-value'

export class BadScalar extends Error {}

const BOOL = /^(?:yes|Yes|YES|no|No|NO|true|True|TRUE|false|False|FALSE|on|On|ON|off|Off|OFF)$/
const TRUE = /^(?:yes|true|on)$/i
const NULL = /^(?:~|null|Null|NULL|)$/
const FLOAT = new RegExp(
  [
    String.raw`^[-+]?[0-9][0-9_]*\.[0-9_]*(?:[eE][-+][0-9]+)?$`,
    String.raw`^\.[0-9][0-9_]*(?:[eE][-+][0-9]+)?$`,
    String.raw`^[-+]?[0-9][0-9_]*(?::[0-5]?[0-9])+\.[0-9_]*$`,
    String.raw`^[-+]?\.(?:inf|Inf|INF)$`,
    String.raw`^\.(?:nan|NaN|NAN)$`,
  ].join('|'),
)
const INT = new RegExp(
  [
    '^[-+]?0b[0-1_]+$',
    '^[-+]?0[0-7_]+$',
    '^[-+]?(?:0|[1-9][0-9_]*)$',
    '^[-+]?0x[0-9a-fA-F_]+$',
    '^[-+]?[1-9][0-9_]*(?::[0-5]?[0-9])+$',
  ].join('|'),
)
const DATE = /^(\d{4})-(\d\d)-(\d\d)$/
const TIMESTAMP =
  /^(\d{4})-(\d\d?)-(\d\d?)(?:[Tt]|[ \t]+)(\d\d?):(\d\d):(\d\d)(?:\.(\d*))?(?:[ \t]*(?:(Z)|([-+])(\d\d?)(?::(\d\d))?))?$/

const str = (value: string): PythonValue => ({ kind: 'str', value })

export function plainScalar(text: string): PythonValue {
  if (NULL.test(text)) return { kind: 'none' }
  if (BOOL.test(text)) return { kind: 'bool', value: TRUE.test(text) }
  if (INT.test(text)) return { kind: 'int', value: intOf(text) }
  if (FLOAT.test(text)) return { kind: 'float', value: floatOf(text) }
  if (DATE.test(text) || TIMESTAMP.test(text)) return timestampOf(text)
  return str(text)
}

/** A scalar with an explicit core tag (`!!int "5"`). Undefined: PyYAML's safe loader has no constructor for it. */
export function taggedScalar(tag: string, text: string): PythonValue | undefined {
  switch (tag) {
    case '!':
    case 'tag:yaml.org,2002:str':
      return str(text)
    case 'tag:yaml.org,2002:null':
      return { kind: 'none' }
    case 'tag:yaml.org,2002:bool':
      if (/^(?:yes|no|true|false|on|off)$/i.test(text)) return { kind: 'bool', value: TRUE.test(text) }
      throw new BadScalar(`${text} is not a boolean`)
    case 'tag:yaml.org,2002:int':
      return { kind: 'int', value: intOf(text) }
    case 'tag:yaml.org,2002:float':
      return { kind: 'float', value: floatOf(text) }
    case 'tag:yaml.org,2002:timestamp':
      return timestampOf(text)
    default:
      return undefined
  }
}

function intOf(text: string): bigint {
  const bare = text.replaceAll('_', '').toLowerCase()
  const isNegative = bare.startsWith('-')
  const digits = bare.replace(/^[-+]/, '')
  try {
    const size = digits.includes(':')
      ? digits.split(':').reduce((total, part) => total * 60n + BigInt(part), 0n)
      : BigInt(/^0[0-7]+$/.test(digits) ? `0o${digits}` : digits || 'none')
    return isNegative ? -size : size
  } catch (cause) {
    throw new BadScalar(`${text} is not a whole number`, { cause })
  }
}

function floatOf(text: string): number {
  const bare = text.replaceAll('_', '').toLowerCase()
  const sign = bare.startsWith('-') ? -1 : 1
  const digits = bare.replace(/^[-+]/, '')
  if (digits === '.inf') return sign * Infinity
  if (digits === '.nan') return NaN
  const size = digits.split(':').reduce((total, part) => total * 60 + Number(part || 'none'), 0)
  if (Number.isNaN(size)) throw new BadScalar(`${text} is not a number`)
  return sign * size
}

function timestampOf(text: string): PythonValue {
  const plain = DATE.exec(text)
  if (plain) return { kind: 'date', date: dateOf(plain) }
  const match = TIMESTAMP.exec(text)
  if (!match) throw new BadScalar(`${text} is not a date`)
  const [hour = 0, minute = 0, second = 0] = match.slice(4, 7).map(Number)
  if (hour > 23 || minute > 59 || second > 59) throw new BadScalar(`${text} is not a time of day`)
  const microsecond = Number((match[7] ?? '').slice(0, 6).padEnd(6, '0'))
  const time = { hour, minute, second, microsecond, offsetMinutes: offsetOf(match) }
  return { kind: 'datetime', date: dateOf(match), time }
}

function offsetOf(match: RegExpExecArray): number | undefined {
  const [zulu, sign, hours, minutes] = match.slice(8)
  if (zulu) return 0
  if (!sign) return undefined
  return (sign === '-' ? -1 : 1) * (Number(hours) * 60 + Number(minutes ?? 0))
}

function dateOf(match: RegExpExecArray): DateParts {
  const [year = 0, month = 0, day = 0] = match.slice(1, 4).map(Number)
  const daysInMonth = new Date(Date.UTC(2000 + (year % 400), month, 0)).getUTCDate()
  if (year < 1 || month < 1 || month > 12 || day < 1 || day > daysInMonth)
    throw new BadScalar(`${match[0]} is not a day of the calendar`)
  return { year, month, day }
}
