import { Plus, X } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import { Button, IconButton } from '../../ui/button'
import { withExtra, withExtraChanged, withoutExtra, type LaunchForm } from './launch-form'
import css from './projects.module.css'

interface ExtraFieldsProps {
  readonly form: LaunchForm
  readonly onChange: (form: LaunchForm) => void
}

/** Parameters that the entry point does not declare: MLflow hands them on as `--key value`. */
export function ExtraFields({ form, onChange }: ExtraFieldsProps) {
  const { t } = useTranslation('projects')
  return (
    <div className={css.extras}>
      {form.extras.map((extra) => (
        <div key={extra.id} className={css.extra}>
          <input
            aria-label={t('extraKey')}
            placeholder={t('extraKey')}
            value={extra.key}
            spellCheck={false}
            autoFocus={extra.key === ''}
            onChange={(event) => onChange(withExtraChanged(form, { ...extra, key: event.target.value }))}
          />
          <input
            aria-label={t('extraValue')}
            placeholder={t('extraValue')}
            value={extra.value}
            spellCheck={false}
            onChange={(event) => onChange(withExtraChanged(form, { ...extra, value: event.target.value }))}
          />
          <IconButton
            name={t('removeExtra', { name: extra.key })}
            icon={<X size={16} strokeWidth={1.5} aria-hidden />}
            onPress={() => onChange(withoutExtra(form, extra.id))}
          />
        </div>
      ))}
      <Button
        size="small"
        variant="quiet"
        icon={<Plus size={14} strokeWidth={1.5} aria-hidden />}
        onPress={() => onChange(withExtra(form))}
      >
        {t('addExtra')}
      </Button>
    </div>
  )
}
