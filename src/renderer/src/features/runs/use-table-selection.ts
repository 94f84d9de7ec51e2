// Focus and selection over rows of which only a window is here: keys of far rows are asked from the worker.
import { useCallback, useEffect, useMemo, useRef } from 'react'
import type { RunKey } from '../../../../shared/domain/ids'
import { useClient } from '../../bridge/client-context'
import { queryOf, useRunsService } from './runs-context'
import type { TableWindowState } from './use-table-window'

/** As many keys as one question may give. */
const MOST_KEYS = 200_000

export interface TableSelection {
  /** Focuses the row; `range` selects from the anchor to it, `single` it alone, `keep` leaves the selection. */
  moveTo(index: number, how: 'keep' | 'single' | 'range'): Promise<void>
  moveBy(rows: number, how: 'keep' | 'range'): Promise<void>
  toggle(index: number): Promise<void>
  toggleFocused(): Promise<void>
  selectAll(): Promise<void>
  focusedIndex(): Promise<number | undefined>
}

export function useTableSelection(
  { window, rowAt }: TableWindowState,
  reveal: (index: number) => void,
): TableSelection {
  const client = useClient()
  const { store, actions } = useRunsService()
  const shown = useRef({ window, rowAt, reveal })
  useEffect(() => {
    shown.current = { window, rowAt, reveal }
  })
  const anchor = useRef<RunKey | undefined>(undefined)

  const keysFrom = useCallback(
    async (offset: number, limit: number): Promise<readonly RunKey[]> => {
      const near = Array.from(
        { length: Math.min(limit, 3_000) },
        (_, place) => shown.current.rowAt(offset + place)?.key,
      )
      if (near.length === limit && near.every((key) => key !== undefined)) return near
      const state = store.getState()
      if (state.workspaceId === undefined) return []
      const result = await client.ask(state.workspaceId, 'table.keys', {
        query: queryOf(state),
        offset,
        limit: Math.min(limit, MOST_KEYS),
      })
      return result.ok ? result.value.keys : []
    },
    [client, store],
  )

  const indexOf = useCallback(
    async (key: RunKey | undefined): Promise<number | undefined> => {
      if (key === undefined) return undefined
      const held = shown.current.window
      const near = held?.rows.findIndex((row) => row.key === key) ?? -1
      if (held !== undefined && near >= 0) return held.offset + near
      const state = store.getState()
      if (state.workspaceId === undefined) return undefined
      const result = await client.ask(state.workspaceId, 'table.locate', { query: queryOf(state), key })
      return result.ok ? result.value.offset : undefined
    },
    [client, store],
  )

  return useMemo<TableSelection>(() => {
    const rowCount = (): number => shown.current.window?.rowCount ?? 0
    const selectRange = async (index: number): Promise<void> => {
      const from = (await indexOf(anchor.current)) ?? index
      const keys = await keysFrom(Math.min(from, index), Math.abs(index - from) + 1)
      // The anchor first: it is the base of a comparison.
      actions.select(index < from ? keys.toReversed() : keys)
    }
    const moveTo: TableSelection['moveTo'] = async (wanted, how) => {
      if (rowCount() === 0) return
      const index = Math.max(0, Math.min(rowCount() - 1, wanted))
      shown.current.reveal(index)
      const [key] = await keysFrom(index, 1)
      if (key === undefined) return
      if (how === 'range') {
        anchor.current ??= store.getState().focused ?? key
        actions.focus(key)
        await selectRange(index)
        return
      }
      anchor.current = key
      actions.focus(key)
      if (how === 'single') actions.select([key])
    }
    const focusedIndex = (): Promise<number | undefined> => indexOf(store.getState().focused)
    const toggle: TableSelection['toggle'] = async (index) => {
      const [key] = await keysFrom(index, 1)
      if (key === undefined) return
      anchor.current = key
      actions.focus(key)
      actions.toggleSelected(key)
    }
    return {
      moveTo,
      moveBy: async (rows, how) => {
        const index = await focusedIndex()
        await moveTo(index === undefined ? 0 : index + rows, how)
      },
      toggle,
      toggleFocused: async () => {
        const index = await focusedIndex()
        if (index !== undefined) await toggle(index)
      },
      selectAll: async () => actions.select(await keysFrom(0, rowCount())),
      focusedIndex,
    }
  }, [actions, store, indexOf, keysFrom])
}
