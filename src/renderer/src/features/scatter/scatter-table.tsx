import { useVirtualizer } from '@tanstack/react-virtual'
import { useRef } from 'react'
import { useTranslation } from 'react-i18next'
import { formatValue } from '../../ui/chart/format-value'
import type { RunKey } from '../../../../shared/domain/ids'
import type { AxisKind, ScatterData } from './scatter-data'
import css from './scatter.module.css'

interface ScatterTableProps {
  readonly data: ScatterData
  readonly labels: { readonly x: string; readonly y: string }
  readonly onFocus: (key: RunKey) => void
}

const ROW = 26

/** The points in words, for those who do not see or point at the plot: pressing a run focuses it. */
export function ScatterTable({ data, labels, onFocus }: ScatterTableProps) {
  const { t, i18n } = useTranslation('compare')
  const scroller = useRef<HTMLDivElement>(null)
  const rows = useVirtualizer({
    count: data.points.length,
    getScrollElement: () => scroller.current,
    estimateSize: () => ROW,
    overscan: 10,
  })
  const spell = (value: string | number, kind: AxisKind): string => {
    if (kind === 'date') return new Date(value).toLocaleString(i18n.language)
    return typeof value === 'number' ? formatValue(value) : value
  }
  return (
    <div ref={scroller} className={css.tableBox}>
      <div role="table" aria-label={t('scatter.asTable')} aria-rowcount={data.points.length + 1}>
        <div role="row" aria-rowindex={1} className={`${css.tableRow} ${css.tableHead}`}>
          <span role="columnheader">{t('scatter.run')}</span>
          <span role="columnheader">{labels.x}</span>
          <span role="columnheader">{labels.y}</span>
        </div>
        <div role="presentation" className={css.tableBody} style={{ height: rows.getTotalSize() }}>
          {rows.getVirtualItems().map((item) => {
            const point = data.points[item.index]
            return (
              point && (
                <div
                  key={point.key}
                  role="row"
                  aria-rowindex={item.index + 2}
                  className={css.tableRow}
                  style={{ transform: `translateY(${item.start}px)` }}
                >
                  <span role="rowheader">
                    <button type="button" className={css.runButton} onClick={() => onFocus(point.key)}>
                      {point.name}
                    </button>
                  </span>
                  <span role="cell">{spell(point.x, data.xKind)}</span>
                  <span role="cell">{spell(point.y, data.yKind)}</span>
                </div>
              )
            )
          })}
        </div>
      </div>
    </div>
  )
}
