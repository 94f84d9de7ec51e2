// The table's layout is kept for each workspace with its experiments. Until a person changes it, the commonest keys are shown.
import { useEffect, useRef } from 'react'
import type { TableLayout } from '../../../../shared/domain/settings'
import { useClient } from '../../bridge/client-context'
import { useSettingsService } from '../settings'
import { collectGrown, collectOffered, isOfferFull } from './columns'
import { queryOf, useRuns, useRunsService } from './runs-context'
import type { RunsState } from './runs-store'

const SAVE_DELAY_MS = 400

const layoutOf = ({ columns, widths, sort }: RunsState): TableLayout => ({
  columns: [...columns],
  widths: { ...widths },
  ...(sort === undefined ? {} : { sort }),
})

const isSameLayout = (one: RunsState, other: RunsState): boolean =>
  one.columns === other.columns && one.widths === other.widths && one.sort === other.sort

/** `name`: under which the layout is kept, undefined while nothing is shown. `isSettled`: no more keys are to come. */
export function useLayout(name: string | undefined, isSettled: boolean): void {
  const client = useClient()
  const settings = useSettingsService()
  const { store, actions } = useRunsService()
  const seq = useRuns((state) => state.seq)
  const hasOwnLayout = useRuns((state) => state.hasOwnLayout)
  const isOffered = useRef<string | undefined>(undefined)

  useEffect(() => {
    if (name === undefined) return
    const kept = settings.store.getState().settings.layouts[name]
    isOffered.current = undefined
    if (kept !== undefined) actions.applyLayout(kept, true)
    else actions.applyLayout({ columns: collectOffered([], 1, 1), widths: {} }, false)

    let timer: ReturnType<typeof setTimeout> | undefined
    const stop = store.subscribe((state, before) => {
      if (!state.hasOwnLayout || isSameLayout(state, before)) return
      clearTimeout(timer)
      const layout = layoutOf(state)
      timer = setTimeout(() => void settings.actions.update({ layouts: { [name]: layout } }), SAVE_DELAY_MS)
    })
    return () => stop()
  }, [name, settings, store, actions])

  useEffect(() => {
    if (name === undefined || hasOwnLayout) return
    const hasOffer = isOffered.current === name
    if (hasOffer && isOfferFull(store.getState().columns)) return
    const controller = new AbortController()
    const state = store.getState()
    if (state.workspaceId === undefined) return
    void client.ask(state.workspaceId, 'table.columns', { query: queryOf(state) }, controller.signal).then((result) => {
      if (!result.ok || store.getState().hasOwnLayout || controller.signal.aborted) return
      const storeCount = new Set(state.experiments.map(({ storeId }) => storeId)).size
      const { columns: shown, sort } = store.getState()
      const offered = collectOffered(result.value.columns, state.experiments.length, storeCount)
      const columns = hasOffer ? collectGrown(shown, offered) : offered
      if (columns.join('\n') !== shown.join('\n'))
        actions.applyLayout({ columns: [...columns], widths: {}, ...(sort === undefined ? {} : { sort }) }, false)
      // Once all is read and there are keys, the columns stay in their places: only keys that a run logs first join them.
      if (isSettled && result.value.columns.length > 0) isOffered.current = name
    })
    return () => controller.abort()
  }, [name, seq, isSettled, hasOwnLayout, client, store, actions])
}
