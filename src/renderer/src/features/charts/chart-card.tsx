import { useMemo, useState, type KeyboardEvent } from 'react'
import { useTranslation } from 'react-i18next'
import type { SeriesQuery, XAxis } from '../../../../shared/domain/series'
import { ChartCardHead } from './chart-card-head'
import { actionOfKey, type ChartKeyAction } from './chart-keys'
import { ChartNotes } from './chart-notes'
import { ChartPlot, plotWidth, SPOKEN } from './chart-plot'
import { ChartResizer, stepHeight } from './chart-resizer'
import { ChartTable } from './chart-table'
import { collectChartView, type ChartView } from './chart-view'
import { formatValue } from '../../ui/chart/format-value'
import css from './charts.module.css'
import { useChartCursor, useCharts, useChartsActions } from './charts-context'
import { isLogYOf, NO_CURSOR } from './charts-store'
import type { RunLook } from './lines'
import { collectNear, nearestIndex } from './plot-data'
import { useSeries, type Series } from './use-series'
import { clamped, fromPlot, rangeFromPlot, toPlot, type Range } from './zoom'

/** Height of a card's title line. */
export const HEAD_HEIGHT = 28

interface ChartCardProps {
  readonly metric: string
  readonly looks: readonly RunLook[]
  readonly width: number
  readonly height: number
}

/** One metric's curves. It asks for its window while it is in view: the list mounts only cards that are. */
export function ChartCard({ metric, looks, width, height }: ChartCardProps) {
  const { t } = useTranslation('charts')
  const [hasTable, setHasTable] = useState(false)
  const actions = useChartsActions()
  const { series, view, isLogY } = useChartView(metric, looks, plotWidth(width))

  const zoom = (range: Range | undefined): void => {
    if (!view) return
    const inside = range && clamped(range, view.extent)
    actions.zoom(inside && rangeFromPlot(series.query.isLogX, inside))
  }
  const perform = useChartKeys(metric, series, view, zoom)
  const onKeyDown = (event: KeyboardEvent): void => {
    if (event.target !== event.currentTarget || event.ctrlKey || event.metaKey) return
    const isHandled = event.altKey ? stepHeight(event.key, height, actions.setHeight) : perform(event)
    if (isHandled) event.preventDefault()
  }
  const name = view ? summaryOf(view, isLogY) : { count: 0, values: '' }

  return (
    <figure
      className={css.card}
      style={{ width, height }}
      tabIndex={0}
      aria-label={t('summary', { metric, ...name })}
      aria-keyshortcuts="ArrowLeft ArrowRight + - 0 Escape"
      onKeyDown={onKeyDown}
      onBlur={(event) => event.target === event.currentTarget && actions.point(NO_CURSOR)}
    >
      <ChartCardHead
        metric={metric}
        query={series.query}
        isLogY={isLogY}
        hasTable={hasTable}
        onTable={() => setHasTable(!hasTable)}
      />
      {view && hasTable ? (
        <ChartTable metric={metric} view={view} isLogY={isLogY} />
      ) : (
        view && <ChartPlot {...{ metric, series, view, isLogY, width }} height={height - HEAD_HEIGHT} onRange={zoom} />
      )}
      <ChartNotes metric={metric} view={view} error={series.error} />
      <ChartResizer height={height} onResize={actions.setHeight} />
    </figure>
  )
}

function useChartView(metric: string, looks: readonly RunLook[], widthCss: number) {
  const { x, isLogX, smoothing, range } = useCharts((state) => state)
  const isLogY = useCharts((state) => isLogYOf(state, metric))
  const series = useSeries(
    useMemo(
      () => ({
        metric,
        runKeys: looks.map((look) => look.key),
        x,
        isLogX,
        smoothing,
        widthPx: Math.min(20_000, Math.round(widthCss * window.devicePixelRatio)),
        ...(range && { range: [range[0], range[1]] as [number, number] }),
      }),
      [metric, looks, x, isLogX, smoothing, widthCss, range],
    ),
  )
  const view = useMemo(
    () =>
      series.window &&
      collectChartView({
        window: series.window,
        query: series.query,
        looks,
        isLogY,
        range: isSameAxis(series.query, x, isLogX) ? range : undefined,
      }),
    [series.window, series.query, looks, isLogY, range, x, isLogX],
  )
  return { series, view, isLogY }
}

const isSameAxis = (query: SeriesQuery, x: XAxis, isLogX: boolean): boolean => query.x === x && query.isLogX === isLogX

function useChartKeys(metric: string, series: Series, view: ChartView | undefined, zoom: (range?: Range) => void) {
  const { point } = useChartsActions()
  const at = useChartCursor((cursor) => (cursor.metric === metric ? cursor.x : undefined))
  const { isLogX } = series.query
  const perform: Record<ChartKeyAction['kind'], (action: ChartKeyAction) => void> = {
    cursor: (action) => {
      const x = action.kind === 'cursor' ? view?.data.x[action.index] : undefined
      if (x !== undefined) point({ x: fromPlot(isLogX, x), metric, level: undefined })
    },
    range: (action) => zoom(action.kind === 'range' ? action.range : undefined),
    leave: () => (at === undefined ? zoom(undefined) : point(NO_CURSOR)),
  }
  return (event: KeyboardEvent): boolean => {
    if (!view) return false
    const index = at === undefined ? undefined : nearestIndex(view.data.x, toPlot(isLogX, at))
    const action = actionOfKey(event.key, event.shiftKey, { x: view.data.x, range: view.range, index })
    if (action) perform[action.kind](action)
    return action !== undefined
  }
}

function summaryOf(view: ChartView, isLogY: boolean): { readonly count: number; readonly values: string } {
  const right = collectNear(view.data, view.range[1], Number.POSITIVE_INFINITY)
  const values = right
    .slice(0, SPOKEN)
    .map(({ key, y }) => `${view.looks.find((look) => look.key === key)?.name} ${formatValue(fromPlot(isLogY, y))}`)
  return { count: view.looks.length, values: values.join(', ') }
}
