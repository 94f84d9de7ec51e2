import { formatValue } from '../../ui/chart/format-value'

export interface Delta {
  readonly absolute: number
  /** Of the base's size, undefined where that is nothing to divide by. */
  readonly percent: number | undefined
}

/** Undefined where a difference means nothing: NaN, infinities, equal numbers. */
export function collectDelta(from: number, to: number): Delta | undefined {
  const absolute = to - from
  if (!Number.isFinite(absolute) || absolute === 0) return undefined
  return { absolute, percent: from === 0 ? undefined : (absolute / Math.abs(from)) * 100 }
}

/** More than this is a factor, and no longer read as a share. */
const MOST_PERCENT = 10_000

const signed = (value: number, text: string): string => (value > 0 ? `+${text}` : text)

export function formatDelta({ absolute, percent }: Delta, spell = (value: number) => formatValue(value, 3)): string {
  const first = signed(absolute, spell(absolute))
  if (percent === undefined || Math.abs(percent) >= MOST_PERCENT) return first
  const digits = Math.abs(percent) < 10 ? 1 : 0
  const share = percent.toFixed(digits).replace('-', '−')
  return Number(percent.toFixed(digits)) === 0 ? first : `${first} (${signed(percent, share)} %)`
}
