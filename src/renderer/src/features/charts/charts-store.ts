// How curves are looked at: one x axis, one zoom and one cursor for all charts of the window. What is drawn is asked from the
// worker card by card (use-series.ts); windows seen last are remembered, so that a chart that comes back shows at once.
import { createStore, type StoreApi } from 'zustand/vanilla'
import type { SeriesQuery, SeriesWindow, XAxis } from '../../../../shared/domain/series'
import type { AppClient } from '../../bridge/client'
import type { Range } from './zoom'

export interface ChartsState {
  readonly x: XAxis
  readonly isLogX: boolean
  readonly isLogY: boolean
  /** Metrics whose y is not as `isLogY` says. */
  readonly logYExceptions: ReadonlySet<string>
  readonly smoothing: number
  /** What all charts show, in units of x; undefined: everything. */
  readonly range: Range | undefined
  readonly search: string
  /** Height of a card, undefined for 16 : 10. */
  readonly heightPx: number | undefined
  /** Metrics shown over the panel's whole width. */
  readonly expanded: ReadonlySet<string>
}

export interface ChartCursor {
  /** In units of x. */
  readonly x: number | undefined
  /** The chart that the pointer or the keyboard is in: it alone shows the values. */
  readonly metric: string | undefined
  /** Height of the pointer in that chart as a share from its foot; undefined for the keyboard. */
  readonly level: number | undefined
}

export interface ChartsActions {
  setX(x: XAxis): void
  setLogX(isLogX: boolean): void
  setLogY(isLogY: boolean): void
  toggleLogY(metric: string): void
  setSmoothing(smoothing: number): void
  zoom(range: Range | undefined): void
  setSearch(search: string): void
  setHeight(heightPx: number | undefined): void
  toggleExpanded(metric: string): void
  point(cursor: ChartCursor): void
}

export interface Charts {
  readonly client: AppClient
  readonly store: StoreApi<ChartsState>
  readonly cursor: StoreApi<ChartCursor>
  readonly actions: ChartsActions
  recall(query: SeriesQuery): SeriesWindow | undefined
  remember(query: SeriesQuery, window: SeriesWindow): void
}

/** Enough for the cards of two screens; a window of 50 runs is about half a megabyte. */
const REMEMBERED = 24
export const NO_CURSOR: ChartCursor = { x: undefined, metric: undefined, level: undefined }
const LOWEST = 80
const GRID = 4

export const MAX_SMOOTHING = 0.99

const toggled = (set: ReadonlySet<string>, item: string): ReadonlySet<string> =>
  set.has(item) ? new Set([...set].filter((other) => other !== item)) : new Set([...set, item])

export const isLogYOf = (state: ChartsState, metric: string): boolean =>
  state.isLogY !== state.logYExceptions.has(metric)

export function createCharts(client: AppClient): Charts {
  const store = createStore<ChartsState>(() => ({
    x: 'step',
    isLogX: false,
    isLogY: false,
    logYExceptions: new Set(),
    smoothing: 0,
    range: undefined,
    search: '',
    heightPx: undefined,
    expanded: new Set(),
  }))
  const cursor = createStore<ChartCursor>(() => NO_CURSOR)
  const seen = new Map<string, SeriesWindow>()
  const set = store.setState

  return {
    client,
    store,
    cursor,
    actions: {
      // A range in steps means nothing in seconds; a logarithm of the time of day means nothing either.
      setX: (x) => {
        cursor.setState(NO_CURSOR)
        set((state) => ({ x, range: undefined, isLogX: state.isLogX && x !== 'wall' }))
      },
      setLogX: (isLogX) => set((state) => ({ isLogX: isLogX && state.x !== 'wall', range: undefined })),
      setLogY: (isLogY) => set({ isLogY, logYExceptions: new Set() }),
      toggleLogY: (metric) => set((state) => ({ logYExceptions: toggled(state.logYExceptions, metric) })),
      setSmoothing: (smoothing) => set({ smoothing: Math.min(MAX_SMOOTHING, Math.max(0, smoothing)) }),
      zoom: (range) => set({ range }),
      setSearch: (search) => set({ search }),
      setHeight: (heightPx) => set({ heightPx: heightPx && Math.max(LOWEST, Math.round(heightPx / GRID) * GRID) }),
      toggleExpanded: (metric) => set((state) => ({ expanded: toggled(state.expanded, metric) })),
      point: (next) => cursor.setState(next),
    },
    recall: (query) => seen.get(JSON.stringify(query)),
    remember: (query, window) => {
      const key = JSON.stringify(query)
      seen.delete(key)
      seen.set(key, window)
      const oldest = seen.size > REMEMBERED ? seen.keys().next().value : undefined
      if (oldest !== undefined) seen.delete(oldest)
    },
  }
}
