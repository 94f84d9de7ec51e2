// Above the table: the quick search is the bar itself; at its right the count, the columns, the selection's actions.
import { ChartLine, Columns3, Trash2 } from 'lucide-react'
import { useEffect, useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { commands } from '../../../../shared/commands'
import { useCommand } from '../../lib/commands'
import { formatShortcut } from '../../lib/format'
import { useFormat } from '../../lib/use-format'
import { Button, IconButton } from '../../ui/button'
import { Popover } from '../../ui/popover'
import { SearchField } from '../../ui/search-field'
import { useNavigation, useNavigationActions } from '../navigation'
import { ColumnPicker } from './column-picker'
import { useRuns, useRunsActions } from './runs-context'
import css from './toolbar.module.css'

const SEARCH_DELAY_MS = 80
const LONGEST_SEARCH = 10_000
const isMac = navigator.userAgent.includes('Mac')

/** What is typed shows at once, and is asked when the typing pauses. */
function useSearchText(): readonly [string, (text: string) => void] {
  const kept = useRuns((state) => state.search)
  const { setSearch } = useRunsActions()
  const [typed, setTyped] = useState<string>()
  useEffect(() => {
    if (typed === undefined) return
    const timer = setTimeout(() => {
      setSearch(typed)
      setTyped(undefined)
    }, SEARCH_DELAY_MS)
    return () => clearTimeout(timer)
  }, [typed, setSearch])
  return [typed ?? kept, (text) => setTyped(text.slice(0, LONGEST_SEARCH))]
}

export function RunsToolbar({ total }: { readonly total: number }) {
  const { t } = useTranslation()
  const format = useFormat()
  const [search, setSearch] = useSearchText()
  const matched = useRuns((state) => state.counts?.matchedCount)
  const selectedCount = useRuns((state) => state.selected.length)
  const lifecycle = useRuns((state) => state.lifecycle)
  const { setLifecycle, select } = useRunsActions()
  const hasCharts = useNavigation((state) => state.hasCharts)
  const { show, toggle } = useNavigationActions()
  const input = useRef<HTMLInputElement>(null)
  const [isPicking, setPicking] = useState(false)
  const compare = (): void => show({ kind: 'runs', mode: 'compare' })
  const toggleDeleted = (): void => setLifecycle(lifecycle === 'active' ? 'all' : 'active')

  useCommand('table.search', () => input.current?.select())
  useCommand('table.columns', () => setPicking(true))
  useCommand('table.showDeleted', toggleDeleted)

  return (
    <div className={css.toolbar} role="toolbar" aria-label={t('runs:table.name')}>
      <SearchField
        label={t('runs:search.label')}
        placeholder={t('runs:search.placeholder')}
        value={search}
        onChange={setSearch}
        isBare
        className={css.search}
        inputRef={input}
        onKeyDown={(event) => event.key === 'ArrowDown' && focusTable(event.currentTarget)}
      />
      {selectedCount > 0 ? (
        <>
          <Button size="small" variant="quiet" onPress={() => select([])}>
            {t('runs:toolbar.selected', { count: selectedCount })}
          </Button>
          <Button size="small" isDisabled={selectedCount < 2} onPress={compare}>
            {t('runs:toolbar.compare')}
          </Button>
        </>
      ) : null}
      {matched === undefined ? null : (
        <span className={css.count} aria-live="polite">
          {t('runs:search.count', { matched: format.count(matched), total: format.count(Math.max(total, matched)) })}
        </span>
      )}
      <IconButton
        name={t('runs:toolbar.deleted')}
        icon={<Trash2 size={16} strokeWidth={1.5} aria-hidden />}
        isPressed={lifecycle !== 'active'}
        onPress={toggleDeleted}
      />
      <Popover
        name={t('runs:picker.name')}
        isOpen={isPicking}
        onOpenChange={setPicking}
        trigger={
          <IconButton
            name={t('runs:toolbar.columns')}
            shortcut={formatShortcut(commands['table.columns'].key, isMac)}
            icon={<Columns3 size={16} strokeWidth={1.5} aria-hidden />}
          />
        }
      >
        <ColumnPicker />
      </Popover>
      <IconButton
        name={t('runs:toolbar.charts')}
        shortcut={formatShortcut(commands['charts.toggle'].key, isMac)}
        icon={<ChartLine size={16} strokeWidth={1.5} aria-hidden />}
        isPressed={hasCharts}
        onPress={() => toggle('hasCharts')}
      />
    </div>
  )
}

const focusTable = (from: EventTarget): void =>
  (from as Element).ownerDocument.querySelector<HTMLElement>('[role=treegrid]')?.focus()
