import { useSyncExternalStore } from 'react'

let revision = 0

function subscribe(notify: () => void): () => void {
  const bump = (): void => {
    revision += 1
    notify()
  }
  const observer = new MutationObserver(bump)
  observer.observe(document.documentElement, { attributeFilter: ['class', 'data-theme', 'style'] })
  const schemes = window.matchMedia?.('(prefers-color-scheme: dark)')
  schemes?.addEventListener('change', bump)
  return () => {
    observer.disconnect()
    schemes?.removeEventListener('change', bump)
  }
}

/** A number that changes whenever the theme may have: what is drawn on a canvas is drawn again with it. */
export const useThemeRevision = (): number => useSyncExternalStore(subscribe, () => revision)
