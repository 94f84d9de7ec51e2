import { useEffect, useEffectEvent, useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { PlotlyElement, PlotlyEvent } from 'plotly.js-strict-dist-min'
import { readColour } from '../../ui/chart/css-colours'
import { useThemeRevision } from '../../ui/chart/use-theme-revision'
import { RUN_COLOUR_COUNT } from '../../ui/run-swatch'
import { collectFigure, type ScatterOptions, type ScatterTheme } from './scatter-figure'
import css from './scatter.module.css'

interface ScatterPlotProps extends Omit<ScatterOptions, 'theme'> {
  readonly name: string
  readonly onPick: (index: number) => void
  readonly onSelect: (indices: readonly number[]) => void
}

const readTheme = (): ScatterTheme => ({
  text: readColour('--text'),
  faint: readColour('--text-muted'),
  line: readColour('--line'),
  surface: readColour('--surface-2'),
  accent: readColour('--accent'),
  font: getComputedStyle(document.body).fontFamily,
  palette: Array.from({ length: RUN_COLOUR_COUNT }, (_, slot) => readColour(`--run-${slot + 1}`)),
})

/** The second layer of charts: plotly.js, fetched when the first scatter plot is opened. */
const loadPlotly = async () => (await import('plotly.js-strict-dist-min')).default

export function ScatterPlot({ name, onPick, onSelect, ...options }: ScatterPlotProps) {
  const { t } = useTranslation('compare')
  const host = useRef<HTMLDivElement>(null)
  const [state, setState] = useState<{ readonly kind: 'loading' | 'drawn' } | { kind: 'failed'; detail: string }>({
    kind: 'loading',
  })
  const theme = useThemeRevision()
  const listening = useRef<PlotlyElement>(undefined)
  const { data, labels, isLogX, isLogY, slots, focused } = options
  const pick = useEffectEvent((event: PlotlyEvent | undefined) => {
    const first = event?.points[0]
    if (first) onPick(first.pointIndex)
  })
  const choose = useEffectEvent((event: PlotlyEvent | undefined) => {
    if (event && event.points.length > 0) onSelect(event.points.map((point) => point.pointIndex))
  })

  useEffect(() => {
    let isCurrent = true
    const draw = async (): Promise<void> => {
      const plotly = await loadPlotly()
      if (!isCurrent || !host.current) return
      const { traces, layout } = collectFigure({ data, labels, isLogX, isLogY, slots, focused, theme: readTheme() })
      const element = await plotly.react(host.current, traces, layout, CONFIG)
      if (!isCurrent) return
      if (listening.current !== element) {
        listening.current = element
        element.on('plotly_click', (event) => pick(event))
        element.on('plotly_selected', (event) => choose(event))
      }
      setState({ kind: 'drawn' })
    }
    draw().catch((cause: unknown) => isCurrent && setState({ kind: 'failed', detail: String(cause) }))
    return () => void (isCurrent = false)
  }, [data, labels, isLogX, isLogY, slots, focused, theme])

  useEffect(() => {
    const element = host.current
    if (!element) return
    const observer = new ResizeObserver(
      () => listening.current && void loadPlotly().then((plotly) => plotly.Plots.resize(element)),
    )
    observer.observe(element)
    return () => {
      observer.disconnect()
      listening.current = undefined
      void loadPlotly().then((plotly) => plotly.purge(element))
    }
  }, [])

  return (
    <div className={css.plotBox}>
      <div ref={host} className={css.plot} role="img" aria-label={name} />
      {state.kind === 'loading' && <p className={css.message}>{t('scatter.loading')}</p>}
      {state.kind === 'failed' && (
        <p className={css.message} role="alert">
          {t('scatter.failed', { detail: state.detail })}
        </p>
      )}
    </div>
  )
}

const CONFIG = { displayModeBar: false, displaylogo: false, responsive: false, doubleClick: 'reset', scrollZoom: false }
