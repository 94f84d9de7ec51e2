import { useLayoutEffect, useRef, type RefObject } from 'react'
import { useTranslation } from 'react-i18next'
import { createPortal } from 'react-dom'
import { RunSwatch } from '../../ui/run-swatch'
import { formatValue } from '../../ui/chart/format-value'
import css from './charts.module.css'
import type { RunLook } from './lines'

export interface LegendRow {
  readonly look: RunLook
  readonly value: number
}

interface ChartLegendProps {
  readonly title: string
  /** Nearest first. */
  readonly rows: readonly LegendRow[]
  /** The plot, and the crosshair's place in it in pixels. */
  readonly anchor: RefObject<HTMLElement | null>
  readonly left: number
}

const MOST_ROWS = 12
const AWAY = 12
const EDGE = 8

/** Values under the cursor, beside the crosshair and over everything, so that a small card can have a long legend. */
export function ChartLegend({ title, rows, anchor, left }: ChartLegendProps) {
  const { t } = useTranslation('charts')
  const root = useRef<HTMLDivElement>(null)
  const shown = rows.slice(0, MOST_ROWS)
  // Measured at every render: the list may have scrolled, and the rows change with the cursor.
  useLayoutEffect(() => {
    const legend = root.current
    const box = anchor.current?.getBoundingClientRect()
    if (!legend || !box) return
    const at = box.left + left
    const isLeft =
      at + AWAY + legend.offsetWidth > Math.min(window.innerWidth - EDGE, box.right + legend.offsetWidth / 2)
    const top = Math.min(box.top, window.innerHeight - legend.offsetHeight - EDGE)
    const x = Math.max(EDGE, isLeft ? at - AWAY - legend.offsetWidth : at + AWAY)
    legend.style.transform = `translate(${Math.round(x)}px, ${Math.round(Math.max(EDGE, top))}px)`
  })
  return createPortal(
    <div ref={root} className={css.legend} aria-hidden>
      <div className={css.legendTitle}>{title}</div>
      {shown.map(({ look, value }) => (
        <div key={look.key} className={css.legendRow}>
          <RunSwatch slot={look.slot} />
          <span className={css.name}>{look.name}</span>
          <span>{formatValue(value)}</span>
        </div>
      ))}
      {rows.length > shown.length && (
        <div className={css.legendTitle}>{t('moreRuns', { count: rows.length - shown.length })}</div>
      )}
    </div>,
    document.body,
  )
}
