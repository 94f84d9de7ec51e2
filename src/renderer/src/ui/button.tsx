import type { ReactNode, Ref } from 'react'
import { Button as AriaButton } from 'react-aria-components'
import { Tooltip } from './tooltip'
import css from './controls.module.css'

interface ButtonProps {
  readonly children: ReactNode
  readonly onPress?: (() => void) | undefined
  readonly variant?: 'plain' | 'primary' | 'quiet' | 'danger'
  readonly size?: 'normal' | 'small'
  readonly icon?: ReactNode
  readonly isDisabled?: boolean
  readonly type?: 'button' | 'submit'
}

export function Button({ children, variant = 'plain', size = 'normal', icon, onPress, ...rest }: ButtonProps) {
  const names = [css.button, variant === 'plain' ? '' : css[variant], size === 'small' ? css.small : '']
  return (
    <AriaButton {...rest} onPress={() => onPress?.()} className={names.filter(Boolean).join(' ')}>
      {icon}
      {children}
    </AriaButton>
  )
}

interface IconButtonProps {
  /** Read by screen readers and shown as a tooltip. */
  readonly name: string
  readonly icon: ReactNode
  readonly onPress?: (() => void) | undefined
  /** Shown in the tooltip: `Ctrl K`. */
  readonly shortcut?: string | undefined
  /** Makes it a toggle. */
  readonly isPressed?: boolean
  readonly isDisabled?: boolean
  readonly size?: 'normal' | 'small'
  readonly className?: string | undefined
  readonly ref?: Ref<HTMLButtonElement>
}

export function IconButton(props: IconButtonProps) {
  const { name, icon, onPress, shortcut, isPressed, isDisabled = false, size = 'normal', className, ref } = props
  const names = [css.icon, size === 'small' ? css.iconSmall : '', className ?? '']
  return (
    <Tooltip text={name} shortcut={shortcut}>
      <AriaButton
        ref={ref ?? null}
        aria-label={name}
        {...(isPressed === undefined ? {} : { 'aria-pressed': isPressed })}
        isDisabled={isDisabled}
        onPress={() => onPress?.()}
        className={names.filter(Boolean).join(' ')}
      >
        {icon}
      </AriaButton>
    </Tooltip>
  )
}
