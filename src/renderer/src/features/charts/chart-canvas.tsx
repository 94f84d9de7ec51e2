import { useEffect, useMemo, useRef, type RefObject } from 'react'
import { useTranslation } from 'react-i18next'
import type { XAxis } from '../../../../shared/domain/series'
import { readColour } from '../../ui/chart/css-colours'
import { useThemeRevision } from '../../ui/chart/use-theme-revision'
import { createLineChart, type LineChart, type LineChartContent, type LineChartFrame } from './line-chart'
import type { RunLook } from './lines'

interface ChartCanvasProps {
  readonly content: LineChartContent
  readonly looks: readonly RunLook[]
  readonly x: XAxis
  readonly isLogX: boolean
  readonly isLogY: boolean
  readonly isSmoothed: boolean
  readonly chart: RefObject<LineChart | undefined>
}

/** Puts a line chart into the page; made anew when its frame changes (lines, axes, theme), else given the new content. */
export function ChartCanvas({ content, looks, x, isLogX, isLogY, isSmoothed, chart }: ChartCanvasProps) {
  const host = useRef<HTMLDivElement>(null)
  const theme = useThemeRevision()
  const language = useTranslation().i18n.language
  const lines = looks.map((look) => `${look.token}${look.isDashed ? '-' : ''}`).join(' ')
  const frameKey = [lines, x, isLogX, isLogY, isSmoothed, theme, language].join('|')
  const frame = useMemo(
    () => (): LineChartFrame => ({
      x,
      isLogX,
      isLogY,
      isSmoothed,
      language,
      palette: {
        label: readColour('--text-faint'),
        grid: readColour('--line'),
        font: getComputedStyle(document.body).fontFamily,
      },
      styles: looks.map((look) => ({ colour: readColour(look.token), isDashed: look.isDashed })),
    }),
    // eslint-disable-next-line react-hooks/exhaustive-deps -- frameKey spells everything that the frame is made of
    [frameKey],
  )
  const latest = useRef(content)
  useEffect(() => {
    latest.current = content
    chart.current?.update(content)
  }, [content, chart])
  useEffect(() => {
    if (!host.current) return
    const made = createLineChart(host.current, frame(), latest.current)
    chart.current = made
    return () => {
      chart.current = undefined
      made.dispose()
    }
  }, [frame, chart])
  return <div ref={host} aria-hidden />
}
