export { createSettings, type SettingsService } from './settings-store'
export { SettingsProvider, useSettings, useSettingsActions, useSettingsService } from './settings-context'
export { SettingsDialog } from './settings-dialog'
