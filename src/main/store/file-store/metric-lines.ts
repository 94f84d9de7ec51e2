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
  // All that is parsed ends with a newline, so no scan of digits has to look for the end of the bytes.
  const limit = end > start ? bytes.lastIndexOf(LF, end - 1) + 1 : start
  let at = start
  while (at < limit) {
    into.lines += 1
    const next = parsePlainLine(bytes, at, into)
    if (next > 0) at = next
    else {
      const newline = bytes.indexOf(LF, at)
      parseOddLine(bytes.toString('latin1', at, newline), into)
      at = newline + 1
    }
  }
  return at
}

/** Results of the scan functions, kept outside so that a million lines allocate nothing. */
const scanned = { integer: 0, mantissa: 0, decimals: 0, decimal: 0, isExact: false }

/** The usual three fields of plain decimals: returns the start of the next line, or 0 for anything else. */
function parsePlainLine(bytes: Buffer, start: number, into: PointColumns): number {
  const timestampEnd = scanInteger(bytes, start)
  if (timestampEnd < 0 || bytes[timestampEnd] !== SPACE) return 0
  const timestamp = scanned.integer
  const valueStart = timestampEnd + 1
  const valueEnd = scanDecimal(bytes, valueStart)
  if (valueEnd < 0 || bytes[valueEnd] !== SPACE) return 0
  const value = scanned.isExact ? scanned.decimal : Number(bytes.toString('latin1', valueStart, valueEnd))
  const stepEnd = scanInteger(bytes, valueEnd + 1)
  if (stepEnd < 0 || bytes[stepEnd] !== LF) return 0
  into.push(timestamp, value, scanned.integer)
  return stepEnd + 1
}

/** Passes up to 15 digits; returns their end, or -1 when there are none or more. */
function scanInteger(bytes: Buffer, start: number): number {
  let at = start
  let value = 0
  let digit = (bytes[at] as number) - ZERO
  while (digit >= 0 && digit <= 9) {
    value = value * 10 + digit
    digit = (bytes[(at += 1)] as number) - ZERO
  }
  scanned.integer = value
  return at === start || at - start > SAFE_DIGITS ? -1 : at
}

/** Passes `-123.456e-7`; returns its end, or -1 when it is no plain decimal. */
function scanDecimal(bytes: Buffer, start: number): number {
  const isNegative = bytes[start] === MINUS
  const first = isNegative ? start + 1 : start
  const at = scanMantissa(bytes, first)
  if (at === first) return -1
  const { mantissa, decimals } = scanned
  scanned.isExact = mantissa <= MAX_EXACT && decimals < POWERS.length
  if (scanned.isExact) scanned.decimal = (isNegative ? -mantissa : mantissa) / (POWERS[decimals] as number)
  return isExponent(bytes[at]) ? scanExponent(bytes, at + 1) : at
}

/** Passes digits with at most one dot between them; anything else about the dot is left for the slow path. */
function scanMantissa(bytes: Buffer, first: number): number {
  let at = first
  let dot = -1
  let mantissa = 0
  for (;;) {
    const digit = (bytes[at] as number) - ZERO
    if (digit >= 0 && digit <= 9) mantissa = mantissa * 10 + digit
    else if (digit === DOT - ZERO && dot < 0 && at > first) dot = at
    else break
    at += 1
  }
  scanned.mantissa = mantissa
  scanned.decimals = dot < 0 ? 0 : at - 1 - dot
  return dot >= 0 && dot === at - 1 ? first : at
}

const isExponent = (byte: number | undefined): boolean => byte === 101 || byte === 69

function scanExponent(bytes: Buffer, start: number): number {
  scanned.isExact = false
  const first = bytes[start] === MINUS || bytes[start] === PLUS ? start + 1 : start
  let at = first
  while (isDigit(bytes[at])) at += 1
  return at === first ? -1 : at
}

const isDigit = (byte: number | undefined): boolean => byte !== undefined && byte >= ZERO && byte <= NINE

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
