import { createContext, useContext, type ReactNode } from 'react'

interface ProviderProps<T> {
  readonly value: T
  readonly children: ReactNode
}

/** A provider and its hook for one service made at the composition root; the hook throws outside its provider. */
export function createServiceContext<T>(name: string): readonly [(props: ProviderProps<T>) => ReactNode, () => T] {
  const Context = createContext<T | undefined>(undefined)
  const Provider = ({ value, children }: ProviderProps<T>): ReactNode => <Context value={value}>{children}</Context>
  const useService = (): T => {
    const value = useContext(Context)
    if (value === undefined) throw new Error(`${name} is used outside its provider`)
    return value
  }
  return [Provider, useService]
}
