import { Pin, X } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import { IconButton } from '../../ui/button'
import { RunSwatch } from '../../ui/run-swatch'
import type { RunLook } from '../charts'
import css from './compare.module.css'

interface CompareHeadProps {
  readonly look: RunLook
  readonly isBase?: boolean
  readonly onBase?: (look: RunLook) => void
  readonly onRemove: (look: RunLook) => void
}

const ICON = { size: 14, strokeWidth: 1.5, 'aria-hidden': true } as const

/** A column's run: colour, name, and what can be done with the column. */
export function CompareHead({ look, isBase = false, onBase, onRemove }: CompareHeadProps) {
  const { t } = useTranslation('compare')
  const { name } = look
  return (
    <div role="columnheader" className={css.head} data-base={isBase || undefined}>
      <RunSwatch slot={look.slot} />
      <span className={css.name} title={name}>
        {name}
      </span>
      {isBase && <span className={css.baseMark}>{t('base')}</span>}
      <span className={css.headTools}>
        {onBase && (
          <IconButton
            size="small"
            name={t('makeBase', { name })}
            icon={<Pin {...ICON} />}
            onPress={() => onBase(look)}
          />
        )}
        <IconButton size="small" name={t('remove', { name })} icon={<X {...ICON} />} onPress={() => onRemove(look)} />
      </span>
    </div>
  )
}
