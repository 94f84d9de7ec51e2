// Which rows of a long list are in the window, wherever it scrolls: listens to every scroll on the page (capture) instead of
// knowing its scroll box, so that a long list can lie inside a scrolling panel beside other things.
import { useLayoutEffect, useState, type RefObject } from 'react'

/** Rows beyond the window on each side, so that a quick scroll shows no gap. */
const OVERSCAN = 12

export interface VisibleRange {
  readonly start: number
  readonly end: number
}

/** Pure: rows of `rowHeight` from `top` (in window pixels) that meet a window `height` high. */
export function collectRange(top: number, height: number, rowHeight: number, count: number): VisibleRange {
  const first = Math.floor(-top / rowHeight) - OVERSCAN
  const last = Math.ceil((height - top) / rowHeight) + OVERSCAN
  const start = Math.min(Math.max(0, first), Math.max(0, count - 1))
  return { start, end: Math.min(count, Math.max(start, last)) }
}

/** `root`: the list's element, as high as all its rows. It is watched with its parents, since what lies above moves it. */
export function useVisibleRange(root: RefObject<HTMLElement | null>, rowHeight: number, count: number): VisibleRange {
  const [range, setRange] = useState<VisibleRange>(() => collectRange(0, 800, rowHeight, count))
  useLayoutEffect(() => {
    const update = (): void => {
      const top = root.current?.getBoundingClientRect().top ?? 0
      const next = collectRange(top, window.innerHeight, rowHeight, count)
      setRange((held) => (held.start === next.start && held.end === next.end ? held : next))
    }
    update()
    window.addEventListener('scroll', update, { capture: true, passive: true })
    window.addEventListener('resize', update)
    const observer = typeof ResizeObserver === 'undefined' ? undefined : new ResizeObserver(update)
    for (let node = root.current; node; node = node.parentElement) observer?.observe(node)
    return () => {
      window.removeEventListener('scroll', update, { capture: true })
      window.removeEventListener('resize', update)
      observer?.disconnect()
    }
  }, [root, rowHeight, count])
  return range
}
