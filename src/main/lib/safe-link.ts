// The only addresses that are ever handed to the system: plain https, with a host a person can read. Pure.
import { parseUrl } from './parse-url'

declare const checked: unique symbol
/** An address that passed `checkLink`. */
export interface CheckedLink {
  readonly [checked]: true
  /** As it will be opened. */
  readonly href: string
  /** What the person is asked about. An internationalised name is in its ASCII form, so that no letter passes for another. */
  readonly host: string
}

// eslint-disable-next-line no-control-regex -- control characters are what this looks for
const UNPRINTABLE = /[\u0000-\u0020\u007f-\u00a0\u200b-\u200f\u2028-\u202e\u2060-\u2069\ufeff\\]/

export function checkLink(address: string): CheckedLink | undefined {
  if (UNPRINTABLE.test(address) || !/^https:\/\/[^/]/i.test(address)) return undefined
  const url = parseUrl(address)
  if (url?.protocol !== 'https:' || url.username !== '' || url.password !== '' || url.hostname === '') return undefined
  // The parser drops an empty `user@`; a person who reads the address would not.
  const authority = address.slice('https://'.length).split(/[/?#]/, 1)[0] ?? ''
  if (authority.includes('@')) return undefined
  return { href: url.href, host: url.host } as CheckedLink
}
