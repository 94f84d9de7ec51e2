import { Copy } from 'lucide-react'
import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import { useCopy } from '../lib/use-copy'
import { IconButton } from './button'
import css from './blocks.module.css'

export interface KeyValueRow {
  readonly key: string
  /** What is shown; text or a few inline elements. */
  readonly value: ReactNode
  /** What is copied and shown whole on hover. */
  readonly text: string
}

interface KeyValueListProps {
  readonly rows: readonly KeyValueRow[]
  readonly isMono?: boolean
}

export function KeyValueList({ rows, isMono = false }: KeyValueListProps) {
  const { t } = useTranslation()
  const copy = useCopy()
  return (
    <dl className={`${css.rows} ${isMono ? css.mono : ''}`}>
      {rows.map((row) => (
        <div key={row.key} className={css.row}>
          <dt title={row.key}>{row.key}</dt>
          <dd title={row.text}>
            {row.value}
            <IconButton
              name={t('common:copyValue', { name: row.key })}
              icon={<Copy size={14} strokeWidth={1.5} aria-hidden />}
              size="small"
              className={css.copy}
              onPress={() => copy(row.text)}
            />
          </dd>
        </div>
      ))}
    </dl>
  )
}
