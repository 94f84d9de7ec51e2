// Where the window opens: where it was, if a display still shows enough of that place to take hold of it. Pure.
import type { Rectangle } from 'electron'

const DESIGN_SIZE = { width: 1280, height: 800 }
const GRIP_PX = 100

const overlap = (start: number, length: number, otherStart: number, otherLength: number): number =>
  Math.min(start + length, otherStart + otherLength) - Math.max(start, otherStart)

export function fitBounds(
  remembered: Rectangle | undefined,
  workAreas: readonly Rectangle[],
): Rectangle | { readonly width: number; readonly height: number } {
  const isReachable = workAreas.some(
    (area) =>
      remembered &&
      overlap(remembered.x, remembered.width, area.x, area.width) >= GRIP_PX &&
      remembered.y >= area.y &&
      remembered.y <= area.y + area.height - GRIP_PX,
  )
  if (!remembered || !isReachable) return DESIGN_SIZE
  const { x, y, width, height } = remembered
  return { x, y, width, height }
}
