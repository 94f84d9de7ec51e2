// The runs, one row each, only those in view: rows and columns are virtual, the rows come as windows from the worker.
import { useVirtualizer, type VirtualItem } from '@tanstack/react-virtual'
import {
  useCallback,
  useEffect,
  useMemo,
  useRef,
  useState,
  type MouseEvent,
  type ReactNode,
  type RefObject,
} from 'react'
import { useTranslation } from 'react-i18next'
import type { RunRow } from '../../../../shared/domain/run'
import type { Settings } from '../../../../shared/domain/settings'
import { ErrorBlock } from '../../ui/error-block'
import { useNavigationActions } from '../navigation'
import { useSettings } from '../settings'
import { collectAlignments } from './cells'
import { widthOf } from './columns'
import { useRuns, useRunsActions, useRunsService } from './runs-context'
import { RunMenu, type OpenRunMenu } from './run-menu'
import { CHECK_WIDTH, GROUP_HEIGHT, HEAD_HEIGHT, NAME_COLUMN, STATE_WIDTH, TableHeader } from './table-header'
import { TableBody } from './table-body'
import { rowId, type PlacedColumn, type RowHandlers } from './table-row'
import { handleTableKey } from './use-table-keys'
import { useTableSelection } from './use-table-selection'
import { useTableWindow, type Range, type ShownWindow, type TableWindowState } from './use-table-window'
import css from './table.module.css'

const HEADER_HEIGHT = GROUP_HEIGHT + HEAD_HEIGHT
const NAME_WIDTH = 180
const ROW_HEIGHTS: Readonly<Record<Settings['density'], number>> = { compact: 22, normal: 26, relaxed: 32 }

function useRowRange(scroller: RefObject<HTMLDivElement | null>, rowCount: number, rowHeight: number) {
  const rows = useVirtualizer({
    count: rowCount,
    getScrollElement: () => scroller.current,
    estimateSize: () => rowHeight,
    paddingStart: HEADER_HEIGHT,
    scrollPaddingStart: HEADER_HEIGHT,
    overscan: 8,
  })
  useEffect(() => rows.measure(), [rows, rowHeight])
  return rows
}

function usePlacedColumns(scroller: RefObject<HTMLDivElement | null>, alignments: readonly boolean[]) {
  const columns = useRuns((state) => state.columns)
  const widths = useRuns((state) => state.widths)
  const nameWidth = widths[NAME_COLUMN] ?? NAME_WIDTH
  const sticky = CHECK_WIDTH + STATE_WIDTH + nameWidth
  const edges = useMemo(() => {
    const all = [sticky]
    for (const column of columns) all.push((all.at(-1) ?? 0) + widthOf(column, widths))
    return all
  }, [columns, widths, sticky])
  const virtual = useVirtualizer({
    horizontal: true,
    count: columns.length,
    getScrollElement: () => scroller.current,
    estimateSize: (index) => (edges[index + 1] ?? 0) - (edges[index] ?? 0),
    paddingStart: sticky,
    overscan: 4,
  })
  useEffect(() => virtual.measure(), [virtual, edges])
  const items = virtual.getVirtualItems()
  const [first, last] = [items[0]?.index ?? 0, items.at(-1)?.index ?? -1]
  const placed = useMemo<readonly PlacedColumn[]>(
    () =>
      columns.slice(first, last + 1).map((id, place) => {
        const index = first + place
        const start = edges[index] ?? 0
        return { id, index, start, size: (edges[index + 1] ?? start) - start, isRight: alignments[index] ?? false }
      }),
    [columns, first, last, edges, alignments],
  )
  return { columns, edges, placed, nameWidth }
}

function useFollowedRange(items: readonly VirtualItem[], setRange: (change: (held: Range) => Range) => void): void {
  const [start, end] = [items[0]?.index ?? 0, (items.at(-1)?.index ?? 39) + 1]
  useEffect(
    () => setRange((held) => (held.start === start && held.end === end ? held : { start, end })),
    [start, end, setRange],
  )
}

function useAlignments(window: ShownWindow | undefined): readonly boolean[] {
  const columns = useRuns((state) => state.columns)
  return useMemo(() => collectAlignments(columns, window?.columns === columns ? window.rows : []), [columns, window])
}

const allStateOf = (selectedCount: number, rowCount: number): 'true' | 'false' | 'mixed' => {
  if (selectedCount === 0) return 'false'
  return selectedCount >= rowCount ? 'true' : 'mixed'
}

/** While the columns are already others than those of the rows at hand, cells stay empty rather than stand in the wrong place. */
const NO_CELLS: readonly PlacedColumn[] = []

interface InPlaceOfRowsProps {
  readonly table: TableWindowState
  readonly isSettled: boolean
  readonly empty: ReactNode
}

function InPlaceOfRows({ table: { window, error }, isSettled, empty }: InPlaceOfRowsProps) {
  if (error !== undefined)
    return (
      <div className={css.empty}>
        <ErrorBlock error={error} />
      </div>
    )
  const isKnown = window !== undefined || !isSettled
  return isKnown && (window?.rowCount ?? 0) === 0 ? <div className={css.empty}>{empty}</div> : null
}

interface RunsTableProps {
  /** The workspace's first reading is over: from then on, changed rows are tinted. */
  readonly isSettled: boolean
  /** What was read is shown, but its folder is gone. */
  readonly isGreyed: boolean
  /** Shown when there is no row. */
  readonly empty: ReactNode
}

export function RunsTable({ isSettled, isGreyed, empty }: RunsTableProps) {
  const { t } = useTranslation()
  const scroller = useRef<HTMLDivElement>(null)
  const { store } = useRunsService()
  const actions = useRunsActions()
  const { toggle } = useNavigationActions()
  const rowHeight = ROW_HEIGHTS[useSettings((state) => state.settings.density)]
  const selectedCount = useRuns((state) => state.selected.length)
  const focused = useRuns((state) => state.focused)
  const [range, setRange] = useState<Range>({ start: 0, end: 40 })
  const table = useTableWindow(range)
  const { window, rowAt } = table
  const rowCount = window?.rowCount ?? 0
  const rows = useRowRange(scroller, rowCount, rowHeight)
  const items = rows.getVirtualItems()
  useFollowedRange(items, setRange)
  const shownColumns = window?.columns
  const alignments = useAlignments(window)
  const { columns, edges, placed, nameWidth } = usePlacedColumns(scroller, alignments)
  const width = edges.at(-1) ?? 0
  const selection = useTableSelection(
    table,
    useCallback((index: number) => rows.scrollToIndex(index, { align: 'auto' }), [rows]),
  )
  const [menu, setMenu] = useState<OpenRunMenu>()

  const handlers = useMemo<RowHandlers>(
    () => ({
      onPress: (index, event) => {
        if (event.ctrlKey || event.metaKey) void selection.toggle(index)
        else void selection.moveTo(index, event.shiftKey ? 'range' : 'single')
      },
      onCheck: (index, event) => {
        event.stopPropagation()
        if (event.shiftKey) void selection.moveTo(index, 'range')
        else void selection.toggle(index)
        scroller.current?.focus({ preventScroll: true })
      },
      onFold: (row) => actions.toggleExpanded(row.key),
      onOpen: () => toggle('isInspectorOpen', true),
      onMenu: (index, row, event: MouseEvent) => {
        event.preventDefault()
        actions.focus(row.key)
        setMenu({ row, index, place: { x: event.clientX, y: event.clientY } })
      },
    }),
    [selection, actions, toggle],
  )

  const foldFocused = async (isOpen: boolean): Promise<void> => {
    const index = await selection.focusedIndex()
    const row = index === undefined ? undefined : rowAt(index)
    if (index === undefined || row === undefined) return
    if (row.childCount > 0 && row.isExpanded !== isOpen) actions.toggleExpanded(row.key)
    else if (!isOpen && row.depth > 0) await selection.moveTo(parentIndex(rowAt, index), 'keep')
  }
  const focusedItem = items.find(({ index }) => rowAt(index)?.key === focused)
  return (
    <div className={css.frame}>
      <div
        ref={scroller}
        role="treegrid"
        tabIndex={0}
        aria-label={t('runs:table.name')}
        aria-multiselectable
        aria-rowcount={rowCount + 2}
        aria-colcount={columns.length + 3}
        aria-busy={window?.isOld ?? false}
        {...(focusedItem === undefined ? {} : { 'aria-activedescendant': rowId(focusedItem.index) })}
        className={css.scroller}
        data-greyed={isGreyed || undefined}
        onKeyDown={(event) =>
          handleTableKey(event, {
            selection,
            rowCount,
            pageSize: Math.max(1, Math.floor(((scroller.current?.clientHeight ?? 0) - HEADER_HEIGHT) / rowHeight) - 1),
            onFold: (isOpen) => void foldFocused(isOpen),
            onInspect: () => toggle('isInspectorOpen', true),
            onClear: () => actions.select([]),
          })
        }
      >
        <TableHeader
          columns={columns}
          edges={edges}
          placed={placed}
          nameWidth={nameWidth}
          isAllSelected={allStateOf(selectedCount, rowCount)}
          onSelectAll={() => (store.getState().selected.length > 0 ? actions.select([]) : void selection.selectAll())}
        />
        <TableBody
          items={items}
          rowAt={rowAt}
          window={window}
          isSettled={isSettled}
          size={{ top: HEADER_HEIGHT, height: rows.getTotalSize() - HEADER_HEIGHT, width, row: rowHeight }}
          nameWidth={nameWidth}
          columns={shownColumns === columns ? placed : NO_CELLS}
          handlers={handlers}
        />
      </div>
      <InPlaceOfRows table={table} isSettled={isSettled} empty={empty} />
      <RunMenu menu={menu} onClose={() => setMenu(undefined)} />
    </div>
  )
}

/** The nearest row above that is one level up. */
function parentIndex(rowAt: (index: number) => RunRow | undefined, index: number): number {
  const depth = rowAt(index)?.depth ?? 0
  let above = index - 1
  while (above > 0 && (rowAt(above)?.depth ?? 0) >= depth) above -= 1
  return Math.max(0, above)
}
