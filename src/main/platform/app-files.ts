// Which file of the built page an `app:` address names. Pure: a name outside the folder, of another host or of a kind that a
// page has no use for is no file at all.
import { extname, resolve, sep } from 'node:path'
import { parseUrl } from '../lib/parse-url'

export const APP_SCHEME = 'app'
const HOST = 'runbench'
export const PAGE_URL = `${APP_SCHEME}://${HOST}/index.html`

const TYPES: ReadonlyMap<string, string> = new Map([
  ['.html', 'text/html; charset=utf-8'],
  ['.js', 'text/javascript; charset=utf-8'],
  ['.css', 'text/css; charset=utf-8'],
  ['.json', 'application/json; charset=utf-8'],
  ['.svg', 'image/svg+xml'],
  ['.png', 'image/png'],
  ['.woff2', 'font/woff2'],
  ['.woff', 'font/woff'],
  ['.ttf', 'font/ttf'],
])

export const typeOf = (file: string): string => TYPES.get(extname(file)) ?? 'application/octet-stream'

export function fileOf(address: string, folder: string): string | undefined {
  const url = parseUrl(address)
  if (url?.protocol !== `${APP_SCHEME}:` || url.host !== HOST) return undefined
  const name = decode(url.pathname)
  if (name === undefined || name.includes('\0')) return undefined
  const file = resolve(folder, `.${name}`)
  return file.startsWith(folder + sep) && TYPES.has(extname(file)) ? file : undefined
}

function decode(pathname: string): string | undefined {
  try {
    return decodeURIComponent(pathname)
  } catch {
    return undefined
  }
}
