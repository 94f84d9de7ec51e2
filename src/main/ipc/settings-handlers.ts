import type { Requests } from '../../shared/ipc/contract'
import type { HandlersOf } from '../rpc/router'
import type { SettingsStore } from '../settings/settings-store'

export const createSettingsHandlers = (
  store: SettingsStore,
): HandlersOf<Pick<Requests, 'settings.get' | 'settings.update'>> => ({
  'settings.get': () => store.get(),
  'settings.update': ({ patch }) => {
    store.patch(patch)
    return {}
  },
})
