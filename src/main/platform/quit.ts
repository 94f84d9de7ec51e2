// Quitting: with jobs running a person decides what becomes of them; then everything is put on disk, then the app ends. A signal
// (Ctrl-C, a system going down) asks nobody: jobs are kept running.
import { app } from 'electron'
import type { QuitChoice } from './dialogs'

export interface QuitOptions {
  runningJobs(): number
  ask(jobs: number): Promise<QuitChoice>
  stopJobs(): Promise<void>
  /** Leaves them running, to be found again. */
  detachJobs(): void
  /** Everything that must happen before the end. */
  finish(): Promise<void>
}

export interface QuitControl {
  /** For the window's close: where closing it ends the app, the question comes while it is still there. */
  onWindowClose(event: { preventDefault(): void }): void
}

export function handleQuit(options: QuitOptions): QuitControl {
  let phase: 'open' | 'asking' | 'ending' = 'open'

  const end = async (choice: Exclude<QuitChoice, 'cancel'>): Promise<void> => {
    phase = 'ending'
    try {
      if (choice === 'stop') await options.stopJobs()
      options.detachJobs()
      await options.finish()
    } finally {
      app.quit()
    }
  }

  const askAndEnd = async (): Promise<void> => {
    phase = 'asking'
    const jobs = options.runningJobs()
    const choice = jobs > 0 ? await options.ask(jobs) : 'keep'
    if (choice === 'cancel') phase = 'open'
    else await end(choice)
  }

  app.on('before-quit', (event) => {
    if (phase === 'ending') return
    event.preventDefault()
    if (phase === 'open') void askAndEnd()
  })
  app.on('window-all-closed', () => {
    if (process.platform !== 'darwin' || phase === 'ending') app.quit()
  })
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const)
    process.on(signal, () => {
      if (phase !== 'ending') void end('keep')
    })

  return {
    onWindowClose: (event) => {
      if (phase === 'ending' || process.platform === 'darwin') return
      event.preventDefault()
      app.quit()
    },
  }
}
