import { useId, useState } from 'react'
import { ChevronDown } from 'lucide-react'
import { Button } from 'react-aria-components/Button'
import { ComboBox, Input } from 'react-aria-components/ComboBox'
import { ListBox, ListBoxItem } from 'react-aria-components/ListBox'
import { Popover } from 'react-aria-components/Popover'
import type { ColumnId } from '../../../../shared/domain/run'
import css from './scatter.module.css'

interface ColumnFieldProps {
  readonly label: string
  readonly columns: readonly ColumnId[]
  readonly value: ColumnId | undefined
  readonly onChange: (column: ColumnId | undefined) => void
  /** Shown when nothing is chosen, where that is a choice. */
  readonly placeholder?: string
}

/** Stores may have thousands of columns; the list shows the first that match what is typed. */
const MOST_OPTIONS = 200

/** A column picker that narrows by typing. */
export function ColumnField({ label, columns, value, onChange, placeholder }: ColumnFieldProps) {
  const id = useId()
  const [typed, setTyped] = useState<string>()
  const words = (typed ?? '').toLowerCase().split(/\s+/).filter(Boolean)
  const options = columns
    .filter((column) => words.every((word) => column.toLowerCase().includes(word)))
    .slice(0, MOST_OPTIONS)
    .map((column) => ({ id: column }))
  const finish = (): void => {
    if (typed === '' && placeholder !== undefined) onChange(undefined)
    setTyped(undefined)
  }
  return (
    <div className={css.field}>
      <span id={id}>{label}</span>
      <ComboBox
        aria-labelledby={id}
        items={options}
        inputValue={typed ?? value ?? ''}
        onInputChange={setTyped}
        selectedKey={value ?? null}
        onSelectionChange={(key) => {
          if (key !== null) onChange(String(key) as ColumnId)
          setTyped(undefined)
        }}
        onOpenChange={(isOpen) => isOpen && setTyped((old) => (old === value ? '' : old))}
        menuTrigger="focus"
        allowsEmptyCollection={false}
        className={css.combo ?? ''}
      >
        <Input className={css.input ?? ''} placeholder={placeholder ?? ''} onBlur={finish} />
        <Button className={css.open ?? ''}>
          <ChevronDown size={14} strokeWidth={1.5} aria-hidden />
        </Button>
        <Popover offset={2} className={css.popover ?? ''}>
          <ListBox className={css.options ?? ''}>
            {(option: { id: ColumnId }) => (
              <ListBoxItem id={option.id} textValue={option.id} className={css.option ?? ''}>
                {option.id}
              </ListBoxItem>
            )}
          </ListBox>
        </Popover>
      </ComboBox>
    </div>
  )
}
