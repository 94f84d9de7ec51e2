import { useMemo } from 'react'
import { useTranslation } from 'react-i18next'
import { formatBytes, formatCount, formatDuration, formatRelativeTime, formatTime } from './format'

export interface Format {
  readonly bytes: (bytes: number) => string
  readonly count: (count: number) => string
  readonly time: (ms: number) => string
  readonly relativeTime: (ms: number, nowMs: number) => string
  readonly duration: (ms: number) => string
}

/** The formats that depend on the language, in the language in force. */
export function useFormat(): Format {
  const { t } = useTranslation()
  const language = t('common:languageTag', { defaultValue: 'en' })
  return useMemo(
    () => ({
      bytes: (bytes) => formatBytes(bytes, language),
      count: (count) => formatCount(count, language),
      time: (ms) => formatTime(ms, language),
      relativeTime: (ms, nowMs) => formatRelativeTime(ms, nowMs, language),
      duration: formatDuration,
    }),
    [language],
  )
}
