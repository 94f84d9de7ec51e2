import { useMemo, useRef, type RefObject } from 'react'
import { useTranslation } from 'react-i18next'
import { ChartCanvas } from './chart-canvas'
import { ChartLegend, type LegendRow } from './chart-legend'
import { ChartOverlay } from './chart-overlay'
import type { ChartView } from './chart-view'
import { formatValue } from '../../ui/chart/format-value'
import css from './charts.module.css'
import { useChartCursor, useChartsActions } from './charts-context'
import { NO_CURSOR } from './charts-store'
import { MARGIN, type LineChart } from './line-chart'
import { collectNear, legendOrder, nearestIndex } from './plot-data'
import { formatX } from './ticks'
import type { Series } from './use-series'
import { fromPlot, toPlot, type Range } from './zoom'

/** Lines whose value is read out; the table has them all. */
export const SPOKEN = 5

/** How far past its end, in pixels, a line still answers the cursor. */
const SLACK_PX = 6

export const plotWidth = (width: number): number => Math.max(2, width - MARGIN.left - MARGIN.right)

interface ChartPlotProps {
  readonly metric: string
  readonly series: Series
  readonly view: ChartView
  readonly isLogY: boolean
  readonly width: number
  readonly height: number
  readonly onRange: (range: Range | undefined) => void
}

/** Canvas, pointer and the linked cursor of one chart. */
export function ChartPlot({ metric, series, view, isLogY, width, height, onRange }: ChartPlotProps) {
  const root = useRef<HTMLDivElement>(null)
  const chart = useRef<LineChart>(undefined)
  const { point } = useChartsActions()
  const { isLogX, x, smoothing } = series.query
  const content = useMemo(
    () => ({ data: view.data, range: view.range, width, height }),
    [view.data, view.range, width, height],
  )
  const cursor = useChartCursor((state) => state.x)
  const isSource = useChartCursor((state) => state.metric === metric)
  const at = cursor === undefined || (isLogX && cursor <= 0) ? undefined : toPlot(isLogX, cursor)
  return (
    <div ref={root} className={css.plot} style={{ height }}>
      <ChartCanvas {...{ content, x, isLogX, isLogY, chart }} looks={view.looks} isSmoothed={smoothing > 0} />
      <ChartOverlay
        range={view.range}
        width={plotWidth(width)}
        height={Math.max(1, height - MARGIN.top - MARGIN.bottom)}
        cursor={at}
        onHover={(place) => point(place ? { x: fromPlot(isLogX, place.x), metric, level: place.level } : NO_CURSOR)}
        onRange={onRange}
      />
      {isSource && at !== undefined && view.data.lines.length > 0 && (
        <CursorValues {...{ series, view, isLogY, at, chart, root }} width={plotWidth(width)} />
      )}
    </div>
  )
}

interface CursorValuesProps {
  readonly series: Series
  readonly view: ChartView
  readonly isLogY: boolean
  /** In plot units. */
  readonly at: number
  readonly chart: RefObject<LineChart | undefined>
  readonly root: RefObject<HTMLElement | null>
  readonly width: number
}

function CursorValues({ series, view, isLogY, at, chart, root, width }: CursorValuesProps) {
  const { t, i18n } = useTranslation('charts')
  const level = useChartCursor((state) => state.level)
  const [from, to] = view.range
  const near = collectNear(view.data, at, ((to - from) / width) * SLACK_PX)
  const [low, high] = chart.current?.yRange() ?? [0, 1]
  const rows = legendOrder(near, level === undefined ? undefined : low + level * (high - low)).flatMap(
    ({ key, y }): LegendRow[] => {
      const look = view.looks.find((other) => other.key === key)
      return look ? [{ look, value: fromPlot(isLogY, y) }] : []
    },
  )
  const { x, isLogX } = series.query
  const shownX = fromPlot(isLogX, view.data.x[nearestIndex(view.data.x, at)] ?? at)
  const title = t(`at.${x}`, { value: formatX(shownX, x, i18n.language) })
  const spoken = rows.slice(0, SPOKEN).map((row) => `${row.look.name} ${formatValue(row.value)}`)
  return (
    <>
      {level === undefined && (
        <span className="visually-hidden" aria-live="polite">
          {[title, ...spoken].join(', ')}
        </span>
      )}
      <ChartLegend title={title} rows={rows} anchor={root} left={MARGIN.left + ((at - from) / (to - from)) * width} />
    </>
  )
}
