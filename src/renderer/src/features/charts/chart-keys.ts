// What a key does to a chart that has the focus. Pure: the card performs it.
import type { Range } from './zoom'
import { panned, zoomed } from './zoom'

export type ChartKeyAction =
  | { readonly kind: 'cursor'; readonly index: number }
  | { readonly kind: 'range'; readonly range: Range | undefined }
  | { readonly kind: 'leave' }

interface Shown {
  readonly x: readonly number[]
  readonly range: Range
  /** Index of the cursor in x, undefined when there is none. */
  readonly index: number | undefined
}

const ZOOM_STEP = 0.7
const PAN_STEP = 0.2
/** A held arrow crosses a dense chart in a few seconds. */
const CURSOR_STEPS = 100

export function actionOfKey(key: string, isShift: boolean, shown: Shown): ChartKeyAction | undefined {
  const { range, x } = shown
  const centre = shown.index === undefined ? (range[0] + range[1]) / 2 : (x[shown.index] ?? range[0])
  switch (key) {
    case '+':
    case '=':
      return { kind: 'range', range: zoomed(range, centre, ZOOM_STEP) }
    case '-':
    case '_':
      return { kind: 'range', range: zoomed(range, centre, 1 / ZOOM_STEP) }
    case '0':
      return { kind: 'range', range: undefined }
    case 'Escape':
      return { kind: 'leave' }
    default:
      return actionOfMove(key, isShift, shown)
  }
}

function actionOfMove(key: string, isShift: boolean, { x, range, index }: Shown): ChartKeyAction | undefined {
  const direction = { ArrowLeft: -1, ArrowRight: 1 }[key]
  if (direction !== undefined && isShift) {
    return { kind: 'range', range: panned(range, direction * PAN_STEP * (range[1] - range[0])) }
  }
  const first = x.findIndex((value) => value >= range[0])
  const last = x.findLastIndex((value) => value <= range[1])
  if (first < 0 || last < first) return undefined
  if (key === 'Home') return { kind: 'cursor', index: first }
  if (key === 'End') return { kind: 'cursor', index: last }
  if (direction === undefined) return undefined
  const step = Math.max(1, Math.round((last - first) / CURSOR_STEPS))
  const from = index ?? (direction > 0 ? first - step : last + step)
  return { kind: 'cursor', index: Math.min(last, Math.max(first, from + direction * step)) }
}
