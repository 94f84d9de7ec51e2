// What the middle of the window shows, and of which workspace. Other features ask it to go somewhere; none shows itself.
import type { ModelRef } from '../../../../shared/domain/model'
import type { ArtifactSource } from '../../../../shared/domain/artifact'
import type { WorkspaceId } from '../../../../shared/domain/ids'
import { createStore, type StoreApi } from 'zustand/vanilla'

/** `table`: the runs table, with charts beside it when `hasCharts`. `compare`, `scatter`: over the selected runs. */
export type RunsMode = 'table' | 'compare' | 'scatter'

export type View =
  | { readonly kind: 'welcome' }
  | { readonly kind: 'runs'; readonly mode: RunsMode }
  | { readonly kind: 'models' }
  | { readonly kind: 'model'; readonly ref: ModelRef }
  | { readonly kind: 'artifact'; readonly source: ArtifactSource; readonly path: string }
  | { readonly kind: 'project'; readonly projectDir: string; readonly entryPoint: string | undefined }

export interface NavigationState {
  readonly workspaceId: WorkspaceId | undefined
  readonly view: View
  readonly hasCharts: boolean
  readonly isSidebarOpen: boolean
  readonly isInspectorOpen: boolean
  readonly isConsoleOpen: boolean
}

export interface Navigation {
  readonly store: StoreApi<NavigationState>
  readonly actions: {
    go(workspaceId: WorkspaceId | undefined, view: View): void
    show(view: View): void
    toggle(panel: 'hasCharts' | 'isSidebarOpen' | 'isInspectorOpen' | 'isConsoleOpen', isOpen?: boolean): void
  }
}

export function createNavigation(): Navigation {
  const store = createStore<NavigationState>(() => ({
    workspaceId: undefined,
    view: { kind: 'welcome' },
    hasCharts: true,
    isSidebarOpen: true,
    isInspectorOpen: true,
    isConsoleOpen: false,
  }))
  return {
    store,
    actions: {
      go: (workspaceId, view) => store.setState({ workspaceId, view }),
      show: (view) => store.setState({ view }),
      toggle: (panel, isOpen) => store.setState((state) => ({ [panel]: isOpen ?? !state[panel] })),
    },
  }
}
