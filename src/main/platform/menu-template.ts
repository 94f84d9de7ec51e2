// The menu as data: standard roles, the commands of shared/commands.ts, the recent list. Pure, so that it is tested without
// Electron. A command's item has the command's id, and so can be found by it.
import type { MenuItemConstructorOptions } from 'electron'
import { commands, type CommandId } from '../../shared/commands'
import type { Translate } from './translator'

export interface MenuInput {
  readonly appName: string
  readonly isMac: boolean
  /** Reloading and the developer tools are for development. */
  readonly isDevelopment: boolean
  readonly recent: readonly string[]
  readonly t: Translate
  onCommand(id: CommandId): void
  onOpenRecent(path: string): void
}

type Items = MenuItemConstructorOptions[]
const separator: MenuItemConstructorOptions = { type: 'separator' }

const commandItems = ({ t, onCommand }: MenuInput, menu: 'file' | 'run' | 'view'): Items =>
  (Object.keys(commands) as CommandId[])
    .filter((id) => commands[id].menu === menu)
    .map((id) => ({
      id,
      label: t(`commands:command.${id}`),
      ...(commands[id].key && { accelerator: commands[id].key }),
      click: () => onCommand(id),
    }))

/** Windows and Linux take `&` in a label for a mnemonic. */
const labelOf = (path: string): string => path.replaceAll('&', '&&')

const recentItem = ({ recent, t, onOpenRecent }: MenuInput): MenuItemConstructorOptions => ({
  id: 'recent',
  label: t('menu.recent'),
  submenu:
    recent.length > 0
      ? recent.map((path, i) => ({ id: `recent.${i}`, label: labelOf(path), click: () => onOpenRecent(path) }))
      : [{ label: t('menu.noRecent'), enabled: false }],
})

const macAppMenu = ({ appName: app, t }: MenuInput): MenuItemConstructorOptions => ({
  label: app,
  submenu: [
    { role: 'about', label: t('menu.about', { app }) },
    separator,
    { role: 'services', label: t('menu.services') },
    separator,
    { role: 'hide', label: t('menu.hide', { app }) },
    { role: 'hideOthers', label: t('menu.hideOthers') },
    { role: 'unhide', label: t('menu.unhide') },
    separator,
    { role: 'quit', label: t('menu.quit', { app }) },
  ],
})

const editMenu = ({ t }: MenuInput): MenuItemConstructorOptions => ({
  label: t('menu.edit'),
  submenu: [
    { role: 'undo', label: t('menu.undo') },
    { role: 'redo', label: t('menu.redo') },
    separator,
    { role: 'cut', label: t('menu.cut') },
    { role: 'copy', label: t('menu.copy') },
    { role: 'paste', label: t('menu.paste') },
    { role: 'selectAll', label: t('menu.selectAll') },
  ],
})

const viewMenu = (input: MenuInput): MenuItemConstructorOptions => {
  const { t, isDevelopment } = input
  const development: Items = [
    separator,
    { role: 'reload', label: t('menu.reload') },
    { role: 'toggleDevTools', label: t('menu.devTools') },
  ]
  return {
    label: t('menu.view'),
    submenu: [
      ...commandItems(input, 'view'),
      separator,
      { role: 'resetZoom', label: t('menu.resetZoom') },
      { role: 'zoomIn', label: t('menu.zoomIn') },
      { role: 'zoomOut', label: t('menu.zoomOut') },
      { role: 'togglefullscreen', label: t('menu.fullScreen') },
      ...(isDevelopment ? development : []),
    ],
  }
}

const windowMenu = ({ t, isMac }: MenuInput): MenuItemConstructorOptions => ({
  label: t('menu.window'),
  submenu: [
    { role: 'minimize', label: t('menu.minimize') },
    ...(isMac
      ? ([
          { role: 'zoom', label: t('menu.zoom') },
          { role: 'front', label: t('menu.front') },
        ] satisfies Items)
      : []),
  ],
})

export function buildMenuTemplate(input: MenuInput): Items {
  const { t, isMac, appName: app } = input
  const quit: Items = isMac ? [] : [separator, { role: 'quit', label: t('menu.quit', { app }) }]
  const about: Items = [{ role: 'about', label: t('menu.about', { app }) }]
  const [open, ...otherFileItems] = commandItems(input, 'file')
  return [
    ...(isMac ? [macAppMenu(input)] : []),
    { label: t('menu.file'), submenu: [...(open ? [open] : []), recentItem(input), ...otherFileItems, ...quit] },
    editMenu(input),
    viewMenu(input),
    { label: t('menu.run'), submenu: commandItems(input, 'run') },
    windowMenu(input),
    ...(isMac ? [] : [{ label: t('menu.help'), submenu: about }]),
  ]
}
