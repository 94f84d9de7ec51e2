// What each named command does at this moment. Features register with `useCommand`; keys, menu and palette run by id.
import { commands as list, type CommandId } from '../../../shared/commands'
import { useEffect, useRef } from 'react'
import { createStore, type StoreApi } from 'zustand/vanilla'
import { createServiceContext } from './service-context'

export interface CommandHandler {
  readonly run: () => void
  readonly isEnabled: boolean
}

export interface CommandsState {
  /** The last registered handler of each command is the one that counts. */
  readonly handlers: ReadonlyMap<CommandId, readonly CommandHandler[]>
  /** Newest first. */
  readonly recent: readonly CommandId[]
}

export interface Commands {
  readonly store: StoreApi<CommandsState>
  readonly actions: {
    register(id: CommandId, handler: CommandHandler): () => void
    /** False when nothing answers to it now. */
    run(id: CommandId): boolean
  }
}

const RECENT = 8

export const handlerOf = (state: CommandsState, id: CommandId): CommandHandler | undefined => {
  const handler = state.handlers.get(id)?.at(-1)
  return handler?.isEnabled ? handler : undefined
}

export function createCommands(): Commands {
  const store = createStore<CommandsState>(() => ({ handlers: new Map(), recent: [] }))
  const change = (id: CommandId, next: (known: readonly CommandHandler[]) => readonly CommandHandler[]): void =>
    store.setState(({ handlers }) => ({ handlers: new Map(handlers).set(id, next(handlers.get(id) ?? [])) }))
  return {
    store,
    actions: {
      register: (id, handler) => {
        change(id, (known) => [...known, handler])
        return () => change(id, (known) => known.filter((other) => other !== handler))
      },
      run: (id) => {
        const handler = handlerOf(store.getState(), id)
        if (handler === undefined) return false
        store.setState(({ recent }) => ({ recent: [id, ...recent.filter((other) => other !== id)].slice(0, RECENT) }))
        handler.run()
        return true
      },
    },
  }
}

export const [CommandsProvider, useCommands] = createServiceContext<Commands>('commands')

/** Registers what a command does while the caller is on screen. */
export function useCommand(id: CommandId, run: () => void, isEnabled = true): void {
  const { actions } = useCommands()
  const latest = useRef(run)
  useEffect(() => {
    latest.current = run
  })
  useEffect(() => actions.register(id, { run: () => latest.current(), isEnabled }), [actions, id, isEnabled])
}

export const isCommandId = (id: string): id is CommandId => id in list

interface KeyPress {
  readonly key: string
  readonly ctrlKey: boolean
  readonly metaKey: boolean
  readonly shiftKey: boolean
  readonly altKey: boolean
}

const isMatch = (accelerator: string, press: KeyPress, isMac: boolean): boolean => {
  const parts = accelerator.toLowerCase().split('+')
  const key = parts.at(-1)
  const isModified = isMac ? press.metaKey && !press.ctrlKey : press.ctrlKey && !press.metaKey
  return (
    press.key.toLowerCase() === key &&
    isModified === parts.includes('cmdorctrl') &&
    press.shiftKey === parts.includes('shift') &&
    press.altKey === parts.includes('alt')
  )
}

/** Pure: the command whose key this is. */
export const commandOfKey = (press: KeyPress, isMac: boolean): CommandId | undefined =>
  (Object.keys(list) as CommandId[]).find((id) => {
    const accelerator = list[id].key
    return accelerator !== undefined && isMatch(accelerator, press, isMac)
  })
