// Which sections are folded, by name. The composition connects it to the settings; without that it lasts as long as the page.
import { createContext, useContext, useState, type ReactNode } from 'react'

export interface Folds {
  readonly folds: Readonly<Record<string, boolean>>
  setFold(name: string, isFolded: boolean): void
}

const Context = createContext<Folds | undefined>(undefined)

export const FoldsProvider = ({ value, children }: { readonly value: Folds; readonly children: ReactNode }) => (
  <Context value={value}>{children}</Context>
)

export function useFold(name: string, isFoldedAtFirst = false): readonly [boolean, (isFolded: boolean) => void] {
  const kept = useContext(Context)
  const [own, setOwn] = useState(isFoldedAtFirst)
  if (kept === undefined) return [own, setOwn]
  return [kept.folds[name] ?? isFoldedAtFirst, (isFolded) => kept.setFold(name, isFolded)]
}
