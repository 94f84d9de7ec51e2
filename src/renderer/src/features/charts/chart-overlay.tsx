// Pointer over a chart: hover, drag to zoom, Shift-drag to pan, Ctrl/Cmd-wheel to zoom (a plain wheel scrolls the list),
// double-click to reset.
import { useEffect, useEffectEvent, useRef, useState, type PointerEvent } from 'react'
import css from './charts.module.css'
import { panned, zoomed, type Range } from './zoom'

interface ChartOverlayProps {
  /** What is shown, in plot units. */
  readonly range: Range
  readonly width: number
  readonly height: number
  /** Place of the linked cursor, in plot units. */
  readonly cursor: number | undefined
  readonly onHover: (at: { readonly x: number; readonly level: number } | undefined) => void
  readonly onRange: (range: Range | undefined) => void
}

interface Drag {
  readonly kind: 'zoom' | 'pan'
  readonly from: number
  readonly to: number
  readonly range: Range
}

/** A shorter drag is a click. */
const LEAST_DRAG = 4
const WHEEL_SPEED = 0.002

export function ChartOverlay({ range, width, height, cursor, onHover, onRange }: ChartOverlayProps) {
  const surface = useRef<HTMLDivElement>(null)
  const [drag, setDrag] = useState<Drag>()
  const valueAt = (px: number, shown: Range = range): number => shown[0] + (px / width) * (shown[1] - shown[0])
  const placeOf = (event: { clientX: number; clientY: number }): { px: number; level: number } => {
    const box = surface.current?.getBoundingClientRect()
    const px = Math.min(width, Math.max(0, event.clientX - (box?.left ?? 0)))
    return { px, level: 1 - (event.clientY - (box?.top ?? 0)) / height }
  }

  const begin = (event: PointerEvent<HTMLDivElement>): void => {
    if (event.button !== 0) return
    const { px } = placeOf(event)
    surface.current?.setPointerCapture(event.pointerId)
    setDrag({ kind: event.shiftKey ? 'pan' : 'zoom', from: px, to: px, range })
  }
  const move = (event: PointerEvent<HTMLDivElement>): void => {
    const { px, level } = placeOf(event)
    if (drag?.kind === 'pan') {
      onRange(panned(drag.range, valueAt(drag.from, drag.range) - valueAt(px, drag.range)))
      return
    }
    if (drag) setDrag({ ...drag, to: px })
    onHover({ x: valueAt(px), level })
  }
  const end = (): void => {
    if (drag?.kind === 'zoom' && Math.abs(drag.to - drag.from) >= LEAST_DRAG) {
      onRange([valueAt(Math.min(drag.from, drag.to)), valueAt(Math.max(drag.from, drag.to))])
    }
    setDrag(undefined)
  }

  const wheel = useEffectEvent((event: WheelEvent) => {
    if (!event.ctrlKey && !event.metaKey) return
    event.preventDefault()
    onRange(zoomed(range, valueAt(placeOf(event).px), Math.exp(event.deltaY * WHEEL_SPEED)))
  })
  useEffect(() => {
    const element = surface.current
    // React listens passively to wheels, where the page's own zoom cannot be prevented.
    const listen = (event: WheelEvent): void => wheel(event)
    element?.addEventListener('wheel', listen, { passive: false })
    return () => element?.removeEventListener('wheel', listen)
  }, [])

  const cursorPx = cursor === undefined ? undefined : ((cursor - range[0]) / (range[1] - range[0])) * width
  return (
    <div
      ref={surface}
      aria-hidden
      className={css.overlay}
      data-panning={drag?.kind === 'pan' || undefined}
      style={{ width, height }}
      onPointerDown={begin}
      onPointerMove={move}
      onPointerUp={end}
      onPointerCancel={() => setDrag(undefined)}
      onPointerLeave={() => onHover(undefined)}
      onDoubleClick={() => onRange(undefined)}
    >
      {drag?.kind === 'zoom' && (
        <div className={css.box} style={{ left: Math.min(drag.from, drag.to), width: Math.abs(drag.to - drag.from) }} />
      )}
      {cursorPx !== undefined && cursorPx >= 0 && cursorPx <= width && (
        <div className={css.crosshair} style={{ transform: `translateX(${cursorPx}px)` }} />
      )}
    </div>
  )
}
