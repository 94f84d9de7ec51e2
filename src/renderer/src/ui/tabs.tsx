import type { ComponentProps } from 'react'
import { Tab, TabList, Tabs as AriaTabs } from 'react-aria-components'
import css from './controls.module.css'

export interface TabItem<T extends string> {
  readonly id: T
  readonly label: string
}

interface TabsProps<T extends string> {
  readonly label: string
  readonly tabs: readonly TabItem<T>[]
  readonly selected: T
  readonly onSelect: (id: T) => void
  readonly className?: string
}

/** Tabs stand apart from what they switch: they name no panel, for a name that leads nowhere misleads a screen reader. */
export function Tabs<T extends string>({ label, tabs, selected, onSelect, className }: TabsProps<T>) {
  return (
    <AriaTabs
      selectedKey={selected}
      onSelectionChange={(key) => onSelect(String(key) as T)}
      className={className ?? ''}
    >
      <TabList aria-label={label} items={tabs} dependencies={[selected]} className={css.tabs ?? ''}>
        {(tab) => (
          <Tab
            id={tab.id}
            className={css.tab ?? ''}
            render={(props) => <div {...(props as ComponentProps<'div'>)} aria-controls={undefined} />}
          >
            {tab.label}
          </Tab>
        )}
      </TabList>
    </AriaTabs>
  )
}
