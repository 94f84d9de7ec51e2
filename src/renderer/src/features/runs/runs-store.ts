// Which runs are looked at: the shown experiments, the question to the index, the selection and each run's colour. The rows
// themselves are windows asked from the worker (use-table-window.ts); charts, compare and inspector read the selection here.
import type { AppClient } from '../../bridge/client'
import type { ExperimentRef, RunKey, WorkspaceId } from '../../../../shared/domain/ids'
import type { ColumnId } from '../../../../shared/domain/run'
import type { TableLayout } from '../../../../shared/domain/settings'
import type { SortKey, TableQuery } from '../../../../shared/domain/table'
import { createStore, type StoreApi } from 'zustand/vanilla'

export interface RunsState {
  readonly workspaceId: WorkspaceId | undefined
  readonly experiments: readonly ExperimentRef[]
  readonly search: string
  readonly sort: SortKey | undefined
  readonly expanded: readonly RunKey[]
  readonly lifecycle: TableQuery['lifecycle']
  readonly columns: readonly ColumnId[]
  readonly widths: Readonly<Record<string, number>>
  /** In the order of selection: the first is the base of a comparison. */
  readonly selected: readonly RunKey[]
  readonly focused: RunKey | undefined
  /** Slot of each run that was ever selected: `slot % 20` is the colour (tokens `--run-1` … `--run-20`), from 20 on it is dashed. */
  readonly colourSlots: ReadonlyMap<RunKey, number>
  /** Newest index revision heard of; a change means: ask again for what is shown. */
  readonly seq: number
  /** What the last answered window counted. */
  readonly counts: { readonly rowCount: number; readonly matchedCount: number } | undefined
  /** A person (or their kept layout) has chosen the columns; else the commonest keys are shown. */
  readonly hasOwnLayout: boolean
}

export interface RunsActions {
  show(workspaceId: WorkspaceId, experiments: readonly ExperimentRef[]): void
  setSearch(search: string): void
  /** undefined → ascending → descending → undefined. */
  cycleSort(column: ColumnId): void
  setSort(sort: SortKey | undefined): void
  setColumns(columns: readonly ColumnId[]): void
  /** A kept layout, or the one that is offered at first. */
  applyLayout(layout: TableLayout, isOwn: boolean): void
  moveColumn(column: ColumnId, by: -1 | 1): void
  setWidth(column: ColumnId, widthPx: number): void
  setLifecycle(lifecycle: TableQuery['lifecycle']): void
  toggleExpanded(key: RunKey): void
  focus(key: RunKey | undefined): void
  /** Replaces the selection. */
  select(keys: readonly RunKey[]): void
  /** Adds the key or takes it out. */
  toggleSelected(key: RunKey): void
  setCounts(counts: RunsState['counts']): void
}

export interface Runs {
  readonly store: StoreApi<RunsState>
  readonly actions: RunsActions
  dispose(): void
}

const DEFAULT_COLUMNS: readonly ColumnId[] = ['attributes.duration', 'attributes.start_time', 'attributes.source']

const initial: RunsState = {
  workspaceId: undefined,
  experiments: [],
  search: '',
  sort: undefined,
  expanded: [],
  lifecycle: 'active',
  columns: DEFAULT_COLUMNS,
  widths: {},
  selected: [],
  focused: undefined,
  colourSlots: new Map(),
  seq: 0,
  counts: undefined,
  hasOwnLayout: false,
}

/** Pure: every newly selected run takes the lowest slot that no selected run has; the others keep theirs. */
export function collectColourSlots(
  slots: ReadonlyMap<RunKey, number>,
  selected: readonly RunKey[],
): ReadonlyMap<RunKey, number> {
  const fresh = selected.filter((key) => !slots.has(key))
  if (fresh.length === 0) return slots
  const next = new Map(slots)
  const taken = new Set(selected.flatMap((key) => slots.get(key) ?? []))
  let slot = 0
  for (const key of fresh) {
    while (taken.has(slot)) slot += 1
    taken.add(slot)
    next.set(key, slot)
  }
  return next
}

const nextSort = (sort: SortKey | undefined, column: ColumnId): SortKey | undefined => {
  if (sort?.column !== column) return { column, direction: 'ascending' }
  return sort.direction === 'ascending' ? { column, direction: 'descending' } : undefined
}

const collectMoved = (columns: readonly ColumnId[], column: ColumnId, by: -1 | 1): readonly ColumnId[] => {
  const from = columns.indexOf(column)
  const to = from + by
  if (from < 0 || to < 0 || to >= columns.length) return columns
  const next = columns.filter((other) => other !== column)
  next.splice(to, 0, column)
  return next
}

/** The same columns stay the same array: rows that were asked for with it are still its rows. */
const keepSame = (held: readonly ColumnId[], next: readonly ColumnId[]): readonly ColumnId[] =>
  held.length === next.length && held.every((column, place) => column === next[place]) ? held : next

export function createRuns(client: AppClient): Runs {
  const store = createStore<RunsState>(() => initial)
  const set = store.setState
  const stop = client.on('index.changed', (change) => {
    if (change.workspaceId === store.getState().workspaceId) set({ seq: change.seq })
  })
  const select = (selected: readonly RunKey[]): void =>
    set((state) => ({ selected, colourSlots: collectColourSlots(state.colourSlots, selected) }))

  const actions: RunsActions = {
    show: (workspaceId, experiments) =>
      set((state) =>
        state.workspaceId === workspaceId
          ? { experiments, expanded: [], selected: [], focused: undefined, counts: undefined }
          : { ...initial, workspaceId, experiments },
      ),
    setSearch: (search) => set({ search }),
    cycleSort: (column) => set((state) => ({ sort: nextSort(state.sort, column), hasOwnLayout: true })),
    setSort: (sort) => set({ sort, hasOwnLayout: true }),
    setColumns: (columns) => set((state) => ({ columns: keepSame(state.columns, columns), hasOwnLayout: true })),
    applyLayout: ({ columns, widths, sort }, hasOwnLayout) =>
      set((state) => ({ columns: keepSame(state.columns, columns), widths, sort, hasOwnLayout })),
    moveColumn: (column, by) =>
      set(({ columns }) => ({ columns: collectMoved(columns, column, by), hasOwnLayout: true })),
    setWidth: (column, widthPx) =>
      set((state) => ({ widths: { ...state.widths, [column]: widthPx }, hasOwnLayout: true })),
    setLifecycle: (lifecycle) => set({ lifecycle }),
    toggleExpanded: (key) =>
      set(({ expanded }) => ({
        expanded: expanded.includes(key) ? expanded.filter((other) => other !== key) : [...expanded, key],
      })),
    focus: (focused) => set({ focused }),
    select,
    toggleSelected: (key) => {
      const { selected } = store.getState()
      select(selected.includes(key) ? selected.filter((other) => other !== key) : [...selected, key])
    },
    setCounts: (counts) => set({ counts }),
  }
  return { store, actions, dispose: stop }
}

/** The question to the index that this state stands for. */
export const queryOf = (
  state: Pick<RunsState, 'experiments' | 'search' | 'sort' | 'expanded' | 'lifecycle'>,
): TableQuery => ({
  experiments: [...state.experiments],
  search: state.search,
  sort: state.sort,
  expanded: [...state.expanded],
  lifecycle: state.lifecycle,
})
