// The one channel to the page. Only the window's main frame at the page's own address is answered; each call can be cancelled
// by the id that its caller chose; when the page goes, its calls are cancelled. Events wait for the page's first call: until then
// nobody there listens.
import { ipcMain, type IpcMainEvent, type IpcMainInvokeEvent, type WebContents } from 'electron'
import type { AppError } from '../../shared/errors'
import type { EventBatch } from '../../shared/ipc/bridge'
import { err, type Result } from '../../shared/result'
import type { Dispatch } from '../rpc/router'
import type { PageAddress } from './page-address'

const MAX_CALLS = 10_000
const MAX_HELD_BATCHES = 1_000

export interface PageChannel {
  /** Makes this the page that is answered, until it is destroyed. */
  attach(contents: WebContents): void
  send(batch: EventBatch): void
}

export function createPageChannel(dispatch: Dispatch, page: PageAddress): PageChannel {
  let current: WebContents | undefined
  let isListening = false
  let held: EventBatch[] = []
  const running = new Map<string, AbortController>()

  const listen = (): void => {
    if (isListening) return
    isListening = true
    held.forEach(post)
    held = []
  }
  const post = (batch: EventBatch): void => {
    if (current && !current.isDestroyed() && !current.isCrashed()) current.send('rpc:events', batch)
  }

  const isOurs = ({ sender, senderFrame }: IpcMainEvent | IpcMainInvokeEvent): boolean =>
    sender === current && senderFrame !== null && senderFrame === sender.mainFrame && page.isOwn(senderFrame.url)

  const cancelAll = (): void => {
    isListening = false
    running.forEach((controller) => controller.abort())
    running.clear()
  }

  ipcMain.handle(
    'rpc',
    async (event, name: unknown, input: unknown, callId: unknown): Promise<Result<unknown, AppError>> => {
      if (!isOurs(event)) return err({ code: 'invalid-input', issues: ['not from the page'] })
      if (typeof callId !== 'string' || running.has(callId) || running.size >= MAX_CALLS)
        return err({ code: 'invalid-input', issues: ['callId: a string that is not in use'] })
      listen()
      const controller = new AbortController()
      running.set(callId, controller)
      try {
        return await dispatch(name, input, { signal: controller.signal })
      } finally {
        if (running.get(callId) === controller) running.delete(callId)
      }
    },
  )

  ipcMain.on('rpc:cancel', (event, callId: unknown) => {
    if (isOurs(event)) running.get(String(callId))?.abort()
  })

  return {
    attach: (contents) => {
      cancelAll()
      current = contents
      contents.on('render-process-gone', cancelAll)
      contents.on('did-start-navigation', ({ isMainFrame, isSameDocument }) => {
        if (isMainFrame && !isSameDocument) cancelAll()
      })
      contents.once('destroyed', () => {
        if (current === contents) current = undefined
        cancelAll()
      })
    },
    send: (batch) => {
      if (isListening) post(batch)
      else held = [...held, batch].slice(-MAX_HELD_BATCHES)
    },
  }
}
