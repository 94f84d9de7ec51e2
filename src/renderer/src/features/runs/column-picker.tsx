// Which columns are shown: all keys with search and counts (thousands: a virtual list), and the shown ones in their order.
import { useVirtualizer } from '@tanstack/react-virtual'
import { Check, GripVertical, X } from 'lucide-react'
import { useMemo, useRef, useState } from 'react'
import { Button as AriaButton, GridList, GridListItem, useDragAndDrop } from 'react-aria-components'
import { useTranslation } from 'react-i18next'
import type { ColumnInfo } from '../../../../shared/domain/table'
import type { ColumnId } from '../../../../shared/domain/run'
import { useClient } from '../../bridge/client-context'
import { useAnswer } from '../../lib/use-answer'
import { useFormat } from '../../lib/use-format'
import { Button, IconButton } from '../../ui/button'
import { ErrorBlock } from '../../ui/error-block'
import { SearchField } from '../../ui/search-field'
import { Tabs } from '../../ui/tabs'
import { ATTRIBUTE_COLUMNS, COLUMN_GROUPS, groupOf, titleOf, type ColumnGroup } from './columns'
import { queryOf, useRuns, useRunsActions, useRunsService } from './runs-context'
import css from './picker.module.css'

type Line =
  | { readonly kind: 'group'; readonly group: ColumnGroup; readonly count: number }
  | { readonly kind: 'column'; readonly id: ColumnId; readonly title: string; readonly runCount: number | undefined }

const NO_COLUMNS: readonly ColumnInfo[] = []

/** Pure: the matching columns under their groups. */
export function collectLines(
  columns: readonly ColumnInfo[],
  search: string,
  titleFor: (column: ColumnId) => string,
): readonly Line[] {
  const all: readonly { readonly id: ColumnId; readonly runCount: number | undefined }[] = [
    ...ATTRIBUTE_COLUMNS.map((id) => ({ id, runCount: undefined })),
    ...columns,
  ]
  const words = search.toLowerCase().split(/\s+/).filter(Boolean)
  const matches = all.flatMap(({ id, runCount }) => {
    const title = titleFor(id)
    const text = `${title} ${groupOf(id)}`.toLowerCase()
    return words.every((word) => text.includes(word)) ? [{ kind: 'column' as const, id, title, runCount }] : []
  })
  return COLUMN_GROUPS.flatMap((group): Line[] => {
    const own = matches.filter(({ id }) => groupOf(id) === group)
    return own.length === 0 ? [] : [{ kind: 'group', group, count: own.length }, ...own]
  })
}

function Available({ lines }: { readonly lines: readonly Line[] }) {
  const { t } = useTranslation()
  const format = useFormat()
  const scroller = useRef<HTMLDivElement>(null)
  const columns = useRuns((state) => state.columns)
  const { setColumns } = useRunsActions()
  const shown = useMemo(() => new Set(columns), [columns])
  const virtual = useVirtualizer({
    count: lines.length,
    getScrollElement: () => scroller.current,
    estimateSize: () => 26,
    overscan: 10,
  })
  const toggle = (id: ColumnId): void =>
    setColumns(shown.has(id) ? columns.filter((other) => other !== id) : [...columns, id])
  return (
    <div ref={scroller} className={css.list} role="group" aria-label={t('runs:picker.available')} tabIndex={-1}>
      <div style={{ height: virtual.getTotalSize(), position: 'relative' }}>
        {virtual.getVirtualItems().map(({ index, start }) => {
          const line = lines[index]
          if (line === undefined) return null
          const style = { transform: `translateY(${start}px)` }
          if (line.kind === 'group')
            return (
              <div key={line.group} className={css.group} style={style}>
                {t(`runs:group.${line.group}`)} <span>{format.count(line.count)}</span>
              </div>
            )
          return (
            <button
              key={line.id}
              type="button"
              role="checkbox"
              aria-checked={shown.has(line.id)}
              className={css.line}
              style={style}
              title={line.title}
              onClick={() => toggle(line.id)}
            >
              <span className={css.box} data-checked={shown.has(line.id) || undefined}>
                {shown.has(line.id) ? <Check size={12} strokeWidth={2.5} aria-hidden /> : null}
              </span>
              <span className={css.title}>{line.title}</span>
              {line.runCount === undefined ? null : (
                <span className={css.count} title={t('runs:picker.runCount', { count: line.runCount })}>
                  {format.count(line.runCount)}
                </span>
              )}
            </button>
          )
        })}
      </div>
    </div>
  )
}

function Order() {
  const { t } = useTranslation()
  const columns = useRuns((state) => state.columns)
  const { setColumns } = useRunsActions()
  const { dragAndDropHooks } = useDragAndDrop({
    getItems: (keys) => [...keys].map((key) => ({ 'text/plain': String(key) })),
    onReorder: ({ keys, target }) => {
      const moved = columns.filter((column) => keys.has(column))
      const rest = columns.filter((column) => !keys.has(column))
      const at = rest.indexOf(target.key as ColumnId) + (target.dropPosition === 'after' ? 1 : 0)
      setColumns([...rest.slice(0, at), ...moved, ...rest.slice(at)])
    },
  })
  const items = columns.map((id) => ({ id, title: titleOf(id, t) }))
  return (
    <GridList
      aria-label={t('runs:picker.shown')}
      items={items}
      dragAndDropHooks={dragAndDropHooks}
      className={css.list ?? ''}
    >
      {({ id, title }) => (
        <GridListItem id={id} textValue={title} className={css.ordered ?? ''}>
          <AriaButton slot="drag" aria-label={t('runs:picker.move', { name: title })} className={css.grip ?? ''}>
            <GripVertical size={14} strokeWidth={1.5} aria-hidden />
          </AriaButton>
          <span className={css.title}>{title}</span>
          <span className={css.count}>{groupOf(id) === 'attributes' ? '' : t(`runs:group.${groupOf(id)}`)}</span>
          <IconButton
            name={t('runs:picker.remove', { name: title })}
            icon={<X size={14} strokeWidth={1.5} aria-hidden />}
            size="small"
            onPress={() => setColumns(columns.filter((other) => other !== id))}
          />
        </GridListItem>
      )}
    </GridList>
  )
}

/** `onDone`: takes the focus, which a button that is then disabled would lose, and with it the keys. */
function MatchActions({ lines, onDone }: { readonly lines: readonly Line[]; readonly onDone: () => void }) {
  const { t } = useTranslation()
  const columns = useRuns((state) => state.columns)
  const { setColumns } = useRunsActions()
  const choose = (chosen: readonly ColumnId[]): void => {
    setColumns(chosen)
    onDone()
  }
  const matches = lines.flatMap((line) => (line.kind === 'column' ? [line.id] : []))
  const shown = new Set(columns)
  const hidden = matches.filter((id) => !shown.has(id))
  const matching = new Set(matches)
  return (
    <div className={css.actions}>
      <Button size="small" isDisabled={hidden.length === 0} onPress={() => choose([...columns, ...hidden])}>
        {t('runs:picker.selectAll', { count: hidden.length })}
      </Button>
      <Button
        size="small"
        variant="quiet"
        isDisabled={hidden.length === matches.length}
        onPress={() => choose(columns.filter((id) => !matching.has(id)))}
      >
        {t('runs:picker.hideAll', { count: matches.length - hidden.length })}
      </Button>
    </div>
  )
}

export function ColumnPicker() {
  const { t } = useTranslation()
  const client = useClient()
  const { store } = useRunsService()
  const workspaceId = useRuns((state) => state.workspaceId)
  const experiments = useRuns((state) => state.experiments)
  const seq = useRuns((state) => state.seq)
  const [search, setSearch] = useState('')
  const searchInput = useRef<HTMLInputElement>(null)
  const [tab, setTab] = useState<'available' | 'order'>('available')
  const [answer] = useAnswer({
    identity: workspaceId === undefined ? undefined : JSON.stringify([workspaceId, experiments]),
    revision: seq,
    ask: (signal) =>
      client.ask(workspaceId ?? '', 'table.columns', { query: { ...queryOf(store.getState()), search: '' } }, signal),
  })
  const columns = answer.kind === 'ready' ? answer.value.columns : NO_COLUMNS
  const lines = useMemo(() => collectLines(columns, search, (id) => titleOf(id, t)), [columns, search, t])
  return (
    <div className={css.picker}>
      <div className={css.top}>
        <Tabs
          label={t('runs:picker.name')}
          tabs={[
            { id: 'available', label: t('runs:picker.available') },
            { id: 'order', label: t('runs:picker.shown') },
          ]}
          selected={tab}
          onSelect={setTab}
        />
      </div>
      {tab === 'order' ? (
        <Order />
      ) : (
        <>
          <SearchField
            label={t('runs:picker.search')}
            value={search}
            onChange={setSearch}
            autoFocus
            inputRef={searchInput}
            className={css.search}
          />
          {answer.kind === 'failed' ? <ErrorBlock error={answer.error} /> : null}
          {lines.length === 0 ? <p className={css.none}>{t('runs:picker.none')}</p> : <Available lines={lines} />}
          <MatchActions lines={lines} onDone={() => searchInput.current?.focus()} />
        </>
      )}
    </div>
  )
}
