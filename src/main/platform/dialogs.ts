// What main asks a person. Always through `dialog.X(…)`, so that a test can put its own answer there.
import { dialog, shell, type BrowserWindow } from 'electron'
import type { CheckedLink } from '../lib/safe-link'
import type { Translate } from './translator'

export type QuitChoice = 'keep' | 'stop' | 'cancel'

export interface Dialogs {
  /** A folder or a database; undefined when the person cancels. */
  choosePath(): Promise<string | undefined>
  askQuit(jobs: number): Promise<QuitChoice>
  openLink(link: CheckedLink): Promise<void>
}

export interface DialogOptions {
  window(): BrowserWindow | undefined
  t(): Translate
}

const QUIT_CHOICES: readonly QuitChoice[] = ['keep', 'stop', 'cancel']

export function createDialogs({ window, t: translate }: DialogOptions): Dialogs {
  const ask = async (options: Electron.MessageBoxOptions): Promise<number> => {
    const parent = window()
    const { response } = await (parent ? dialog.showMessageBox(parent, options) : dialog.showMessageBox(options))
    return response
  }
  const choose = async (options: Electron.OpenDialogOptions): Promise<string | undefined> => {
    const parent = window()
    const result = await (parent ? dialog.showOpenDialog(parent, options) : dialog.showOpenDialog(options))
    return result.canceled ? undefined : result.filePaths[0]
  }
  return {
    // Only macOS has one dialog for folders and files; a database elsewhere is opened by its folder, or dropped.
    choosePath: () =>
      process.platform === 'darwin'
        ? choose({ title: translate()('open.title'), properties: ['openDirectory', 'openFile'] })
        : choose({ title: translate()('open.titleFolder'), properties: ['openDirectory'] }),
    askQuit: async (jobs) => {
      const t = translate()
      const answer = await ask({
        type: 'question',
        message: t('quit.message', { count: jobs }),
        detail: t('quit.detail'),
        buttons: [t('quit.keep'), t('quit.stop'), t('quit.cancel')],
        defaultId: 0,
        cancelId: 2,
        noLink: true,
      })
      return QUIT_CHOICES[answer] ?? 'cancel'
    },
    openLink: async ({ host, href }) => {
      const t = translate()
      const answer = await ask({
        type: 'question',
        message: t('link.message', { host }),
        detail: href,
        buttons: [t('link.open'), t('link.cancel')],
        defaultId: 1,
        cancelId: 1,
        noLink: true,
      })
      if (answer === 0) await shell.openExternal(href)
    },
  }
}
