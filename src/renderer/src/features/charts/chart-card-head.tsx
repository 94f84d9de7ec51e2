import { Maximize2, Minimize2, RotateCcw, Table2 } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import type { SeriesQuery } from '../../../../shared/domain/series'
import { IconButton } from '../../ui/button'
import css from './charts.module.css'
import { useCharts, useChartsActions } from './charts-context'

interface ChartCardHeadProps {
  readonly metric: string
  readonly query: SeriesQuery
  readonly isLogY: boolean
  readonly hasTable: boolean
  readonly onTable: () => void
}

const ICON = { size: 14, strokeWidth: 1.5, 'aria-hidden': true } as const

export function ChartCardHead({ metric, query, isLogY, hasTable, onTable }: ChartCardHeadProps) {
  const { t } = useTranslation('charts')
  const actions = useChartsActions()
  const isExpanded = useCharts((state) => state.expanded.has(metric))
  const isZoomed = useCharts((state) => state.range !== undefined)
  const caption = [
    ...(query.smoothing > 0 ? [t('smoothed', { weight: query.smoothing.toFixed(2) })] : []),
    ...(isLogY ? [t('log')] : []),
    t(`x.${query.x}`).toLowerCase(),
  ]
  return (
    <div className={css.head}>
      <h3 title={metric}>{metric}</h3>
      <span className={css.caption}>{caption.join(' · ')}</span>
      <div className={css.tools} role="group" aria-label={t('tools', { metric })}>
        {isZoomed && (
          <IconButton
            size="small"
            name={t('reset')}
            icon={<RotateCcw {...ICON} />}
            onPress={() => actions.zoom(undefined)}
          />
        )}
        <IconButton
          size="small"
          name={t('logY')}
          icon={<span className={css.letters}>{t('logShort')}</span>}
          isPressed={isLogY}
          onPress={() => actions.toggleLogY(metric)}
        />
        <IconButton
          size="small"
          name={t('asTable')}
          icon={<Table2 {...ICON} />}
          isPressed={hasTable}
          onPress={onTable}
        />
        <IconButton
          size="small"
          name={isExpanded ? t('collapse') : t('expand')}
          icon={isExpanded ? <Minimize2 {...ICON} /> : <Maximize2 {...ICON} />}
          onPress={() => actions.toggleExpanded(metric)}
        />
      </div>
    </div>
  )
}
