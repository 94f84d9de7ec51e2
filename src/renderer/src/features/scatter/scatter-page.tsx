import { useMemo, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { ColumnId } from '../../../../shared/domain/run'
import { EmptyState } from '../../ui/empty-state'
import { ErrorBlock } from '../../ui/error-block'
import { Select } from '../../ui/select'
import { Switch } from '../../ui/switch'
import { useRuns, useRunsActions } from '../runs'
import { ColumnField } from './column-field'
import { defaultAxes } from './scatter-data'
import { ScatterPlot } from './scatter-plot'
import { ScatterTable } from './scatter-table'
import css from './scatter.module.css'
import { useScatterColumns, useScatterData, useScatterKeys } from './use-scatter'

type Scope = 'selection' | 'all'

const NO_KEYS: readonly string[] = []

/** Any two columns against each other, over the selection or all shown runs. */
export function ScatterPage() {
  const { t } = useTranslation('compare')
  const actions = useRunsActions()
  const selectedCount = useRuns((state) => state.selected.length)
  const slots = useRuns((state) => state.colourSlots)
  const focused = useRuns((state) => state.focused)
  const [scope, setScope] = useState<Scope>(selectedCount >= 2 ? 'selection' : 'all')
  const [chosenX, setX] = useState<ColumnId>()
  const [chosenY, setY] = useState<ColumnId>()
  const [colour, setColour] = useState<ColumnId>()
  const [isLogX, setLogX] = useState(false)
  const [isLogY, setLogY] = useState(false)
  const [hasTable, setHasTable] = useState(false)

  const columns = useScatterColumns()
  const keys = useScatterKeys(scope === 'selection')
  const [firstX, firstY] = useMemo(() => defaultAxes(columns ?? []), [columns])
  const x = chosenX ?? firstX
  const y = chosenY ?? firstY
  const asked = useMemo(
    () => [x, y, colour].filter((column, index, all) => column !== undefined && (index === 0 || all[0] !== undefined)),
    [x, y, colour],
  ) as readonly ColumnId[]
  const { data, error } = useScatterData(keys ?? NO_KEYS, asked)
  const labels = useMemo(() => ({ x: x ?? '', y: y ?? '', colour }), [x, y, colour])

  if (columns?.length === 0 || (columns && y === undefined)) return <EmptyState text={t('scatter.noColumns')} />
  const name = t('scatter.summary', { x: labels.x, y: labels.y, count: data?.points.length ?? 0 })
  const keyAt = (index: number): string | undefined => data?.points[index]?.key
  return (
    <section className={css.page} aria-label={t('scatter.plot')}>
      <div className={css.toolbar} role="toolbar" aria-label={t('scatter.plot')}>
        <ColumnField label={t('scatter.y')} columns={columns ?? []} value={y} onChange={setY} />
        <ColumnField label={t('scatter.x')} columns={columns ?? []} value={x} onChange={setX} />
        <ColumnField
          label={t('scatter.colour')}
          columns={columns ?? []}
          value={colour}
          onChange={setColour}
          placeholder={t('scatter.colourNone')}
        />
        <Select
          label={t('scatter.scope')}
          labelPlace="beside"
          options={(['selection', 'all'] as const).map((id) => ({ id, label: t(`scatter.${id}`) }))}
          value={scope}
          onChange={setScope}
        />
        <Switch isSelected={isLogX} onChange={setLogX} isDisabled={data !== undefined && data.xKind !== 'number'}>
          {t('scatter.logX')}
        </Switch>
        <Switch isSelected={isLogY} onChange={setLogY} isDisabled={data !== undefined && data.yKind !== 'number'}>
          {t('scatter.logY')}
        </Switch>
        <Switch isSelected={hasTable} onChange={setHasTable}>
          {t('scatter.asTable')}
        </Switch>
        {data && data.leftOut > 0 && <span className={css.left}>{t('scatter.left', { count: data.leftOut })}</span>}
      </div>
      {error && <ErrorBlock error={error} />}
      {keys?.length === 0 && <EmptyState text={t('scatter.noRuns')} />}
      {data?.points.length === 0 && <EmptyState text={t('scatter.noPoints', { x: labels.x, y: labels.y })} />}
      {data && data.points.length > 0 && hasTable && (
        <ScatterTable data={data} labels={labels} onFocus={(key) => actions.focus(key)} />
      )}
      {data && data.points.length > 0 && !hasTable && (
        <ScatterPlot
          {...{ data, labels, isLogX, isLogY, slots, focused, name }}
          onPick={(index) => actions.focus(keyAt(index))}
          onSelect={(indices) => actions.select(indices.flatMap((index) => keyAt(index) ?? []))}
        />
      )}
    </section>
  )
}
