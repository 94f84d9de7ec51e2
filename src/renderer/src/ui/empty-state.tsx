import type { ReactNode } from 'react'
import css from './blocks.module.css'

interface EmptyStateProps {
  /** One sentence. */
  readonly text: string
  /** One primary button, at most one more. */
  readonly children?: ReactNode
}

export function EmptyState({ text, children }: EmptyStateProps) {
  return (
    <div className={css.empty}>
      <p>{text}</p>
      {children === undefined ? null : <div className={css.emptyActions}>{children}</div>}
    </div>
  )
}
