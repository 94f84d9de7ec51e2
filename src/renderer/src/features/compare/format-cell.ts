import type { TFunction } from 'i18next'
import { cutText } from '../../lib/format'
import { formatValue } from '../../ui/chart/format-value'
import { formatDelta } from './delta'
import type { DifferenceCell, DifferenceRow } from './differences'

/** Milliseconds as `0.4 s`, `45 s`, `3 m 12 s`, `2 h 05 m`. */
export function formatDuration(ms: number): string {
  const size = Math.abs(ms) / 1000
  const sign = ms < 0 ? '−' : ''
  if (size < 10) return `${sign}${Number(size.toFixed(1))} s`
  const seconds = Math.round(size)
  if (seconds < 60) return `${sign}${seconds} s`
  if (seconds < 3600) return `${sign}${Math.floor(seconds / 60)} m ${String(seconds % 60).padStart(2, '0')} s`
  return `${sign}${Math.floor(seconds / 3600)} h ${String(Math.floor((seconds % 3600) / 60)).padStart(2, '0')} m`
}

export function formatCell(
  { value }: DifferenceCell,
  format: DifferenceRow['format'],
  language: string,
  t: TFunction<'compare'>,
): string {
  if (value === undefined) return ''
  if (format === 'status') return t(`status.${String(value)}` as 'status.FINISHED')
  if (typeof value === 'string') return cutText(value, 2_000)
  if (format === 'duration') return formatDuration(value)
  if (format === 'time')
    return new Date(value).toLocaleString(language, { dateStyle: 'medium', timeStyle: 'short', hourCycle: 'h23' })
  return formatValue(value)
}

export function formatCellDelta({ delta, isEqualNumber }: DifferenceCell, format: DifferenceRow['format']): string {
  if (isEqualNumber) return '≡'
  if (!delta) return ''
  return format === 'duration' ? formatDelta(delta, formatDuration) : formatDelta(delta)
}
