// The page's own scheme, `app://runbench/`: serves the built page and nothing else, with its policy on every answer. There is
// no file: page and no server, so nothing outside the folder can be named and nothing else can reach the page.
import { protocol } from 'electron'
import { readFile } from 'node:fs/promises'
import { APP_SCHEME, fileOf, typeOf } from './app-files'
import { contentSecurityPolicy } from './content-security-policy'

/** To be called before the app is ready. */
export function registerAppScheme(): void {
  protocol.registerSchemesAsPrivileged([
    { scheme: APP_SCHEME, privileges: { standard: true, secure: true, supportFetchAPI: true } },
  ])
}

/** Serves `folder`, the built page. */
export function serveApp(folder: string): void {
  protocol.handle(APP_SCHEME, async ({ url, method }) => {
    const file = method === 'GET' ? fileOf(url, folder) : undefined
    if (!file) return answer(null, 404, 'text/plain')
    try {
      return answer(new Uint8Array(await readFile(file)), 200, typeOf(file))
    } catch {
      return answer(null, 404, 'text/plain')
    }
  })
}

const answer = (body: Uint8Array<ArrayBuffer> | null, status: number, type: string): Response =>
  new Response(body, {
    status,
    headers: {
      'Content-Type': type,
      'Content-Security-Policy': contentSecurityPolicy,
      'X-Content-Type-Options': 'nosniff',
      'Referrer-Policy': 'no-referrer',
      'Cross-Origin-Opener-Policy': 'same-origin',
      'Cache-Control': 'no-cache',
    },
  })
