import { useEffect, useState } from 'react'
import type { RunKey } from '../../../../shared/domain/ids'
import type { ShownWindow } from './use-table-window'

const TINT_MS = 1000
const NONE: ReadonlySet<RunKey> = new Set()

/** Pure: rows that changed since the window before, of the same question. */
export function collectChanged(window: ShownWindow | undefined): ReadonlySet<RunKey> {
  const since = window?.previousSeq
  if (window === undefined || since === undefined || since >= window.seq) return NONE
  const keys = window.rows.filter(({ changedSeq }) => changedSeq > since).map(({ key }) => key)
  return keys.length === 0 ? NONE : new Set(keys)
}

/** Rows that carry the tint now: one second after they changed. */
export function useChangedRows(window: ShownWindow | undefined, isSettled: boolean): ReadonlySet<RunKey> {
  const [tinted, setTinted] = useState(NONE)
  useEffect(() => {
    if (!isSettled) return
    const changed = collectChanged(window)
    if (changed.size > 0) setTinted(changed)
  }, [window, isSettled])
  useEffect(() => {
    if (tinted.size === 0) return
    const timer = setTimeout(() => setTinted(NONE), TINT_MS)
    return () => clearTimeout(timer)
  }, [tinted])
  return tinted
}
