import type { ReactNode } from 'react'
import { Switch as AriaSwitch } from 'react-aria-components'
import css from './controls.module.css'

interface SwitchProps {
  readonly children: ReactNode
  readonly isSelected: boolean
  readonly onChange: (isSelected: boolean) => void
  readonly isDisabled?: boolean
}

export function Switch({ children, ...rest }: SwitchProps) {
  return (
    <AriaSwitch {...rest} className={css.switch ?? ''}>
      <span className={css.track} aria-hidden />
      {children}
    </AriaSwitch>
  )
}
