// What one chart shows, worked out from an answer and the shared zoom. Pure.
import type { SeriesQuery, SeriesWindow } from '../../../../shared/domain/series'
import type { RunLook } from './lines'
import { collectPlotData, type PlotData } from './plot-data'
import { paddedExtent, rangeToPlot, type Range } from './zoom'

export interface ChartView {
  readonly data: PlotData
  /** One for each line of the data. */
  readonly looks: readonly RunLook[]
  /** In plot units: everything there is. */
  readonly extent: Range
  /** In plot units: what is shown. */
  readonly range: Range
  readonly lacking: readonly RunLook[]
  /** Points that a logarithmic axis leaves out, of x by the worker and of y here. */
  readonly hiddenCount: number
}

export interface ViewOptions {
  readonly window: SeriesWindow
  readonly query: SeriesQuery
  readonly looks: readonly RunLook[]
  readonly isLogY: boolean
  readonly range: Range | undefined
}

/** Fewer points than one in so many device pixels are drawn as dots. */
const PIXELS_A_POINT = 16

export function collectChartView({ window, query, looks, isLogY, range }: ViewOptions): ChartView {
  const byKey = new Map(looks.map((look) => [look.key, look]))
  const lines = window.lines.filter((line) => byKey.has(line.runKey))
  const data = collectPlotData(
    { ...window, lines },
    { isLogX: query.isLogX, isLogY, mostPoints: Math.floor(query.widthPx / PIXELS_A_POINT) },
  )
  const extent = collectExtent(window, query.isLogX)
  return {
    data,
    looks: lines.flatMap((line) => byKey.get(line.runKey) ?? []),
    extent,
    range: range === undefined ? extent : rangeToPlot(query.isLogX, range),
    lacking: window.lacking.flatMap((key) => byKey.get(key) ?? []),
    hiddenCount: window.omittedCount + data.hiddenCount,
  }
}

function collectExtent(window: SeriesWindow, isLogX: boolean): Range {
  const [from = 0, to = 1] = window.extent ?? []
  if (!isLogX) return paddedExtent([from, to])
  const least = from > 0 ? from : (window.x.find((value) => value > 0) ?? 1)
  return paddedExtent(rangeToPlot(true, [least, Math.max(to, least)]))
}

/** Cards in rows of `columns`; an expanded one has a row to itself. */
export function collectChartRows(
  metrics: readonly string[],
  columns: number,
  expanded: ReadonlySet<string>,
): string[][] {
  const rows: string[][] = []
  let open: string[] = []
  const close = (): void => {
    if (open.length > 0) rows.push(open)
    open = []
  }
  for (const metric of metrics) {
    if (expanded.has(metric)) {
      close()
      rows.push([metric])
      continue
    }
    open.push(metric)
    if (open.length === columns) close()
  }
  close()
  return rows
}
