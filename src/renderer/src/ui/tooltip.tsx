import type { ReactNode } from 'react'
import { Tooltip as AriaTooltip, TooltipTrigger } from 'react-aria-components'
import css from './overlays.module.css'

interface TooltipProps {
  readonly text: string
  readonly shortcut?: string | undefined
  /** One focusable element of react-aria-components. */
  readonly children: ReactNode
}

export function Tooltip({ text, shortcut, children }: TooltipProps) {
  return (
    <TooltipTrigger delay={500} closeDelay={0}>
      {children}
      <AriaTooltip offset={4} className={css.tooltip ?? ''}>
        {text}
        {shortcut === undefined ? null : <kbd className={css.key}>{shortcut}</kbd>}
      </AriaTooltip>
    </TooltipTrigger>
  )
}
