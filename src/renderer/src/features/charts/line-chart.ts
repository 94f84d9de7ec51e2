// The only user of uPlot: draws lines, axes and marks on a canvas. Pointer and keyboard live above it (chart-overlay.tsx);
// it is told what to show and keeps no state of its own, so that a chart made anew looks the same.
import uPlot from 'uplot'
import 'uplot/dist/uPlot.min.css'
import type { XAxis } from '../../../../shared/domain/series'
import { withAlpha } from '../../ui/chart/css-colours'
import type { PlotData, PlotLine } from './plot-data'
import {
  DURATION_INCREMENTS,
  formatClock,
  formatLogTick,
  formatSeconds,
  formatTick,
  logSplits,
  STEP_INCREMENTS,
} from './ticks'
import type { Range } from './zoom'

/** Around the plotting area, the same for all charts so that they line up. */
export const MARGIN = { top: 8, right: 12, bottom: 22, left: 48 } as const

const RAW_UNDER_SMOOTHED = 0.25
const DASH = [6, 4]
const POINT_SIZE = 4
const MARK_SIZE = 4
const LEAST_SHARE = 1e-12
const LABEL_SPACE_X = 64
const LABEL_SPACE_Y = 34

export interface LineStyle {
  /** `rgb(…)` */
  readonly colour: string
  readonly isDashed: boolean
}

export interface Palette {
  readonly label: string
  readonly grid: string
  readonly font: string
}

export interface LineChartFrame {
  readonly x: XAxis
  readonly isLogX: boolean
  readonly isLogY: boolean
  readonly language: string
  readonly palette: Palette
  /** One for each line of the data, in its order. */
  readonly styles: readonly LineStyle[]
  readonly isSmoothed: boolean
}

export interface LineChartContent {
  readonly data: PlotData
  /** In plot units. */
  readonly range: Range
  readonly width: number
  readonly height: number
}

export interface LineChart {
  update(content: LineChartContent): void
  /** Extent of y as drawn, in plot units. */
  yRange(): Range
  dispose(): void
}

export function createLineChart(host: HTMLElement, frame: LineChartFrame, first: LineChartContent): LineChart {
  let content = first
  const options: uPlot.Options = {
    width: first.width,
    height: first.height,
    padding: [MARGIN.top, MARGIN.right, 0, 0],
    legend: { show: false },
    cursor: { show: false },
    scales: {
      x: { time: false, range: () => [...content.range] },
      y: { range: (_, least, greatest) => paddedY(least, greatest) },
    },
    axes: [xAxis(frame), yAxis(frame)],
    series: [{}, ...collectSeries(frame, () => content.data.lines)],
    hooks: { draw: [(plot) => drawMarks(plot, frame, content.data.lines)] },
  }
  const plot = new uPlot(options, aligned(first.data, frame.isSmoothed), host)

  return {
    update: (next) => {
      const isResized = next.width !== content.width || next.height !== content.height
      content = next
      plot.batch(() => {
        if (isResized) plot.setSize({ width: next.width, height: next.height })
        plot.setData(aligned(next.data, frame.isSmoothed), true)
      })
    },
    yRange: () => [plot.scales['y']?.min ?? 0, plot.scales['y']?.max ?? 1],
    dispose: () => plot.destroy(),
  }
}

const aligned = (data: PlotData, isSmoothed: boolean): uPlot.AlignedData => [
  data.x,
  ...data.lines.map((line) => line.raw),
  ...(isSmoothed ? data.lines.map((line) => line.smoothed ?? line.raw) : []),
]

function paddedY(least: number | null, greatest: number | null): uPlot.Range.MinMax {
  if (least === null || greatest === null) return [0, 1]
  // Smoothing equal values leaves rounding between them, which is no range to show.
  if (greatest - least <= Math.abs(greatest) * LEAST_SHARE) {
    const half = Math.abs(least) * 0.1 || 0.5
    return [least - half, greatest + half]
  }
  const padding = (greatest - least) * 0.05
  return [least - padding, greatest + padding]
}

function collectSeries(frame: LineChartFrame, lines: () => readonly PlotLine[]): uPlot.Series[] {
  const pointsOf = (index: number): number[] => lines()[index]?.points ?? []
  const line = (style: LineStyle, index: number, isFaint: boolean): uPlot.Series => {
    const stroke = isFaint ? withAlpha(style.colour, RAW_UNDER_SMOOTHED) : style.colour
    return {
      stroke,
      width: isFaint ? 1 : 1.5,
      ...(style.isDashed && !isFaint && { dash: DASH }),
      points: {
        show: () => pointsOf(index).length > 0,
        filter: () => pointsOf(index),
        size: POINT_SIZE,
        stroke,
        fill: stroke,
      },
    }
  }
  const raw = frame.styles.map((style, index) => line(style, index, frame.isSmoothed))
  return frame.isSmoothed ? [...raw, ...frame.styles.map((style, index) => line(style, index, false))] : raw
}

const axisLook = ({ palette }: LineChartFrame): uPlot.Axis => ({
  stroke: palette.label,
  font: `11px ${palette.font}`,
  ticks: { show: false },
})

const labelled =
  (format: (value: number, increment: number) => string): uPlot.Axis.DynamicValues =>
  (_, splits, ...[, , increment]) => {
    const labels = splits.map((split) => format(split, increment))
    // Around a single moment all labels may read the same.
    return labels.map((label, index) => (label === labels[index - 1] ? null : label))
  }

function xAxis(frame: LineChartFrame): uPlot.Axis {
  const common: uPlot.Axis = {
    ...axisLook(frame),
    size: MARGIN.bottom,
    gap: 6,
    space: LABEL_SPACE_X,
    grid: { show: false },
  }
  if (frame.isLogX) return { ...common, ...logLabels(LABEL_SPACE_X) }
  if (frame.x === 'step') {
    return {
      ...common,
      incrs: STEP_INCREMENTS,
      values: labelled(formatTick),
    }
  }
  const format = (value: number, increment: number): string =>
    frame.x === 'wall' ? formatClock(value, increment, frame.language) : formatSeconds(value, increment)
  return {
    ...common,
    incrs: DURATION_INCREMENTS,
    values: labelled(format),
  }
}

function yAxis(frame: LineChartFrame): uPlot.Axis {
  const common: uPlot.Axis = {
    ...axisLook(frame),
    size: MARGIN.left,
    gap: 6,
    space: LABEL_SPACE_Y,
    grid: { stroke: frame.palette.grid, width: 1 },
  }
  if (frame.isLogY) return { ...common, ...logLabels(LABEL_SPACE_Y) }
  return {
    ...common,
    values: labelled(formatTick),
  }
}

const logLabels = (space: number): uPlot.Axis => ({
  splits: (plot, axis, least, greatest) => {
    const length = (axis === 0 ? plot.bbox.width : plot.bbox.height) / uPlot.pxRatio
    return logSplits([least, greatest], Math.max(2, Math.floor(length / space)))
  },
  values: (_, splits) => splits.map((split) => formatLogTick(split)),
})

/** Small triangles on the x axis where a run's value is NaN or infinite. */
function drawMarks(plot: uPlot, frame: LineChartFrame, lines: readonly PlotLine[]): void {
  const { ctx, bbox } = plot
  const size = MARK_SIZE * uPlot.pxRatio
  const foot = bbox.top + bbox.height
  ctx.save()
  lines.forEach((line, index) => {
    ctx.fillStyle = frame.styles[index]?.colour ?? frame.palette.label
    for (const value of line.nonFinite) {
      const at = plot.valToPos(value, 'x', true)
      if (at < bbox.left || at > bbox.left + bbox.width) continue
      ctx.beginPath()
      ctx.moveTo(at - size, foot)
      ctx.lineTo(at + size, foot)
      ctx.lineTo(at, foot - size * 1.5)
      ctx.fill()
    }
  })
  ctx.restore()
}
