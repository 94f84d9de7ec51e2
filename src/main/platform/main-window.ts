// The one window: sandboxed, remembers where it was, in the theme's own background from the first frame.
import { BrowserWindow, nativeTheme, screen } from 'electron'
import type { WindowBounds } from '../settings/stored-settings'
import { fitBounds } from './window-bounds'

const BACKGROUND = { light: '#fbfbfc', dark: '#16171a' } as const
const CRASHES_MAX = 3

export interface MainWindowOptions {
  readonly preload: string
  readonly url: string
  readonly icon: string
  readonly bounds: WindowBounds | undefined
  onBounds(bounds: WindowBounds): void
  /** The window is about to go: the last chance to ask. */
  onClose(event: { preventDefault(): void }): void
  onCrash(reason: string): void
}

const background = (): string => (nativeTheme.shouldUseDarkColors ? BACKGROUND.dark : BACKGROUND.light)

export function createMainWindow(options: MainWindowOptions): BrowserWindow {
  const workAreas = screen.getAllDisplays().map(({ workArea }) => workArea)
  const window = new BrowserWindow({
    ...fitBounds(options.bounds, workAreas),
    minWidth: 640,
    minHeight: 420,
    show: false,
    title: 'Runbench',
    icon: options.icon,
    backgroundColor: background(),
    webPreferences: {
      preload: options.preload,
      sandbox: true,
      contextIsolation: true,
      nodeIntegration: false,
      webSecurity: true,
      webviewTag: false,
      spellcheck: false,
      navigateOnDragDrop: false,
    },
  })
  if (options.bounds?.isMaximized) window.maximize()
  window.once('ready-to-show', () => window.show())
  rememberBounds(window, options)
  recoverFromCrashes(window, options)
  const repaint = (): void => window.setBackgroundColor(background())
  nativeTheme.on('updated', repaint)
  window.once('closed', () => nativeTheme.off('updated', repaint))
  window.on('close', (event) => options.onClose(event))
  void window.loadURL(options.url)
  return window
}

function rememberBounds(window: BrowserWindow, { onBounds }: MainWindowOptions): void {
  let timer: NodeJS.Timeout | undefined
  const keep = (): void => {
    clearTimeout(timer)
    if (!window.isMinimized()) onBounds({ ...window.getNormalBounds(), isMaximized: window.isMaximized() })
  }
  const later = (): void => {
    clearTimeout(timer)
    timer = setTimeout(keep, 500)
  }
  window.on('resize', later)
  window.on('move', later)
  window.on('close', keep)
  window.once('closed', () => clearTimeout(timer))
}

/** The page holds projections only: loading it again costs nothing but what was open in it. */
function recoverFromCrashes(window: BrowserWindow, { onCrash }: MainWindowOptions): void {
  let crashes = 0
  window.webContents.on('render-process-gone', (_event, { reason }) => {
    if (reason === 'clean-exit') return
    onCrash(reason)
    crashes += 1
    if (crashes <= CRASHES_MAX) window.webContents.reload()
  })
}

/** Brings the window to the front, as a second launch does. */
export function showWindow(window: BrowserWindow): void {
  if (window.isMinimized()) window.restore()
  window.show()
  window.focus()
}
