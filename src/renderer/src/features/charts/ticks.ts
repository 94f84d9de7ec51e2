// Axis labels: short, few, and the same digits along one axis.
import type { XAxis } from '../../../../shared/domain/series'
import type { Range } from './zoom'

const MINUTE = 60
const HOUR = 3600
const DAY = 86_400

/** Steps between labels of an axis in seconds. */
export const DURATION_INCREMENTS = [
  0.001,
  0.002,
  0.005,
  0.01,
  0.02,
  0.05,
  0.1,
  0.2,
  0.5,
  1,
  2,
  5,
  10,
  15,
  30,
  MINUTE,
  2 * MINUTE,
  5 * MINUTE,
  10 * MINUTE,
  15 * MINUTE,
  30 * MINUTE,
  HOUR,
  2 * HOUR,
  4 * HOUR,
  8 * HOUR,
  12 * HOUR,
  DAY,
  2 * DAY,
  5 * DAY,
  10 * DAY,
  20 * DAY,
  50 * DAY,
  100 * DAY,
]

/** Steps of training are whole numbers. */
export const STEP_INCREMENTS = Array.from({ length: 16 }, (_, power) => [1, 2, 5].map((n) => n * 10 ** power)).flat()

/** More decimals do not fit beside a chart. */
const LONGEST_FRACTION = 4

const SUFFIXES = ['', 'k', 'M', 'G'] as const

/** A label for `value` on an axis with `increment` between labels. */
export function formatTick(value: number, increment: number): string {
  const size = Math.max(Math.abs(value), increment)
  if (value === 0 && decimalsOf(increment) > LONGEST_FRACTION) return '0'
  if (size >= 1e12 || size < 1e-4 || decimalsOf(increment) > LONGEST_FRACTION) return shortExponent(value, increment)
  const group = size >= 10_000 ? Math.min(3, Math.floor(Math.log10(size) / 3)) : 0
  const scale = 1000 ** group
  return minus((value / scale).toFixed(decimalsOf(increment / scale))) + (SUFFIXES[group] ?? '')
}

const decimalsOf = (increment: number): number =>
  increment > 0 ? Math.min(10, Math.max(0, Math.ceil(-Math.log10(increment) - 1e-9) + extraDigit(increment))) : 0

/** 0.25 needs a digit more than 0.2. */
const extraDigit = (increment: number): number => {
  const lead = increment / 10 ** Math.floor(Math.log10(increment) + 1e-9)
  return Math.abs(lead - Math.round(lead)) > 1e-6 ? 1 : 0
}

const shortExponent = (value: number, increment: number): string => {
  const digits = Math.max(0, Math.floor(Math.log10(Math.abs(value) / increment) + 1e-9)) + extraDigit(increment)
  return minus(value.toExponential(Math.min(digits, 3)).replace('e+', 'e'))
}

const minus = (text: string): string => text.replace(/^-/, '−')

/** Places of labels on a logarithmic axis, in log10: decades, with 2 and 5 between them where there are few. */
export function logSplits([from, to]: Range, most: number): number[] {
  const decades = to - from
  if (decades < 0.4) return linearSplits([10 ** from, 10 ** to], most).map(Math.log10)
  const leads = decades <= most / 3 ? [1, 2, 5] : [1]
  const every = Math.max(1, Math.ceil(decades / most))
  const splits: number[] = []
  for (let power = Math.floor(from / every) * every; power <= to; power += every) {
    for (const lead of leads) splits.push(power + Math.log10(lead))
  }
  return splits.filter((split) => split >= from - 1e-9 && split <= to + 1e-9)
}

function linearSplits([from, to]: Range, most: number): number[] {
  const rough = (to - from) / most
  if (!(rough > Math.abs(to) * Number.EPSILON)) return [from]
  const power = 10 ** Math.floor(Math.log10(rough))
  const increment = ([1, 2, 5, 10].find((lead) => lead * power >= rough) ?? 10) * power
  const splits: number[] = []
  for (let index = Math.ceil(from / increment); index * increment <= to; index += 1) splits.push(index * increment)
  return splits.filter((split) => split > 0)
}

/** A label on a logarithmic axis, given its log10. */
export function formatLogTick(split: number): string {
  const value = Number((10 ** split).toPrecision(6))
  if (value >= 1e6 || value < 1e-3) return value.toExponential().replace('e+', 'e')
  return formatTick(value, value < 10_000 ? 10 ** -(String(value).split('.')[1]?.length ?? 0) : value)
}

/** Seconds as `45s`, `1m30`, `2h05`, `3d`. */
export function formatSeconds(seconds: number, increment = 1): string {
  const sign = seconds < 0 ? '−' : ''
  const size = Math.abs(seconds)
  if (size < MINUTE) return `${sign}${size.toFixed(increment < 1 ? decimalsOf(increment) : 0)}s`
  const whole = Math.round(size)
  if (whole < HOUR) return `${sign}${pair(whole, MINUTE, 'm', 1)}`
  if (whole < 2 * DAY) return `${sign}${pair(whole, HOUR, 'h', MINUTE)}`
  return `${sign}${pair(whole, DAY, 'd', HOUR)}`
}

const pair = (seconds: number, unit: number, name: string, part: number): string => {
  const rest = Math.floor((seconds % unit) / part)
  return `${Math.floor(seconds / unit)}${name}${rest === 0 ? '' : String(rest).padStart(2, '0')}`
}

/** Unix seconds as a time of day, or a date where labels are a day or more apart. */
export function formatClock(seconds: number, increment: number, language: string): string {
  const date = new Date(seconds * 1000)
  if (increment >= DAY) return date.toLocaleDateString(language, { month: 'short', day: 'numeric' })
  const isSeconds = increment < MINUTE
  return date.toLocaleTimeString(language, {
    hour: '2-digit',
    minute: '2-digit',
    hourCycle: 'h23',
    ...(isSeconds && { second: '2-digit' }),
  })
}

/** x under the cursor, in full. */
export function formatX(value: number, x: XAxis, language: string): string {
  if (x === 'step') return String(Number(value.toPrecision(12)))
  if (x === 'relative') return value < 120 ? `${Number(value.toPrecision(4))}s` : formatSeconds(value)
  const date = new Date(value * 1000)
  return date.toLocaleString(language, { dateStyle: 'medium', timeStyle: 'medium', hourCycle: 'h23' })
}
