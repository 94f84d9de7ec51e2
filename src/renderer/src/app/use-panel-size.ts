import { useEffect, useRef } from 'react'
import { useSettingsService } from '../features/settings'

const SAVE_DELAY_MS = 500

/** A panel's size as it was left, in pixels; what is given to the second is kept. */
export function usePanelSize(name: string, atFirstPx: number): readonly [number, (px: number) => void] {
  const { store, actions } = useSettingsService()
  const timer = useRef<ReturnType<typeof setTimeout> | undefined>(undefined)
  useEffect(() => () => clearTimeout(timer.current), [])
  const keep = (px: number): void => {
    clearTimeout(timer.current)
    const size = Math.round(px)
    if (size < 40 || size === store.getState().settings.panels[name]) return
    timer.current = setTimeout(() => void actions.update({ panels: { [name]: size } }), SAVE_DELAY_MS)
  }
  return [store.getState().settings.panels[name] ?? atFirstPx, keep]
}
