import { useId } from 'react'
import { useTranslation } from 'react-i18next'
import type { ProjectParameter } from '../../../../shared/domain/project'
import { Button } from '../../ui/button'
import type { FieldMark } from './launch-form'
import css from './projects.module.css'

interface ParameterFieldProps {
  readonly parameter: ProjectParameter
  readonly value: string
  readonly mark: FieldMark | undefined
  readonly onChange: (value: string) => void
}

export function ParameterField({ parameter, value, mark, onChange }: ParameterFieldProps) {
  const { t } = useTranslation('projects')
  const id = useId()
  const hasDefault = parameter.default !== undefined
  return (
    <div className={css.field} data-mark={mark}>
      <div className={css.fieldHead}>
        <label htmlFor={id}>{parameter.name}</label>
        <span className={css.type}>{parameter.type}</span>
        <span className={css.gap} />
        {hasDefault && value !== '' && (
          <Button size="small" variant="quiet" onPress={() => onChange('')}>
            {t('useDefault')}
          </Button>
        )}
      </div>
      <input
        id={id}
        value={value}
        placeholder={parameter.default ?? ''}
        spellCheck={false}
        autoComplete="off"
        aria-invalid={mark === 'missing'}
        aria-describedby={mark === undefined ? undefined : `${id}-mark`}
        aria-required={!hasDefault}
        onChange={(event) => onChange(event.target.value)}
      />
      {mark !== undefined && (
        <p id={`${id}-mark`} className={css.mark}>
          {t(`mark.${mark}`, { name: parameter.name })}
        </p>
      )}
    </div>
  )
}
