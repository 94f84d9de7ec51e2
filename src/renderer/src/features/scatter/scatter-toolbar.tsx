import { useTranslation } from 'react-i18next'
import { Select } from '../../ui/select'
import { Switch } from '../../ui/switch'
import { ColumnField } from './column-field'
import type { ScatterData } from './scatter-data'
import css from './scatter.module.css'
import type { ScatterChoice } from './use-scatter-choice'

interface ScatterToolbarProps {
  readonly columns: Parameters<typeof ColumnField>[0]['columns']
  readonly choice: ScatterChoice
  readonly data: ScatterData | undefined
}

export function ScatterToolbar({ columns, choice, data }: ScatterToolbarProps) {
  const { t } = useTranslation('compare')
  const isText = (kind: 'xKind' | 'yKind'): boolean => data !== undefined && data[kind] !== 'number'
  return (
    <div className={css.toolbar} role="toolbar" aria-label={t('scatter.plot')}>
      <ColumnField label={t('scatter.y')} columns={columns} value={choice.y} onChange={choice.setY} />
      <ColumnField label={t('scatter.x')} columns={columns} value={choice.x} onChange={choice.setX} />
      <ColumnField
        label={t('scatter.colour')}
        columns={columns}
        value={choice.colour}
        onChange={choice.setColour}
        placeholder={t('scatter.colourNone')}
      />
      <Select
        label={t('scatter.scope')}
        labelPlace="beside"
        options={(['selection', 'all'] as const).map((id) => ({ id, label: t(`scatter.${id}`) }))}
        value={choice.scope}
        onChange={choice.setScope}
      />
      <Switch isSelected={choice.isLogX} onChange={choice.setLogX} isDisabled={isText('xKind')}>
        {t('scatter.logX')}
      </Switch>
      <Switch isSelected={choice.isLogY} onChange={choice.setLogY} isDisabled={isText('yKind')}>
        {t('scatter.logY')}
      </Switch>
      <Switch isSelected={choice.hasTable} onChange={choice.setHasTable}>
        {t('scatter.asTable')}
      </Switch>
      {data && data.leftOut > 0 && <span className={css.left}>{t('scatter.left', { count: data.leftOut })}</span>}
    </div>
  )
}
