import { useState, type PointerEvent } from 'react'
import css from './charts.module.css'

interface ChartResizerProps {
  readonly height: number
  readonly onResize: (heightPx: number) => void
}

const KEY_STEP = 16

/** Alt+Up and Alt+Down on a card do what dragging its foot does. */
export function stepHeight(key: string, height: number, onResize: (heightPx: number) => void): boolean {
  const direction = { ArrowUp: -1, ArrowDown: 1 }[key]
  if (direction !== undefined) onResize(height + direction * KEY_STEP)
  return direction !== undefined
}

/** The foot of a card: drag it and all cards take the height. */
export function ChartResizer({ height, onResize }: ChartResizerProps) {
  const [start, setStart] = useState<{ readonly y: number; readonly height: number }>()
  const begin = (event: PointerEvent<HTMLDivElement>): void => {
    event.currentTarget.setPointerCapture(event.pointerId)
    setStart({ y: event.clientY, height })
  }
  return (
    <div
      aria-hidden
      className={css.resizer}
      onPointerDown={begin}
      onPointerMove={(event) => start && onResize(start.height + event.clientY - start.y)}
      onPointerUp={() => setStart(undefined)}
      onPointerCancel={() => setStart(undefined)}
    />
  )
}
