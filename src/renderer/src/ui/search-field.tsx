import { Search, X } from 'lucide-react'
import type { KeyboardEvent, Ref } from 'react'
import { Button } from 'react-aria-components'
import { Input, SearchField as AriaSearchField } from 'react-aria-components'
import { useTranslation } from 'react-i18next'
import css from './controls.module.css'

interface SearchFieldProps {
  readonly label: string
  readonly value: string
  readonly onChange: (value: string) => void
  readonly placeholder?: string
  /** Without a frame, for a toolbar that is itself the field. */
  readonly isBare?: boolean
  readonly autoFocus?: boolean
  readonly className?: string | undefined
  readonly onKeyDown?: (event: KeyboardEvent) => void
  readonly inputRef?: Ref<HTMLInputElement>
}

export function SearchField(props: SearchFieldProps) {
  const {
    label,
    value,
    onChange,
    placeholder,
    isBare = false,
    autoFocus = false,
    className,
    onKeyDown,
    inputRef,
  } = props
  const { t } = useTranslation()
  return (
    <AriaSearchField
      aria-label={label}
      value={value}
      onChange={onChange}
      autoFocus={autoFocus}
      className={`${css.search} ${className ?? ''}`}
      {...(isBare ? { 'data-bare': '' } : {})}
    >
      <Search size={16} strokeWidth={1.5} aria-hidden />
      <Input ref={inputRef ?? null} placeholder={placeholder ?? label} onKeyDown={(event) => onKeyDown?.(event)} />
      <Button aria-label={t('common:clear')} className={`${css.icon} ${css.iconSmall}`}>
        <X size={14} strokeWidth={1.5} aria-hidden />
      </Button>
    </AriaSearchField>
  )
}
