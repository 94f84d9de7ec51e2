import { useVirtualizer } from '@tanstack/react-virtual'
import { useEffect, useMemo, useRef } from 'react'
import { useTranslation } from 'react-i18next'
import type { RunKey } from '../../../../shared/domain/ids'
import { useElementWidth } from '../../ui/chart/use-element-width'
import { EmptyState } from '../../ui/empty-state'
import { ErrorBlock } from '../../ui/error-block'
import { useRuns } from '../runs'
import { ChartCard, HEAD_HEIGHT } from './chart-card'
import { collectChartRows } from './chart-view'
import css from './charts.module.css'
import { useCharts } from './charts-context'
import { ChartsToolbar } from './charts-toolbar'
import { collectLooks, collectMetrics, type RunLook } from './lines'
import { MAX_RUNS, useRunDetails } from './use-run-details'

interface ChartsPanelProps {
  /** Undefined: the selected runs, or the focused one when none is selected. */
  readonly runKeys?: readonly RunKey[]
}

/** The metric curves of the selected runs, one chart a metric; only charts in view ask for data. */
export function ChartsPanel({ runKeys }: ChartsPanelProps) {
  const { t } = useTranslation('charts')
  const selected = useRuns((state) => state.selected)
  const focused = useRuns((state) => state.focused)
  const slots = useRuns((state) => state.colourSlots)
  const search = useCharts((state) => state.search)
  const keys = useMemo(
    () => runKeys ?? (selected.length > 0 || focused === undefined ? selected : [focused]),
    [runKeys, selected, focused],
  )
  const { runs, error } = useRunDetails(keys)
  const names = useMemo(() => new Map(runs?.map((run) => [run.key, run.name])), [runs])
  const looks = useMemo(() => collectLooks([...names.keys()], slots, names), [names, slots])
  const looksKey = looks.map((look) => `${look.key}\n${look.slot}\n${look.name}`).join('\n')
  // Details come anew with every change of a run; the charts need new looks only when these differ.
  // eslint-disable-next-line react-hooks/exhaustive-deps -- looksKey spells the looks
  const steadyLooks = useMemo(() => looks, [looksKey])
  const metrics = useMemo(() => collectMetrics(runs ?? [], search).map(({ metric }) => metric), [runs, search])

  if (keys.length === 0) return <EmptyState text={t('selectRuns')} />
  if (!runs) return error ? <ErrorBlock error={error} /> : <div className={css.panel} aria-busy />
  return (
    <section className={css.panel} aria-label={t('charts')}>
      <ChartsToolbar count={metrics.length} />
      {keys.length > MAX_RUNS && <p className={css.cut}>{t('cut', { shown: MAX_RUNS, count: keys.length })}</p>}
      {metrics.length === 0 ? (
        <EmptyState text={search.trim() === '' ? t('noMetrics') : t('noMatch', { search })} />
      ) : (
        <ChartList metrics={metrics} looks={steadyLooks} />
      )}
    </section>
  )
}

const LEAST_CARD_WIDTH = 420
const RATIO = 10 / 16
const HEIGHTS = { least: 140, most: 320, expanded: 480 } as const

const heightOf = (width: number, most: number): number =>
  Math.round(Math.min(most, Math.max(HEIGHTS.least, width * RATIO - HEAD_HEIGHT)) / 4) * 4 + HEAD_HEIGHT

function ChartList({ metrics, looks }: { readonly metrics: readonly string[]; readonly looks: readonly RunLook[] }) {
  const { t } = useTranslation('charts')
  const scroller = useRef<HTMLDivElement>(null)
  const [measure, width] = useElementWidth<HTMLDivElement>()
  const expanded = useCharts((state) => state.expanded)
  const chosenHeight = useCharts((state) => state.heightPx)
  const columns = Math.max(1, Math.floor(width / LEAST_CARD_WIDTH))
  const rows = useMemo(() => collectChartRows(metrics, columns, expanded), [metrics, columns, expanded])
  const cardWidth = Math.floor(width / columns)
  const isWide = (index: number): boolean => expanded.has(rows[index]?.[0] ?? '')
  const rowHeight = (index: number): number =>
    isWide(index)
      ? Math.max(chosenHeight ?? 0, heightOf(width, HEIGHTS.expanded))
      : (chosenHeight ?? heightOf(cardWidth, HEIGHTS.most))
  const heights = rows.map((_, index) => rowHeight(index))
  const virtual = useVirtualizer({
    count: rows.length,
    getScrollElement: () => scroller.current,
    estimateSize: (index) => heights[index] ?? 0,
    getItemKey: (index) => rows[index]?.join('\n') ?? index,
    overscan: 1,
  })
  const heightsKey = heights.join()
  useRemeasured(virtual, heightsKey)

  return (
    <div ref={scroller} className={css.scroller} tabIndex={-1}>
      <div
        ref={measure}
        className={css.list}
        style={{ height: virtual.getTotalSize() }}
        role="list"
        aria-label={t('charts')}
      >
        {width > 0 &&
          virtual.getVirtualItems().map((item) => (
            <div
              key={item.key}
              className={css.row}
              style={{ transform: `translateY(${item.start}px)` }}
              role="presentation"
            >
              {rows[item.index]?.map((metric) => (
                <div key={metric} role="listitem">
                  <ChartCard
                    metric={metric}
                    looks={looks}
                    width={isWide(item.index) ? width : cardWidth}
                    height={heights[item.index] ?? 0}
                  />
                </div>
              ))}
            </div>
          ))}
      </div>
    </div>
  )
}

/** The virtual list keeps its sizes until told that they changed. */
function useRemeasured(virtual: { measure(): void }, heightsKey: string): void {
  useEffect(() => virtual.measure(), [virtual, heightsKey])
}
