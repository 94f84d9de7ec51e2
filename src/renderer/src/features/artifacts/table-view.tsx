import { useMemo, useRef } from 'react'
import { useTranslation } from 'react-i18next'
import { useFormat } from '../../lib/use-format'
import { useVisibleRange } from '../../lib/use-visible-range'
import { collectTable, TABLE_COLUMNS, TABLE_ROWS } from './collect-table'
import css from './artifacts.module.css'

const ROW_PX = 22
const isNumber = (cell: string): boolean => cell.trim() !== '' && Number.isFinite(Number(cell))

interface TableViewProps {
  readonly text: string
  readonly isTabs: boolean
  readonly isTruncated: boolean
}

export function TableView({ text, isTabs, isTruncated }: TableViewProps) {
  const { t } = useTranslation('artifacts')
  const format = useFormat()
  const table = useMemo(() => collectTable(text, isTabs, isTruncated), [text, isTabs, isTruncated])
  const root = useRef<HTMLTableSectionElement>(null)
  const range = useVisibleRange(root, ROW_PX, table.rows.length)
  const spacer = (rows: number) => (rows > 0 ? <tr aria-hidden style={{ height: rows * ROW_PX }} /> : null)
  return (
    <>
      <div className={css.tableBox} tabIndex={0} role="region" aria-label={t('table')}>
        <table className={css.table}>
          <thead>
            <tr>
              {table.header.map((cell, at) => (
                <th key={at} scope="col" data-number={isNumber(table.rows[0]?.[at] ?? '') || undefined}>
                  {cell}
                </th>
              ))}
            </tr>
          </thead>
          <tbody ref={root}>
            {spacer(range.start)}
            {table.rows.slice(range.start, range.end).map((row, at) => (
              <tr key={range.start + at}>
                {row.map((cell, column) => (
                  <td key={column} data-number={isNumber(cell) || undefined} title={cell}>
                    {cell}
                  </td>
                ))}
              </tr>
            ))}
            {spacer(table.rows.length - range.end)}
          </tbody>
        </table>
      </div>
      {table.hasMoreRows && (
        <p className={css.notice}>{t('rowsCut', { rows: format.count(Math.min(table.rows.length, TABLE_ROWS)) })}</p>
      )}
      {table.columnCount > TABLE_COLUMNS && (
        <p className={css.notice}>
          {t('columnsCut', { shown: format.count(TABLE_COLUMNS), all: format.count(table.columnCount) })}
        </p>
      )}
    </>
  )
}
