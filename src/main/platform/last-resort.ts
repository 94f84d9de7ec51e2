// A defect that nobody caught: it is logged, what is on its way to disk is written, and the person may start again.
import { app, dialog } from 'electron'
import type { Log } from '../lib/log'
import type { Translate } from './translator'

export interface LastResortOptions {
  readonly log: Log
  readonly logFile: string
  t(): Translate
  flush(): Promise<void>
}

export function installLastResort({ log, logFile, t: translate, flush }: LastResortOptions): void {
  let isHandling = false
  const handle = async (cause: unknown): Promise<void> => {
    const incident = log.incident(cause, 'main')
    if (isHandling) return
    isHandling = true
    await flush().catch((reason: unknown) => log.warn('could not flush', reason))
    const t = translate()
    const { response } = await dialog.showMessageBox({
      type: 'error',
      message: t('crash.message'),
      detail: t('crash.detail', { incident, file: logFile }),
      buttons: [t('crash.restart'), t('crash.quit')],
      defaultId: 0,
      noLink: true,
    })
    if (response === 0) app.relaunch()
    app.exit(1)
  }
  process.on('uncaughtException', (cause) => void handle(cause))
  process.on('unhandledRejection', (cause) => void log.incident(cause, 'main, a promise'))
}
