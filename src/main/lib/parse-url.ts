/** `URL.parse` is younger than the oldest Node this runs on. */
export function parseUrl(address: string): URL | undefined {
  try {
    return new URL(address)
  } catch {
    return undefined
  }
}
