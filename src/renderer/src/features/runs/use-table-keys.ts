import type { KeyboardEvent } from 'react'
import type { TableSelection } from './use-table-selection'

interface TableKeys {
  readonly selection: TableSelection
  readonly rowCount: number
  readonly pageSize: number
  /** Unfolds (true) or folds (false) the focused run. */
  readonly onFold: (isOpen: boolean) => void
  readonly onInspect: () => void
  readonly onClear: () => void
}

const rowsOf = (key: string, pageSize: number): number | undefined =>
  ({ ArrowDown: 1, ArrowUp: -1, PageDown: pageSize, PageUp: -pageSize })[key]

/** What the keys do in the table; true when the key was one of them. */
function answer(event: KeyboardEvent, keys: TableKeys): boolean {
  const { selection, rowCount, pageSize } = keys
  const how = event.shiftKey ? 'range' : 'keep'
  const rows = rowsOf(event.key, pageSize)
  if (rows !== undefined) {
    void selection.moveBy(rows, how)
    return true
  }
  const actions: Readonly<Record<string, () => void>> = {
    Home: () => void selection.moveTo(0, how),
    End: () => void selection.moveTo(rowCount - 1, how),
    ' ': () => void selection.toggleFocused(),
    ArrowRight: () => keys.onFold(true),
    ArrowLeft: () => keys.onFold(false),
    Enter: keys.onInspect,
    Escape: keys.onClear,
  }
  actions[event.key]?.()
  return event.key in actions
}

export function handleTableKey(event: KeyboardEvent, keys: TableKeys): void {
  if (event.target !== event.currentTarget) return
  const isModified = event.ctrlKey || event.metaKey
  if (isModified && event.key.toLowerCase() === 'a') void keys.selection.selectAll()
  else if (isModified || event.altKey || !answer(event, keys)) return
  event.preventDefault()
}
