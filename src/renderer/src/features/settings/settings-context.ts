import { useStore } from 'zustand'
import { createServiceContext } from '../../lib/service-context'
import type { SettingsService, SettingsState } from './settings-store'

export const [SettingsProvider, useSettingsService] = createServiceContext<SettingsService>('settings')

export const useSettings = <T>(select: (state: SettingsState) => T): T => useStore(useSettingsService().store, select)
export const useSettingsActions = (): SettingsService['actions'] => useSettingsService().actions
