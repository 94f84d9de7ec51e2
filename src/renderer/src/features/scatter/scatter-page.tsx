import { useMemo } from 'react'
import { useTranslation } from 'react-i18next'
import { EmptyState } from '../../ui/empty-state'
import { ErrorBlock } from '../../ui/error-block'
import { useRuns, useRunsActions } from '../runs'
import type { ScatterData } from './scatter-data'
import { ScatterPlot } from './scatter-plot'
import { ScatterTable } from './scatter-table'
import { ScatterToolbar } from './scatter-toolbar'
import css from './scatter.module.css'
import { useScatterChoice, type ScatterChoice } from './use-scatter-choice'
import { useScatterColumns, useScatterData, useScatterKeys } from './use-scatter'

const NO_KEYS: readonly string[] = []

/** Any two columns against each other, over the selection or all shown runs. */
export function ScatterPage() {
  const { t } = useTranslation('compare')
  const columns = useScatterColumns()
  const choice = useScatterChoice(columns)
  const keys = useScatterKeys(choice.scope === 'selection')
  const { data, error } = useScatterData(keys ?? NO_KEYS, choice.asked)

  if (columns && choice.y === undefined) return <EmptyState text={t('scatter.noColumns')} />
  return (
    <section className={css.page} aria-label={t('scatter.plot')}>
      <ScatterToolbar columns={columns ?? []} choice={choice} data={data} />
      {error && <ErrorBlock error={error} />}
      {keys?.length === 0 && <EmptyState text={t('scatter.noRuns')} />}
      {data && <ScatterBody data={data} choice={choice} />}
    </section>
  )
}

function ScatterBody({ data, choice }: { readonly data: ScatterData; readonly choice: ScatterChoice }) {
  const { t } = useTranslation('compare')
  const actions = useRunsActions()
  const slots = useRuns((state) => state.colourSlots)
  const focused = useRuns((state) => state.focused)
  const { x = '', y = '', colour, isLogX, isLogY } = choice
  const labels = useMemo(() => ({ x, y, colour }), [x, y, colour])
  const keyAt = (index: number): string | undefined => data.points[index]?.key

  if (data.points.length === 0) return <EmptyState text={t('scatter.noPoints', { x, y })} />
  if (choice.hasTable) return <ScatterTable data={data} labels={labels} onFocus={(key) => actions.focus(key)} />
  return (
    <ScatterPlot
      {...{ data, labels, isLogX, isLogY, slots, focused }}
      name={t('scatter.summary', { x, y, count: data.points.length })}
      onPick={(index) => actions.focus(keyAt(index))}
      onSelect={(indices) => actions.select(indices.flatMap((index) => keyAt(index) ?? []))}
    />
  )
}
