import { useTranslation } from 'react-i18next'
import { Button } from './button'
import css from './blocks.module.css'

interface ProgressProps {
  /** What is being counted, as a whole sentence: `Indexing 120 of 4,000 runs`. */
  readonly label: string
  readonly done: number
  readonly total: number
  readonly onCancel?: () => void
}

export function Progress({ label, done, total, onCancel }: ProgressProps) {
  const { t } = useTranslation()
  const share = total > 0 ? Math.min(1, done / total) : 0
  return (
    <span className={css.progress}>
      <span
        className={css.bar}
        role="progressbar"
        aria-label={label}
        aria-valuemin={0}
        aria-valuemax={total}
        aria-valuenow={Math.min(done, total)}
      >
        <span style={{ transform: `scaleX(${share})` }} />
      </span>
      <span>{label}</span>
      {onCancel === undefined ? null : (
        <Button size="small" variant="quiet" onPress={onCancel}>
          {t('common:cancel')}
        </Button>
      )}
    </span>
  )
}
