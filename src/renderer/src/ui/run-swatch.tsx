import type { CSSProperties } from 'react'
import css from './blocks.module.css'

/** Number of run colours before they repeat dashed: tokens `--run-1` … `--run-20`. */
export const RUN_COLOUR_COUNT = 20

export const runColour = (slot: number): string => `var(--run-${(slot % RUN_COLOUR_COUNT) + 1})`
export const isDashedSlot = (slot: number): boolean => slot >= RUN_COLOUR_COUNT

/** A run's colour; undefined: the run has none yet. Says nothing to a screen reader: the run's name stands beside it. */
export function RunSwatch({ slot }: { readonly slot: number | undefined }) {
  if (slot === undefined) return <span className={css.swatch} aria-hidden />
  return (
    <span
      className={css.swatch}
      aria-hidden
      data-slot={slot}
      {...(isDashedSlot(slot) ? { 'data-dashed': '' } : {})}
      style={{ '--colour': runColour(slot) } as CSSProperties}
    />
  )
}
