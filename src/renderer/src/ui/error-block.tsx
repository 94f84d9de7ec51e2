import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import type { AppError } from '../../../shared/errors'
import { describeError } from '../lib/describe-error'
import css from './blocks.module.css'

interface ErrorBlockProps {
  readonly error: AppError
  /** Buttons that are a way out. */
  readonly children?: ReactNode
}

/** What, why, what to do; the tool's own words in a fold. */
export function ErrorBlock({ error, children }: ErrorBlockProps) {
  const { t } = useTranslation()
  const { what, why, cure, place, detail } = describeError(error, t)
  return (
    <div className={css.error} role="alert">
      <strong>{what}</strong>
      {place === undefined ? null : <code>{place}</code>}
      <p>
        {why} {cure}
      </p>
      {detail === undefined ? null : (
        <details>
          <summary>{t('common:details')}</summary>
          <pre>{detail}</pre>
        </details>
      )}
      {children === undefined ? null : <div className={css.errorActions}>{children}</div>}
    </div>
  )
}
