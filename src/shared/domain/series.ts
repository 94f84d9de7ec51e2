import { z } from 'zod'
import { float, float64Array } from '../ipc/define'
import { runKey } from './ids'

/** `step`; `wall`: Unix seconds; `relative`: seconds since the run's first point of that metric. */
export const xAxis = z.enum(['step', 'wall', 'relative'])
export type XAxis = z.output<typeof xAxis>

export const seriesQuery = z.object({
  metric: z.string(),
  runKeys: z.array(runKey).max(1_000),
  x: xAxis,
  /** In units of `x`; undefined: everything. */
  range: z.tuple([float, float]).optional(),
  /** Logarithmic x: pixels are laid out evenly in log10(x), points with x ≤ 0 are left out and counted. */
  isLogX: z.boolean(),
  /** Plot width in device pixels. */
  widthPx: z.int().min(2).max(20_000),
  /** Weight of the debiased exponential moving average, 0 for none, below 1. Non-finite values do not enter it. */
  smoothing: z.number().min(0).max(0.9999),
})
export type SeriesQuery = z.output<typeof seriesQuery>

export const seriesLine = z.object({
  runKey,
  /** Aligned with the window's `x`; NaN is a gap. */
  raw: float64Array,
  /** Aligned with `x`; only when smoothing was asked for. */
  smoothed: float64Array.optional(),
  /** Points of the run in the range, before reduction. */
  pointCount: z.number(),
  /** x of points whose value is NaN or infinite, at most one a pixel: shown as marks on the axis. */
  nonFiniteX: float64Array,
})

export const seriesWindow = z.object({
  /**
   * One x for all lines. Where the lines hold few distinct x, exactly those; else two slots a pixel column, in which each
   * line has the column's minimum and maximum in the order they occurred.
   */
  x: float64Array,
  isReduced: z.boolean(),
  /** Extent of all points of these runs, whatever the range: what reset shows. */
  extent: z.tuple([float, float]).optional(),
  lines: z.array(seriesLine),
  /** Runs that do not have this metric. */
  lacking: z.array(runKey),
  /** Points left out because a logarithmic axis cannot show them. */
  omittedCount: z.number(),
})
export type SeriesWindow = z.output<typeof seriesWindow>
export type SeriesLine = z.output<typeof seriesLine>
