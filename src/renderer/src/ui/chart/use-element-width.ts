import { useCallback, useState } from 'react'

/** Width of the element that the returned ref is put on, in CSS pixels; 0 before the first measure. */
export function useElementWidth<E extends HTMLElement>(): readonly [(element: E | null) => void, number] {
  const [width, setWidth] = useState(0)
  const ref = useCallback((element: E | null) => {
    if (!element) return
    setWidth(Math.floor(element.clientWidth))
    const observer = new ResizeObserver(() => setWidth(Math.floor(element.clientWidth)))
    observer.observe(element)
    return () => observer.disconnect()
  }, [])
  return [ref, width]
}
