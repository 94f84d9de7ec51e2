// The thin row of groups and the row of names. A press cycles the sort; the menu is at the pointer, or with Shift F10 / Alt ↓.
import { MoreVertical } from 'lucide-react'
import { useState, type KeyboardEvent, type MouseEvent, type PointerEvent, type ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import type { ColumnId } from '../../../../shared/domain/run'
import { ContextMenu, type MenuEntry, type MenuPlace } from '../../ui/menu'
import { collectSpans, MAX_WIDTH, MIN_WIDTH, titleOf } from './columns'
import { useRuns, useRunsActions } from './runs-context'
import type { PlacedColumn } from './table-row'
import css from './table.module.css'

export const GROUP_HEIGHT = 20
export const HEAD_HEIGHT = 24
export const CHECK_WIDTH = 28
export const STATE_WIDTH = 22
export const NAME_COLUMN: ColumnId = 'attributes.run_name'
const STATE_COLUMN: ColumnId = 'attributes.status'

const clampWidth = (width: number): number => Math.min(MAX_WIDTH, Math.max(MIN_WIDTH, Math.round(width)))

interface OpenMenu {
  readonly column: ColumnId
  readonly width: number
  readonly place: MenuPlace
}

interface HeadCellProps {
  readonly column: ColumnId
  readonly width: number
  readonly colIndex: number
  readonly className: string
  readonly style: { readonly left?: number; readonly width: number }
  readonly isRight: boolean
  readonly tabIndex: 0 | -1
  readonly onMenu: (menu: OpenMenu) => void
  readonly children?: ReactNode
}

function Resizer({ column, width }: { readonly column: ColumnId; readonly width: number }) {
  const { setWidth } = useRunsActions()
  const start = (event: PointerEvent<HTMLSpanElement>): void => {
    event.preventDefault()
    event.stopPropagation()
    const handle = event.currentTarget
    const fromX = event.clientX
    handle.setPointerCapture(event.pointerId)
    const move = (moved: globalThis.PointerEvent): void => setWidth(column, clampWidth(width + moved.clientX - fromX))
    handle.addEventListener('pointermove', move)
    handle.addEventListener('lostpointercapture', () => handle.removeEventListener('pointermove', move), { once: true })
  }
  return <span className={css.resizer} aria-hidden onPointerDown={start} onClick={(event) => event.stopPropagation()} />
}

const ARROWS = { ascending: '↑', descending: '↓' } as const

function HeadCell({ column, width, colIndex, className, style, isRight, tabIndex, onMenu, children }: HeadCellProps) {
  const { t } = useTranslation()
  const sort = useRuns((state) => (state.sort?.column === column ? state.sort.direction : undefined))
  const { cycleSort, setWidth } = useRunsActions()
  const openBelow = (element: Element): void => {
    const box = element.getBoundingClientRect()
    onMenu({ column, width, place: { x: box.left, y: box.bottom } })
  }
  const onKeyDown = (event: KeyboardEvent<HTMLButtonElement>): void => {
    const step = { ArrowLeft: -16, ArrowRight: 16 }[event.key]
    if (event.shiftKey && step !== undefined) setWidth(column, clampWidth(width + step))
    else if ((event.altKey && event.key === 'ArrowDown') || (event.shiftKey && event.key === 'F10'))
      openBelow(event.currentTarget)
    else if (step !== undefined) focusNeighbour(event.currentTarget, step > 0)
    else return
    event.preventDefault()
    event.stopPropagation()
  }
  const title = titleOf(column, t)
  return (
    <div
      role="columnheader"
      aria-colindex={colIndex}
      aria-sort={sort ?? 'none'}
      className={`${className} ${css.head} ${isRight ? css.right : ''}`}
      style={style}
      title={title}
      onContextMenu={(event: MouseEvent) => {
        event.preventDefault()
        onMenu({ column, width, place: { x: event.clientX, y: event.clientY } })
      }}
    >
      <button
        type="button"
        data-head
        tabIndex={tabIndex}
        className={css.sort}
        onClick={() => cycleSort(column)}
        onKeyDown={onKeyDown}
      >
        <span className={css.headText}>{children ?? title}</span>
        {sort === undefined ? null : <span aria-hidden>{ARROWS[sort]}</span>}
      </button>
      {column === STATE_COLUMN ? null : (
        <>
          <button
            type="button"
            tabIndex={-1}
            className={css.more}
            aria-label={t('runs:menu.name', { name: title })}
            onClick={(event) => openBelow(event.currentTarget)}
          >
            <MoreVertical size={12} strokeWidth={1.5} aria-hidden />
          </button>
          <Resizer column={column} width={width} />
        </>
      )}
    </div>
  )
}

function focusNeighbour(button: HTMLElement, isNext: boolean): void {
  const heads = [...(button.closest('[role=treegrid]')?.querySelectorAll<HTMLElement>('[data-head]') ?? [])]
  heads[heads.indexOf(button) + (isNext ? 1 : -1)]?.focus()
}

function useMenuEntries(menu: OpenMenu | undefined): readonly MenuEntry[] {
  const { t } = useTranslation()
  const sort = useRuns((state) => state.sort)
  const columns = useRuns((state) => state.columns)
  const { setSort, setColumns, setWidth, moveColumn } = useRunsActions()
  if (menu === undefined) return []
  const { column, width } = menu
  const direction = sort?.column === column ? sort.direction : undefined
  const sorting: readonly MenuEntry[] = (['ascending', 'descending'] as const).map((wanted) => ({
    id: wanted,
    label: t(`runs:menu.${wanted}`),
    isChecked: direction === wanted,
    onAction: () => setSort(direction === wanted ? undefined : { column, direction: wanted }),
  }))
  const sizing: readonly MenuEntry[] = (['wider', 'narrower'] as const).map((wanted, index) => ({
    id: wanted,
    label: t(`runs:menu.${wanted}`),
    startsGroup: index === 0,
    onAction: () => setWidth(column, clampWidth(width + (wanted === 'wider' ? 32 : -32))),
  }))
  const place = columns.indexOf(column)
  if (place < 0) return [...sorting, ...sizing]
  return [
    ...sorting,
    ...sizing,
    {
      id: 'left',
      label: t('runs:menu.left'),
      isDisabled: place === 0,
      startsGroup: true,
      onAction: () => moveColumn(column, -1),
    },
    {
      id: 'right',
      label: t('runs:menu.right'),
      isDisabled: place === columns.length - 1,
      onAction: () => moveColumn(column, 1),
    },
    { id: 'hide', label: t('runs:menu.hide'), onAction: () => setColumns(columns.filter((other) => other !== column)) },
  ]
}

interface TableHeaderProps {
  readonly columns: readonly ColumnId[]
  /** All columns' left edges, one more than there are columns: the last is the width of the table. */
  readonly edges: readonly number[]
  readonly placed: readonly PlacedColumn[]
  readonly nameWidth: number
  readonly isAllSelected: 'true' | 'false' | 'mixed'
  readonly onSelectAll: () => void
}

export function TableHeader({ columns, edges, placed, nameWidth, isAllSelected, onSelectAll }: TableHeaderProps) {
  const { t } = useTranslation()
  const [menu, setMenu] = useState<OpenMenu>()
  const entries = useMenuEntries(menu)
  const width = edges.at(-1) ?? 0
  const [first, last] = [placed[0]?.index ?? 0, placed.at(-1)?.index ?? -1]
  const spans = collectSpans(columns).filter(({ start, size }) => start <= last && start + size > first)
  return (
    <div role="rowgroup" className={css.header} style={{ width, height: GROUP_HEIGHT + HEAD_HEIGHT }}>
      <div role="row" aria-rowindex={1} className={css.groups} style={{ width, height: GROUP_HEIGHT }}>
        <div
          role="columnheader"
          aria-colindex={1}
          aria-colspan={3}
          className={css.corner}
          style={{ width: edges[0] ?? 0 }}
        />
        {spans.map(({ group, start, size }) => (
          <div
            key={start}
            role="columnheader"
            aria-colindex={start + 4}
            aria-colspan={size}
            className={css.group}
            style={{ left: edges[start] ?? 0, width: (edges[start + size] ?? 0) - (edges[start] ?? 0) }}
          >
            <span style={{ left: (edges[0] ?? 0) + 8 }}>{group === 'attributes' ? '' : t(`runs:group.${group}`)}</span>
          </div>
        ))}
      </div>
      <div role="row" aria-rowindex={2} className={css.heads} style={{ width, height: HEAD_HEIGHT }}>
        <div role="columnheader" aria-colindex={1} className={`${css.check} ${css.head}`}>
          <button
            type="button"
            role="checkbox"
            tabIndex={-1}
            aria-checked={isAllSelected}
            aria-label={t('runs:table.selectAll')}
            className={css.box}
            onClick={onSelectAll}
          >
            <span className={css.all} data-checked={isAllSelected} />
          </button>
        </div>
        <HeadCell
          column={STATE_COLUMN}
          width={STATE_WIDTH}
          colIndex={2}
          className={css.state ?? ''}
          style={{ width: STATE_WIDTH }}
          isRight={false}
          tabIndex={-1}
          onMenu={setMenu}
        >
          <span className="visually-hidden">{titleOf(STATE_COLUMN, t)}</span>
        </HeadCell>
        <HeadCell
          column={NAME_COLUMN}
          width={nameWidth}
          colIndex={3}
          className={css.name ?? ''}
          style={{ width: nameWidth }}
          isRight={false}
          tabIndex={0}
          onMenu={setMenu}
        />
        {placed.map(({ id, index, start, size, isRight }) => (
          <HeadCell
            key={id}
            column={id}
            width={size}
            colIndex={index + 4}
            className={css.cell ?? ''}
            style={{ left: start, width: size }}
            isRight={isRight}
            tabIndex={-1}
            onMenu={setMenu}
          />
        ))}
      </div>
      <ContextMenu
        name={menu === undefined ? '' : t('runs:menu.name', { name: titleOf(menu.column, t) })}
        entries={entries}
        place={menu?.place}
        onClose={() => setMenu(undefined)}
      />
    </div>
  )
}
