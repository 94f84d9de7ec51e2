import { ChevronDown, ChevronRight, TriangleAlert } from 'lucide-react'
import { memo, type CSSProperties, type MouseEvent } from 'react'
import { useTranslation } from 'react-i18next'
import type { ColumnId, RunRow } from '../../../../shared/domain/run'
import { RunSwatch } from '../../ui/run-swatch'
import { StatusGlyph } from '../../ui/status-glyph'
import { formatCell, type CellContext } from './cells'
import css from './table.module.css'

export interface PlacedColumn {
  readonly id: ColumnId
  readonly index: number
  readonly start: number
  readonly size: number
  readonly isRight: boolean
}

export interface RowHandlers {
  readonly onPress: (index: number, event: MouseEvent) => void
  readonly onCheck: (index: number, event: MouseEvent) => void
  readonly onFold: (row: RunRow) => void
  readonly onOpen: () => void
  readonly onMenu: (index: number, row: RunRow, event: MouseEvent) => void
}

interface TableRowProps {
  readonly row: RunRow
  readonly index: number
  readonly top: number
  readonly height: number
  readonly width: number
  readonly nameWidth: number
  readonly columns: readonly PlacedColumn[]
  readonly slot: number | undefined
  readonly isSelected: boolean
  readonly isFocused: boolean
  readonly isChanged: boolean
  readonly context: CellContext
  readonly handlers: RowHandlers
}

export const rowId = (index: number): string => `run-row-${index}`

function NameCell({ row, width, onFold }: { row: RunRow; width: number; onFold: (row: RunRow) => void }) {
  const { t } = useTranslation()
  const Chevron = row.isExpanded ? ChevronDown : ChevronRight
  return (
    <div role="rowheader" aria-colindex={3} className={css.name} style={{ width, paddingLeft: row.depth * 14 }}>
      {row.childCount > 0 ? (
        <button
          type="button"
          tabIndex={-1}
          className={css.fold}
          aria-label={t(row.isExpanded ? 'runs:table.fold' : 'runs:table.unfold')}
          onClick={(event) => {
            event.stopPropagation()
            onFold(row)
          }}
        >
          <Chevron size={14} strokeWidth={1.5} aria-hidden />
        </button>
      ) : null}
      <span className={css.nameText} title={row.name.length > 2000 ? row.name.slice(0, 2000) : row.name}>
        {row.name.slice(0, 300)}
      </span>
      {row.childCount > 0 && !row.isExpanded ? <small className={css.children}>{row.childCount}</small> : null}
      {row.problemCount > 0 ? (
        <span className={css.warning} title={t('runs:table.damaged', { count: row.problemCount })}>
          <TriangleAlert size={14} strokeWidth={1.5} aria-hidden />
          <span className="visually-hidden">{t('runs:table.damaged', { count: row.problemCount })}</span>
        </span>
      ) : null}
    </div>
  )
}

function Cells({ row, columns, context }: Pick<TableRowProps, 'row' | 'columns' | 'context'>) {
  return columns.map(({ id, index, start, size, isRight }) => {
    const { text, title } = formatCell(id, row.cells[index], context)
    return (
      <div
        key={id}
        role="gridcell"
        aria-colindex={index + 4}
        className={`${css.cell} ${isRight ? css.right : ''}`}
        style={{ left: start, width: size }}
        title={title}
      >
        {text}
      </div>
    )
  })
}

export const TableRow = memo(function TableRow(props: TableRowProps) {
  const { row, index, top, height, width, nameWidth, slot, isSelected, isFocused, isChanged, handlers } = props
  const { t } = useTranslation()
  const style: CSSProperties = { transform: `translateY(${top}px)`, height, width }
  return (
    <div
      id={rowId(index)}
      role="row"
      aria-rowindex={index + 3}
      aria-level={row.depth + 1}
      aria-selected={isSelected}
      {...(row.childCount > 0 ? { 'aria-expanded': row.isExpanded } : {})}
      className={css.row}
      data-focused={isFocused || undefined}
      data-changed={isChanged || undefined}
      data-deleted={row.lifecycleStage === 'deleted' || undefined}
      style={style}
      onClick={(event) => handlers.onPress(index, event)}
      onDoubleClick={handlers.onOpen}
      onContextMenu={(event) => handlers.onMenu(index, row, event)}
    >
      <div role="gridcell" aria-colindex={1} className={css.check}>
        <button
          type="button"
          role="checkbox"
          tabIndex={-1}
          aria-checked={isSelected}
          aria-label={t('runs:table.select', { name: row.name.slice(0, 100) })}
          className={css.box}
          onClick={(event) => handlers.onCheck(index, event)}
        >
          <RunSwatch slot={isSelected ? slot : undefined} />
        </button>
      </div>
      <div role="gridcell" aria-colindex={2} className={css.state}>
        <StatusGlyph status={row.status} />
      </div>
      <NameCell row={row} width={nameWidth} onFold={handlers.onFold} />
      <Cells row={row} columns={props.columns} context={props.context} />
    </div>
  )
})
