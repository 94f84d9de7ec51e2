import { RotateCcw } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import { IconButton } from '../../ui/button'
import { SearchField } from '../../ui/search-field'
import { Select } from '../../ui/select'
import css from './charts.module.css'
import { useCharts, useChartsActions } from './charts-context'
import { MAX_SMOOTHING } from './charts-store'

const AXES = ['step', 'wall', 'relative'] as const
const SMOOTHING_STEP = 0.01

/** What holds for all charts; `count`: how many metrics the search leaves. */
export function ChartsToolbar({ count }: { readonly count: number }) {
  const { t } = useTranslation('charts')
  const state = useCharts((charts) => charts)
  const actions = useChartsActions()
  return (
    <div className={css.toolbar} role="toolbar" aria-label={t('toolbar')}>
      <Select
        label={t('xAxis')}
        labelPlace="hidden"
        options={AXES.map((id) => ({ id, label: t(`x.${id}`) }))}
        value={state.x}
        onChange={actions.setX}
      />
      <div className={css.toggles}>
        <IconButton
          name={t('logX')}
          icon={<span className={css.letters}>{t('logXShort')}</span>}
          isPressed={state.isLogX}
          isDisabled={state.x === 'wall'}
          onPress={() => actions.setLogX(!state.isLogX)}
          className={css.letterButton}
        />
        <IconButton
          name={t('logYAll')}
          icon={<span className={css.letters}>{t('logYShort')}</span>}
          isPressed={state.isLogY}
          onPress={() => actions.setLogY(!state.isLogY)}
          className={css.letterButton}
        />
      </div>
      <label className={css.smoothing} title={t('smoothing')}>
        <span aria-hidden>{t('smoothing')}</span>
        <input
          type="range"
          aria-label={t('smoothing')}
          min={0}
          max={MAX_SMOOTHING}
          step={SMOOTHING_STEP}
          value={state.smoothing}
          onChange={(event) => actions.setSmoothing(event.target.valueAsNumber)}
        />
        <output>{state.smoothing.toFixed(2)}</output>
      </label>
      <IconButton
        name={t('reset')}
        icon={<RotateCcw size={16} strokeWidth={1.5} aria-hidden />}
        isDisabled={state.range === undefined}
        onPress={() => actions.zoom(undefined)}
      />
      <SearchField
        className={css.search}
        label={t('search')}
        placeholder={t('searchCount', { count })}
        value={state.search}
        onChange={actions.setSearch}
      />
    </div>
  )
}
