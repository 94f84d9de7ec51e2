import { useTranslation } from 'react-i18next'
import type { RunStatus } from '../../../shared/domain/run'
import css from './blocks.module.css'

export type ShownStatus = RunStatus | 'STALE'

const glyphs: Readonly<Record<ShownStatus, readonly [glyph: string, tone: string]>> = {
  RUNNING: ['●', 'running'],
  FINISHED: ['✓', 'ok'],
  FAILED: ['✕', 'bad'],
  KILLED: ['■', 'muted'],
  SCHEDULED: ['◌', 'muted'],
  STALE: ['?', 'warn'],
}

interface StatusGlyphProps {
  readonly status: ShownStatus
  /** Shows the word too; else only a screen reader and the tooltip have it. */
  readonly hasWord?: boolean
}

export function StatusGlyph({ status, hasWord = false }: StatusGlyphProps) {
  const { t } = useTranslation()
  const [glyph, tone] = glyphs[status]
  const word = t(`common:status.${status}`)
  return (
    <span className={css.status} data-tone={tone} {...(hasWord ? {} : { title: word })}>
      <span className={css.glyph} aria-hidden>
        {glyph}
      </span>
      <span className={hasWord ? css.word : 'visually-hidden'}>{word}</span>
    </span>
  )
}
