import type { ReactElement, ReactNode } from 'react'
import { Dialog, DialogTrigger } from 'react-aria-components'
import { Popover as AriaPopover } from 'react-aria-components'
import css from './overlays.module.css'

interface PopoverProps {
  readonly name: string
  /** The button that opens it. */
  readonly trigger: ReactElement
  readonly children: ReactNode | ((close: () => void) => ReactNode)
  readonly isOpen?: boolean
  readonly onOpenChange?: (isOpen: boolean) => void
  readonly className?: string | undefined
}

export function Popover({ name, trigger, children, isOpen, onOpenChange, className }: PopoverProps) {
  return (
    <DialogTrigger
      {...(isOpen === undefined ? {} : { isOpen })}
      {...(onOpenChange === undefined ? {} : { onOpenChange })}
    >
      {trigger}
      <AriaPopover offset={4} className={css.popover ?? ''}>
        <Dialog aria-label={name} className={`${css.panel} ${className ?? ''}`}>
          {({ close }) => (typeof children === 'function' ? children(close) : children)}
        </Dialog>
      </AriaPopover>
    </DialogTrigger>
  )
}
