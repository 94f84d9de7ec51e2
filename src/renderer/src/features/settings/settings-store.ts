import type { AppClient } from '../../bridge/client'
import type { Settings, SettingsPatch } from '../../../../shared/domain/settings'
import { createStore, type StoreApi } from 'zustand/vanilla'

export interface SettingsState {
  readonly seq: number
  readonly settings: Settings
}

export interface SettingsService {
  readonly store: StoreApi<SettingsState>
  readonly actions: {
    load(): Promise<void>
    /** Shown at once, kept by main. */
    update(patch: SettingsPatch): Promise<void>
  }
  dispose(): void
}

const defaults: Settings = {
  theme: 'system',
  language: 'system',
  density: 'normal',
  recent: [],
  layouts: {},
  panels: {},
  folds: {},
}

export function createSettings(client: AppClient): SettingsService {
  const store = createStore<SettingsState>(() => ({ seq: -1, settings: defaults }))
  const receive = (next: SettingsState): void => store.setState((state) => (next.seq > state.seq ? next : state))
  const stop = client.on('settings.changed', receive)
  return {
    store,
    actions: {
      load: async () => {
        const result = await client.request('settings.get', {})
        if (result.ok) receive(result.value)
      },
      update: async (patch) => {
        store.setState(({ settings, seq }) => ({ seq, settings: collectPatched(settings, patch) }))
        await client.request('settings.update', { patch })
      },
    },
    dispose: stop,
  }
}

const collectPatched = (settings: Settings, patch: SettingsPatch): Settings => ({
  ...settings,
  theme: patch.theme ?? settings.theme,
  language: patch.language ?? settings.language,
  density: patch.density ?? settings.density,
  layouts: { ...settings.layouts, ...patch.layouts },
  panels: { ...settings.panels, ...patch.panels },
  folds: { ...settings.folds, ...patch.folds },
})
