import { useTranslation } from 'react-i18next'
import type { AppError } from '../../../../shared/errors'
import { ErrorBlock } from '../../ui/error-block'
import type { ChartView } from './chart-view'
import css from './charts.module.css'
import type { RunLook } from './lines'

interface ChartNotesProps {
  readonly metric: string
  readonly view: ChartView | undefined
  readonly error: AppError | undefined
}

const NAMED = 3

/** What the curves alone do not say: a failed question, runs without the metric, points that an axis leaves out. */
export function ChartNotes({ metric, view, error }: ChartNotesProps) {
  const { t } = useTranslation('charts')
  const names = (looks: readonly RunLook[]): string =>
    looks.length > NAMED
      ? t('namesAndMore', { names: listed(looks.slice(0, NAMED)), count: looks.length - NAMED })
      : listed(looks)
  if (error && !view) {
    return (
      <div className={css.message}>
        <ErrorBlock error={error} />
      </div>
    )
  }
  if (!view) return null
  if (view.data.lines.length === 0) {
    return <p className={css.message}>{t('noneHas', { metric, names: names(view.lacking) })}</p>
  }
  const notes = [
    ...(view.lacking.length > 0 ? [t('lacking', { names: names(view.lacking) })] : []),
    ...(view.hiddenCount > 0 ? [t('hidden', { count: view.hiddenCount })] : []),
    ...(view.data.lines.some((line) => line.nonFinite.length > 0) ? [t('nonFinite')] : []),
  ]
  if (notes.length === 0) return null
  return (
    <p className={css.notes} title={notes.join('\n')}>
      {notes.join(' · ')}
    </p>
  )
}

const listed = (looks: readonly RunLook[]): string => looks.map((look) => look.name).join(', ')
