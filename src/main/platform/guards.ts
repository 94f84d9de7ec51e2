// The shell's denials, for every session and every page that is ever made: no permission, no address but the page's own, no
// other window, no webview, no navigation.
import { app, session, type Session, type WebContents } from 'electron'
import type { PageAddress } from './page-address'

export function guardEverything(page: PageAddress): void {
  app.on('session-created', (created) => guardSession(created, page))
  guardSession(session.defaultSession, page)
  app.on('web-contents-created', (_event, contents) => guardContents(contents, page))
}

function guardSession(guarded: Session, page: PageAddress): void {
  guarded.setPermissionRequestHandler((_contents, _permission, answer) => answer(false))
  guarded.setPermissionCheckHandler(() => false)
  guarded.setDevicePermissionHandler(() => false)
  guarded.webRequest.onBeforeRequest((details, answer) => answer({ cancel: !page.isLoadable(details.url) }))
  guarded.on('will-download', (event) => event.preventDefault())
}

function guardContents(contents: WebContents, page: PageAddress): void {
  const deny = (event: { preventDefault(): void; url: string }): void => {
    if (!page.isOwn(event.url)) event.preventDefault()
  }
  contents.on('will-navigate', deny)
  contents.on('will-frame-navigate', deny)
  contents.on('will-redirect', deny)
  contents.on('will-attach-webview', (event) => event.preventDefault())
  contents.setWindowOpenHandler(() => ({ action: 'deny' }))
}
