// Reads metric lines from bytes: `timestamp value [step [dataset name… digest]]`. Plain decimals, nearly all there is, are
// read digit by digit; anything else goes line by line through Python's number rules. A line without its newline is no line yet.
import type { PointColumns } from './metric-points'
import { parsePythonFloat, parsePythonInt } from './python-number'

const LF = 10
const SPACE = 32
const MINUS = 45
const DOT = 46
const ZERO = 48
const NINE = 57
const PLUS = 43

/** Powers of ten that a double holds exactly: dividing an exact integer by one gives the correctly rounded decimal. */
const POWERS = Float64Array.from({ length: 23 }, (_, i) => Number(`1e${i}`))
const MAX_EXACT = Number.MAX_SAFE_INTEGER
/** Digits of an integer that surely fits: larger ones take the slow path. */
const SAFE_DIGITS = 15

/** Parses the complete lines of `bytes[start, end)` and returns where the first incomplete line begins. */
export function parseMetricLines(bytes: Buffer, start: number, end: number, into: PointColumns): number {
  let at = start
  while (at < end) {
    const next = parsePlainLine(bytes, at, end, into)
    if (next > 0) {
      at = next
      continue
    }
    const newline = bytes.indexOf(LF, at)
    if (newline < 0 || newline >= end) return at
    into.lines += 1
    parseOddLine(bytes.toString('latin1', at, newline), into)
    at = newline + 1
  }
  return at
}

/** Results of the scan functions, kept outside so that a million lines allocate nothing. */
const scanned = { integer: 0, decimal: 0, isExact: false }

/** The usual three fields of plain decimals: returns the start of the next line, or 0 for anything else. */
function parsePlainLine(bytes: Buffer, start: number, end: number, into: PointColumns): number {
  const timestampEnd = scanInteger(bytes, start, end)
  if (timestampEnd < 0 || bytes[timestampEnd] !== SPACE) return 0
  const timestamp = scanned.integer
  const valueStart = timestampEnd + 1
  const valueEnd = scanDecimal(bytes, valueStart, end)
  if (valueEnd < 0 || bytes[valueEnd] !== SPACE) return 0
  const value = scanned.isExact ? scanned.decimal : Number(bytes.toString('latin1', valueStart, valueEnd))
  const stepEnd = scanInteger(bytes, valueEnd + 1, end)
  if (stepEnd < 0 || stepEnd >= end || bytes[stepEnd] !== LF) return 0
  into.lines += 1
  into.push(timestamp, value, scanned.integer)
  return stepEnd + 1
}

const isDigit = (byte: number | undefined): boolean => byte !== undefined && byte >= ZERO && byte <= NINE

/** Passes up to 15 digits; returns their end, or -1 when there are none or more. */
function scanInteger(bytes: Buffer, start: number, end: number): number {
  let at = start
  let value = 0
  for (; at < end && isDigit(bytes[at]); at++) value = value * 10 + ((bytes[at] as number) - ZERO)
  scanned.integer = value
  return at === start || at - start > SAFE_DIGITS ? -1 : at
}

/** Passes `-123.456e-7`; returns its end, or -1 when it is no plain decimal. */
function scanDecimal(bytes: Buffer, start: number, end: number): number {
  const isNegative = bytes[start] === MINUS
  const first = isNegative ? start + 1 : start
  let at = first
  let mantissa = 0
  for (; at < end && isDigit(bytes[at]); at++) mantissa = mantissa * 10 + ((bytes[at] as number) - ZERO)
  if (at === first) return -1
  let decimals = 0
  if (bytes[at] === DOT) {
    const dot = at
    for (at += 1; at < end && isDigit(bytes[at]); at++) mantissa = mantissa * 10 + ((bytes[at] as number) - ZERO)
    decimals = at - 1 - dot
    if (decimals === 0) return -1
  }
  scanned.isExact = mantissa <= MAX_EXACT && decimals < POWERS.length
  const value = mantissa / (POWERS[decimals] ?? 1)
  scanned.decimal = isNegative ? -value : value
  return isExponent(bytes[at]) ? scanExponent(bytes, at + 1, end) : at
}

const isExponent = (byte: number | undefined): boolean => byte === 101 || byte === 69

function scanExponent(bytes: Buffer, start: number, end: number): number {
  scanned.isExact = false
  const first = bytes[start] === MINUS || bytes[start] === PLUS ? start + 1 : start
  let at = first
  while (at < end && isDigit(bytes[at])) at += 1
  return at === first ? -1 : at
}

/** Any line that is not plain. Four fields are a logged model's form and no point of a run. */
function parseOddLine(raw: string, into: PointColumns): void {
  const fields = raw.trim().split(' ')
  const [timestampText = '', valueText = '', stepText = '0'] = fields
  const timestamp = parsePythonInt(timestampText)
  const value = parsePythonFloat(valueText)
  const step = parsePythonInt(stepText)
  const hasGoodCount = fields.length >= 2 && fields.length !== 4
  if (!hasGoodCount || timestamp === undefined || value === undefined || step === undefined) into.skipLine()
  else if (typeof step === 'bigint') into.pushBig(Number(timestamp), value, step)
  else into.push(Number(timestamp), value, step)
}
