import type { ReactNode } from 'react'
import { Tab, TabList, TabPanel, Tabs as AriaTabs } from 'react-aria-components'
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
  /** The selected tab's panel; left out where the tabs stand apart from what they switch. */
  readonly children?: ReactNode
}

export function Tabs<T extends string>({ label, tabs, selected, onSelect, className, children }: TabsProps<T>) {
  return (
    <AriaTabs
      selectedKey={selected}
      onSelectionChange={(key) => onSelect(String(key) as T)}
      className={className ?? ''}
    >
      <TabList aria-label={label} items={tabs} dependencies={[selected]} className={css.tabs ?? ''}>
        {(tab) => (
          <Tab id={tab.id} className={css.tab ?? ''}>
            {tab.label}
          </Tab>
        )}
      </TabList>
      {children === undefined ? null : <TabPanel id={selected}>{children}</TabPanel>}
    </AriaTabs>
  )
}
