import type { MouseEvent, ReactNode } from 'react'
import css from './workspaces.module.css'

interface SidebarItemProps {
  readonly icon: ReactNode
  readonly label: string
  readonly isCurrent: boolean
  readonly onPress: (event: MouseEvent) => void
  readonly title?: string
  readonly badge?: string | undefined
  readonly dotLabel?: string | undefined
  readonly aside?: string | undefined
  readonly isFaint?: boolean
}

export function SidebarItem(props: SidebarItemProps) {
  const { icon, label, isCurrent, onPress, title, badge, dotLabel, aside, isFaint = false } = props
  return (
    <li>
      <button
        type="button"
        className={css.item}
        data-faint={isFaint || undefined}
        {...(isCurrent ? { 'aria-current': 'true' as const } : {})}
        title={title ?? label}
        onClick={onPress}
      >
        {icon}
        <span className={css.label}>{label}</span>
        {dotLabel === undefined ? null : <span className={css.dot} role="img" aria-label={dotLabel} />}
        {badge === undefined ? null : <span className={css.badge}>{badge}</span>}
        {aside === undefined ? null : <span className={css.aside}>{aside}</span>}
      </button>
    </li>
  )
}
