import { ArrowDown, ChevronDown, ChevronUp, X } from 'lucide-react'
import { useEffect, useRef, useState, type KeyboardEvent, type ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import type { Job } from '../../../../shared/domain/job'
import { Button, IconButton } from '../../ui/button'
import { ErrorBlock } from '../../ui/error-block'
import { useFold } from '../../ui/folds'
import { SearchField } from '../../ui/search-field'
import { Switch } from '../../ui/switch'
import { isLive } from './jobs-store'
import { useConsole, type Console } from './use-console'
import '@xterm/xterm/css/xterm.css'
import css from './jobs.module.css'

const ICON = { size: 16, strokeWidth: 1.5, 'aria-hidden': true } as const

interface ConsoleViewProps {
  readonly job: Job
  readonly isSearching: boolean
  readonly onSearch: (isSearching: boolean) => void
}

export function ConsoleView({ job, isSearching, onSearch }: ConsoleViewProps) {
  const { t } = useTranslation('jobs')
  const [isScreenReader, setScreenReader] = useFold('console.screenReader')
  const view = useConsole(job, isScreenReader)
  const { host, terminal, isFollowing, error, isEmpty } = view

  const onKeyDown = (event: KeyboardEvent): void => {
    if ((event.ctrlKey || event.metaKey) && event.key.toLowerCase() === 'f') onSearch(true)
    else if (!scroll(view, event)) return
    event.preventDefault()
    event.stopPropagation()
  }
  return (
    <div className={css.view} onKeyDownCapture={onKeyDown}>
      {isSearching && (
        <SearchBar view={view} onClose={() => onSearch(false)}>
          <Switch isSelected={isScreenReader} onChange={setScreenReader}>
            {t('screenReader')}
          </Switch>
        </SearchBar>
      )}
      {error !== undefined && <ErrorBlock error={error} />}
      {isEmpty && error === undefined && (
        <p className={css.silent}>{isLive(job) ? t('nothingYet') : t('nothingWritten')}</p>
      )}
      <div ref={host} className={css.terminal} role="group" aria-label={t('outputOf', { name: job.runName })} />
      {!isFollowing && (
        <div className={css.follow}>
          <Button
            icon={<ArrowDown {...ICON} />}
            size="small"
            onPress={() => terminal.current?.terminal.scrollToBottom()}
          >
            {t('follow')}
          </Button>
        </div>
      )}
    </div>
  )
}

/** Keys that move through the console; the terminal itself takes none. */
function scroll({ host, terminal }: Console, event: KeyboardEvent): boolean {
  const shown = terminal.current?.terminal
  const isInside = event.target instanceof Node && host.current?.contains(event.target) === true
  if (shown === undefined || !isInside || event.ctrlKey || event.metaKey || event.altKey) return false
  const moves: Readonly<Record<string, () => void>> = {
    ArrowUp: () => shown.scrollLines(-1),
    ArrowDown: () => shown.scrollLines(1),
    PageUp: () => shown.scrollPages(-1),
    PageDown: () => shown.scrollPages(1),
    Home: () => shown.scrollToTop(),
    End: () => shown.scrollToBottom(),
  }
  const move = moves[event.key]
  move?.()
  return move !== undefined
}

interface SearchBarProps {
  readonly view: Console
  readonly onClose: () => void
  readonly children: ReactNode
}

const DECORATIONS = { matchOverviewRuler: '#888888', activeMatchColorOverviewRuler: '#d07800' }

function SearchBar({ view, onClose, children }: SearchBarProps) {
  const { t } = useTranslation('jobs')
  const { terminal } = view
  const [text, setText] = useState('')
  const [found, setFound] = useState<{ readonly at: number; readonly count: number }>()
  const input = useRef<HTMLInputElement>(null)
  useEffect(() => {
    input.current?.focus()
    const search = terminal.current?.search
    const listening = search?.onDidChangeResults(({ resultIndex, resultCount }) =>
      setFound({ at: resultIndex + 1, count: resultCount }),
    )
    return () => {
      listening?.dispose()
      search?.clearDecorations()
    }
  }, [terminal])
  const find = (wanted: string, isBackwards: boolean, isIncremental: boolean): void => {
    const search = terminal.current?.search
    if (wanted === '') {
      search?.clearDecorations()
      setFound(undefined)
    } else if (isBackwards) search?.findPrevious(wanted, { decorations: DECORATIONS })
    else search?.findNext(wanted, { decorations: DECORATIONS, incremental: isIncremental })
  }
  const onKeyDown = (event: KeyboardEvent): void => {
    if (event.key === 'Escape') onClose()
    else if (event.key === 'Enter') find(text, event.shiftKey, false)
    else return
    event.preventDefault()
    event.stopPropagation()
  }
  return (
    <div className={css.searchBar} role="search">
      <SearchField
        label={t('search')}
        value={text}
        inputRef={input}
        onKeyDown={onKeyDown}
        onChange={(wanted) => {
          setText(wanted)
          find(wanted, false, true)
        }}
      />
      <span className={css.muted} role="status">
        {found === undefined ? '' : t('found', { at: found.at, count: found.count })}
      </span>
      <IconButton name={t('previous')} icon={<ChevronUp {...ICON} />} onPress={() => find(text, true, false)} />
      <IconButton name={t('next')} icon={<ChevronDown {...ICON} />} onPress={() => find(text, false, false)} />
      <span className={css.gap} />
      {children}
      <IconButton name={t('closeSearch')} icon={<X {...ICON} />} onPress={onClose} />
    </div>
  )
}
