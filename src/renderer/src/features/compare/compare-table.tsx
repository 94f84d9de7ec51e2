import { useVirtualizer } from '@tanstack/react-virtual'
import { useRef, type CSSProperties } from 'react'
import { useTranslation } from 'react-i18next'
import type { RunLook } from '../charts'
import type { CompareLine, DifferenceRow, SectionName } from './differences'
import { CompareHead } from './compare-head'
import { formatCell, formatCellDelta } from './format-cell'
import css from './compare.module.css'

interface CompareTableProps {
  /** The base first. */
  readonly looks: readonly RunLook[]
  readonly lines: readonly CompareLine[]
  readonly onBase: (look: RunLook) => void
  readonly onRemove: (look: RunLook) => void
  readonly onUnfold: (section: SectionName) => void
}

const ROW = 26
const COLUMN = 184
const OVERSCAN = 8

/** Keys down, runs across; only rows and columns in view are in the page. The key and the base stay in view. */
export function CompareTable({ looks, lines, onBase, onRemove, onUnfold }: CompareTableProps) {
  const { t } = useTranslation('compare')
  const scroller = useRef<HTMLDivElement>(null)
  const [base, ...others] = looks
  const rows = useVirtualizer({
    count: lines.length,
    getScrollElement: () => scroller.current,
    estimateSize: () => ROW,
    overscan: OVERSCAN,
  })
  const columns = useVirtualizer({
    horizontal: true,
    count: others.length,
    getScrollElement: () => scroller.current,
    estimateSize: () => COLUMN,
    overscan: 2,
  })
  const visible = columns.getVirtualItems().map((item) => item.index)
  const before = (visible[0] ?? 0) * COLUMN
  const shownRows = rows.getVirtualItems()
  const width = { '--others': `${others.length * COLUMN}px`, '--column': `${COLUMN}px` } as CSSProperties
  if (!base) return null

  return (
    <div ref={scroller} className={css.scroller} tabIndex={0}>
      <div
        role="table"
        aria-label={t('table')}
        aria-rowcount={lines.length + 1}
        aria-colcount={looks.length + 1}
        className={css.table}
        style={{ ...width, height: rows.getTotalSize() + ROW }}
      >
        <div role="row" aria-rowindex={1} className={`${css.row} ${css.heads}`}>
          <div role="columnheader" className={css.key} />
          <CompareHead look={base} isBase onRemove={onRemove} />
          <div role="presentation" style={{ width: before }} />
          {visible.map((index) => {
            const look = others[index]
            return look && <CompareHead key={look.key} look={look} onBase={onBase} onRemove={onRemove} />
          })}
        </div>
        <div role="presentation" style={{ height: shownRows[0]?.start ?? 0 }} />
        {shownRows.map((item) => {
          const line = lines[item.index]
          if (!line) return null
          if (line.kind === 'row') {
            return <Row key={item.key} row={line.row} index={item.index + 2} visible={visible} before={before} />
          }
          return (
            <div key={item.key} role="row" aria-rowindex={item.index + 2} className={css.row} data-kind={line.kind}>
              <div role="rowheader" className={css.note}>
                {line.kind === 'section' ? (
                  <h3>{t(`section.${line.section}`)}</h3>
                ) : (
                  <button type="button" className={css.fold} onClick={() => onUnfold(line.section)}>
                    {t('folded', { count: line.count })}
                  </button>
                )}
              </div>
            </div>
          )
        })}
      </div>
    </div>
  )
}

interface RowProps {
  readonly row: DifferenceRow
  readonly index: number
  /** Places of the shown columns among the others. */
  readonly visible: readonly number[]
  readonly before: number
}

function Row({ row, index, visible, before }: RowProps) {
  const { t } = useTranslation('compare')
  const name = row.section === 'attributes' ? t(`attribute.${row.key}` as 'attribute.status') : row.key
  return (
    <div role="row" aria-rowindex={index} className={css.row} data-kind="row">
      <div role="rowheader" className={css.key} title={name}>
        {name}
      </div>
      <Cell row={row} at={0} isBase />
      <div role="presentation" style={{ width: before }} />
      {visible.map((at) => (
        <Cell key={at} row={row} at={at + 1} />
      ))}
    </div>
  )
}

function Cell({
  row,
  at,
  isBase = false,
}: {
  readonly row: DifferenceRow
  readonly at: number
  readonly isBase?: boolean
}) {
  const { t, i18n } = useTranslation('compare')
  const cell = row.cells[at]
  if (!cell) return null
  const text = formatCell(cell, row.format, i18n.language, t)
  const delta = formatCellDelta(cell, row.format)
  const title = cell.isEqualNumber ? `${text}\n${t('equalNumber')}` : [text, delta].filter(Boolean).join('\n')
  return (
    <div
      role="cell"
      aria-colindex={at + 2}
      className={css.cell}
      data-base={isBase || undefined}
      data-changed={cell.isChanged || undefined}
      title={title}
      data-selectable
    >
      <span className={css.value}>{text}</span>
      {cell.isChanged && cell.value === undefined && <span className="visually-hidden">{t('missing')}</span>}
      {delta !== '' && <span className={css.delta}>{delta}</span>}
    </div>
  )
}
