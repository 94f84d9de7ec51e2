// Which pixel column an x falls into, linear or logarithmic, and where a column's two slots lie.

export interface PixelScale {
  /** 0 … width − 1; never falls as x rises. */
  columnOf(x: number): number
  /** x a quarter (0) or three quarters (1) into the column. */
  slotX(column: number, slot: 0 | 1): number
}

export interface ScaleSpec {
  /** Ends of the visible range, low < high; both positive when logarithmic. */
  readonly range: readonly [number, number]
  readonly widthPx: number
  readonly isLogX: boolean
}

export function createPixelScale({ range, widthPx, isLogX }: ScaleSpec): PixelScale {
  // Halves, so that the span between the two largest numbers is still a number.
  const forward = isLogX ? Math.log10 : (x: number): number => x / 2
  const back = isLogX ? (x: number): number => 10 ** x : (x: number): number => x * 2
  const low = forward(range[0])
  const span = forward(range[1]) - low
  return {
    columnOf: (x) =>
      span > 0 ? Math.max(0, Math.min(widthPx - 1, Math.floor(((forward(x) - low) / span) * widthPx))) : 0,
    slotX: (column, slot) => back(low + ((column + (slot === 0 ? 0.25 : 0.75)) / widthPx) * span),
  }
}
