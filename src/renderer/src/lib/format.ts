// Numbers, times and sizes as a person reads them, in their language. Pure: the language is an argument.

const significant = new Map<string, Intl.NumberFormat>()

function formatterOf(language: string, digits: number): Intl.NumberFormat {
  const key = `${language}/${digits}`
  const known = significant.get(key)
  if (known !== undefined) return known
  const made = new Intl.NumberFormat(language, { maximumSignificantDigits: digits, useGrouping: false })
  significant.set(key, made)
  return made
}

const spelled = (value: number): string | undefined => {
  if (Number.isNaN(value)) return 'NaN'
  if (value === Infinity) return '∞'
  return value === -Infinity ? '-∞' : undefined
}

/** For tables: at most 5 significant digits (6 and more only to keep integers whole), exponent form far from 1. */
export function formatNumber(value: number, digits = 5): string {
  const word = spelled(value)
  if (word !== undefined) return word
  if (value === 0) return '0'
  const size = Math.abs(value)
  if (Number.isInteger(value) && size < 1e9) return String(value)
  if (size < 1e-4 || size >= 1e7) return tidyExponent(value.toExponential(digits - 1))
  return formatterOf('en', digits).format(value)
}

/** `1.2000e-5` → `1.2e-5`. */
const tidyExponent = (text: string): string => text.replace(/\.?0+e/, 'e').replace('e+', 'e')

/** Names and values may be a million characters long: what reaches the page is what can be read there. */
const LONGEST_TEXT = 300

export const cutText = (text: string, longest = LONGEST_TEXT): string =>
  text.length > longest ? `${text.slice(0, longest)}…` : text

/** All digits: for the inspector, titles and copies. */
export const formatWhole = (value: number): string => spelled(value) ?? String(value)

export const formatCount = (count: number, language: string): string => new Intl.NumberFormat(language).format(count)

const pad = (value: number): string => String(value).padStart(2, '0')

/** `0:08`, `2:12`, `1:02:03`, `3 d 04:05`: from milliseconds. */
export function formatDuration(ms: number): string {
  if (!Number.isFinite(ms) || ms < 0) return ''
  const seconds = Math.floor(ms / 1000)
  const [days, hours, minutes] = [
    Math.floor(seconds / 86_400),
    Math.floor(seconds / 3600) % 24,
    Math.floor(seconds / 60) % 60,
  ]
  if (days > 0) return `${days} d ${pad(hours)}:${pad(minutes)}`
  if (hours > 0) return `${hours}:${pad(minutes)}:${pad(seconds % 60)}`
  return `${minutes}:${pad(seconds % 60)}`
}

const UNITS = ['B', 'kB', 'MB', 'GB', 'TB', 'PB'] as const

/** Decimal units, as file managers show them. */
export function formatBytes(bytes: number, language: string): string {
  let value = bytes
  let unit = 0
  while (value >= 1000 && unit < UNITS.length - 1) {
    value /= 1000
    unit += 1
  }
  const digits = unit === 0 || value >= 100 ? 0 : 1
  return `${new Intl.NumberFormat(language, { maximumFractionDigits: digits }).format(value)} ${UNITS[unit]}`
}

/** The whole point in time, for titles and the inspector. */
export const formatTime = (ms: number, language: string): string =>
  Number.isFinite(ms) && Math.abs(ms) <= 8.64e15
    ? new Intl.DateTimeFormat(language, { dateStyle: 'medium', timeStyle: 'medium' }).format(ms)
    : String(ms)

const STEPS: readonly (readonly [unit: Intl.RelativeTimeFormatUnit, ms: number])[] = [
  ['day', 86_400_000],
  ['hour', 3_600_000],
  ['minute', 60_000],
  ['second', 1000],
]

/** `2 min. ago` within a day, `yesterday`, then the date: short, for tables. */
export function formatRelativeTime(ms: number, nowMs: number, language: string): string {
  const delta = ms - nowMs
  const age = Math.abs(delta)
  if (!Number.isFinite(age) || age >= 7 * 86_400_000) return formatDate(ms, nowMs, language)
  const [unit, size] = STEPS.find(([, least]) => age >= least) ?? (['second', 1000] as const)
  return new Intl.RelativeTimeFormat(language, { numeric: 'auto', style: 'short' }).format(
    Math.trunc(delta / size),
    unit,
  )
}

function formatDate(ms: number, nowMs: number, language: string): string {
  if (!Number.isFinite(ms) || Math.abs(ms) > 8.64e15) return String(ms)
  const isThisYear = new Date(ms).getFullYear() === new Date(nowMs).getFullYear()
  return new Intl.DateTimeFormat(language, {
    month: 'short',
    day: 'numeric',
    ...(isThisYear ? { hour: '2-digit', minute: '2-digit' } : { year: 'numeric' }),
  }).format(ms)
}

/** `CmdOrCtrl+Shift+C` → `Ctrl Shift C`, or `⇧⌘C` on a Mac. */
export function formatShortcut(accelerator: string | undefined, isMac: boolean): string | undefined {
  if (accelerator === undefined) return undefined
  const parts = accelerator.split('+')
  if (!isMac) return parts.map((part) => (part === 'CmdOrCtrl' ? 'Ctrl' : part)).join(' ')
  const signs: Readonly<Record<string, string>> = { CmdOrCtrl: '⌘', Shift: '⇧', Alt: '⌥', Enter: '↩' }
  return parts
    .toReversed()
    .map((part) => signs[part] ?? part)
    .toReversed()
    .join('')
}
