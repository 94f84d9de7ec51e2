// Joins one terminal, its host element and one job's console file for as long as they are shown.
import { useEffect, useRef, useState, type RefObject } from 'react'
import { useTranslation } from 'react-i18next'
import type { Job } from '../../../../shared/domain/job'
import type { AppError } from '../../../../shared/errors'
import { useClient } from '../../bridge/client-context'
import { useFormat } from '../../lib/use-format'
import { createConsoleFeed, type ConsoleFeed } from './console-feed'
import { createConsoleTerminal, type ConsoleTerminal } from './terminal'

export interface Console {
  readonly host: RefObject<HTMLDivElement | null>
  readonly terminal: RefObject<ConsoleTerminal | undefined>
  /** The end is in view, and stays in view as more comes. */
  readonly isFollowing: boolean
  readonly error: AppError | undefined
  /** The terminal draws itself; this is what there is besides. */
  readonly isEmpty: boolean
}

const isAtEnd = ({ terminal }: ConsoleTerminal): boolean =>
  terminal.buffer.active.viewportY >= terminal.buffer.active.baseY

export function useConsole(job: Job, isScreenReader: boolean): Console {
  const { t } = useTranslation('jobs')
  const client = useClient()
  const format = useFormat()
  const host = useRef<HTMLDivElement>(null)
  const terminal = useRef<ConsoleTerminal>(undefined)
  const feed = useRef<ConsoleFeed>(undefined)
  const [isFollowing, setFollowing] = useState(true)
  const [isEmpty, setEmpty] = useState(true)
  const [error, setError] = useState<AppError>()
  const words = useRef((bytes: number) => t('skipped', { size: format.bytes(bytes) }))
  useEffect(() => {
    words.current = (bytes) => t('skipped', { size: format.bytes(bytes) })
  }, [t, format])

  useEffect(() => {
    if (host.current === null) return
    const made = createConsoleTerminal(host.current, isScreenReader)
    terminal.current = made
    made.fit()
    const notice = (): void => setFollowing(isAtEnd(made))
    made.terminal.onScroll(notice)
    made.terminal.onRender(notice)
    const sizes = new ResizeObserver(() => made.fit())
    sizes.observe(host.current)
    const themes = new MutationObserver(() => made.refreshTheme())
    themes.observe(document.documentElement, { attributeFilter: ['data-theme'] })
    feed.current = createConsoleFeed(client, job.id, {
      write: (data) => {
        if (data.length > 0) setEmpty(false)
        return made.write(data)
      },
      skip: (bytes) => void made.write(`\u001b[2m${words.current(bytes)}\u001b[0m\n`),
      fail: setError,
    })
    return () => {
      feed.current?.dispose()
      sizes.disconnect()
      themes.disconnect()
      made.dispose()
      terminal.current = undefined
    }
  }, [client, job.id, isScreenReader])

  // The last of the output may be written after the last event of it.
  useEffect(() => feed.current?.pull(), [job.phase.kind])
  return { host, terminal, isFollowing, error, isEmpty }
}
