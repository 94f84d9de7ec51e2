import { ChevronDown } from 'lucide-react'
import { Button } from 'react-aria-components'
import { ListBox, ListBoxItem } from 'react-aria-components'
import { Popover } from 'react-aria-components'
import { Label, Select as AriaSelect, SelectValue } from 'react-aria-components'
import controls from './controls.module.css'
import overlays from './overlays.module.css'

export interface SelectOption<T extends string> {
  readonly id: T
  readonly label: string
}

interface SelectProps<T extends string> {
  readonly label: string
  readonly options: readonly SelectOption<T>[]
  readonly value: T | undefined
  readonly onChange: (value: T) => void
  /** `above` for forms, `beside` for toolbars, `hidden` where the place already says it. */
  readonly labelPlace?: 'above' | 'beside' | 'hidden'
  readonly placeholder?: string
  readonly isDisabled?: boolean
}

const hiddenLabel = (label: string, place: 'above' | 'beside' | 'hidden') =>
  place === 'hidden' ? { 'aria-label': label } : {}

export function Select<T extends string>(props: SelectProps<T>) {
  const { label, options, value, onChange, labelPlace = 'above', placeholder = '', isDisabled = false } = props
  return (
    <AriaSelect
      value={value ?? null}
      onChange={(key) => key !== null && onChange(String(key) as T)}
      isDisabled={isDisabled}
      placeholder={placeholder}
      {...hiddenLabel(label, labelPlace)}
      className={(labelPlace === 'above' ? controls.field : controls.selectInline) ?? ''}
    >
      {labelPlace === 'hidden' ? null : <Label className={controls.fieldLabel ?? ''}>{label}</Label>}
      <Button className={`${controls.button} ${controls.select}`}>
        <SelectValue className={controls.selectValue ?? ''} />
        <ChevronDown size={16} strokeWidth={1.5} aria-hidden />
      </Button>
      <Popover offset={2} className={overlays.popover ?? ''}>
        <ListBox items={options} className={overlays.menu ?? ''}>
          {(option) => (
            <ListBoxItem id={option.id} textValue={option.label} className={overlays.item ?? ''}>
              <span>{option.label}</span>
            </ListBoxItem>
          )}
        </ListBox>
      </Popover>
    </AriaSelect>
  )
}
