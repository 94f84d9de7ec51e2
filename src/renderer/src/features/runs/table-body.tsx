import type { VirtualItem } from '@tanstack/react-virtual'
import { useMemo } from 'react'
import { useTranslation } from 'react-i18next'
import type { RunRow } from '../../../../shared/domain/run'
import { useNow } from '../../lib/use-now'
import { useRuns } from './runs-context'
import { TableRow, type PlacedColumn, type RowHandlers } from './table-row'
import { useChangedRows } from './use-changed-rows'
import type { ShownWindow } from './use-table-window'
import css from './table.module.css'

/** Relative times move on in these steps: nothing in the table need tick. */
const CLOCK_STEP_MS = 10_000

interface TableBodyProps {
  readonly items: readonly VirtualItem[]
  readonly rowAt: (index: number) => RunRow | undefined
  readonly window: ShownWindow | undefined
  readonly isSettled: boolean
  /** Of the body itself; `top`: how far down it starts, where the items' places count from. */
  readonly size: { readonly top: number; readonly height: number; readonly width: number; readonly row: number }
  readonly nameWidth: number
  readonly columns: readonly PlacedColumn[]
  readonly handlers: RowHandlers
}

export function TableBody(props: TableBodyProps) {
  const { items, rowAt, window, isSettled, size, nameWidth, columns, handlers } = props
  const { t } = useTranslation()
  const selected = useRuns((state) => state.selected)
  const focused = useRuns((state) => state.focused)
  const slots = useRuns((state) => state.colourSlots)
  const selectedSet = useMemo(() => new Set(selected), [selected])
  const changed = useChangedRows(window, isSettled)
  const language = t('common:languageTag')
  const nowMs = Math.floor(useNow(true) / CLOCK_STEP_MS) * CLOCK_STEP_MS
  const context = useMemo(() => ({ nowMs, language }), [nowMs, language])
  return (
    <div role="rowgroup" className={css.body} style={{ height: size.height, width: size.width }}>
      {items.map(({ index, start }) => {
        const row = rowAt(index)
        if (row === undefined) return null
        return (
          <TableRow
            key={row.key}
            row={row}
            index={index}
            top={start - size.top}
            height={size.row}
            width={size.width}
            nameWidth={nameWidth}
            columns={columns}
            slot={slots.get(row.key)}
            isSelected={selectedSet.has(row.key)}
            isFocused={row.key === focused}
            isChanged={changed.has(row.key)}
            context={context}
            handlers={handlers}
          />
        )
      })}
    </div>
  )
}
