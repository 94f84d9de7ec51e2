// Is this address our page's? Asked before every navigation and every call. By parts, never by prefix: `app://runbench.evil`
// also starts with `app://runbench`.
import { parseUrl } from '../lib/parse-url'

export interface PageAddress {
  /** What the window loads. */
  readonly url: string
  isOwn(address: string): boolean
  /** May the page load this at all? Everything else is cancelled before it leaves. */
  isLoadable(address: string): boolean
}

const INTERNAL = new Set(['blob:', 'data:', 'devtools:'])

export function createPageAddress(url: string): PageAddress {
  const own = new URL(url)
  const isSameHost = (other: URL, protocol: string): boolean => other.protocol === protocol && other.host === own.host
  return {
    url,
    isOwn: (address) => {
      const other = parseUrl(address)
      return other !== undefined && isSameHost(other, own.protocol)
    },
    isLoadable: (address) => {
      const other = parseUrl(address)
      if (!other) return false
      // The development server also speaks over a web socket.
      const isDevSocket = own.protocol === 'http:' && isSameHost(other, 'ws:')
      return isSameHost(other, own.protocol) || isDevSocket || INTERNAL.has(other.protocol)
    },
  }
}
