import { Check } from 'lucide-react'
import { useRef, type ReactElement } from 'react'
import { Menu as AriaMenu, MenuItem, MenuTrigger, Separator } from 'react-aria-components'
import { Popover } from 'react-aria-components'
import css from './overlays.module.css'

export interface MenuEntry {
  readonly id: string
  readonly label: string
  readonly onAction: () => void
  /** Shown at the right: `Ctrl K`. */
  readonly shortcut?: string | undefined
  readonly isDisabled?: boolean
  /** Makes it a choice with a check mark. */
  readonly isChecked?: boolean
  /** A line above it. */
  readonly startsGroup?: boolean
}

interface EntriesProps {
  readonly name: string
  readonly entries: readonly MenuEntry[]
}

function Entries({ name, entries }: EntriesProps) {
  const hasChecks = entries.some((entry) => entry.isChecked !== undefined)
  return (
    <AriaMenu aria-label={name} autoFocus="first" className={css.menu ?? ''}>
      {entries.flatMap((entry) => [
        ...(entry.startsGroup ? [<Separator key={`${entry.id}-line`} className={css.separator ?? ''} />] : []),
        <MenuItem
          key={entry.id}
          id={entry.id}
          textValue={entry.label}
          isDisabled={entry.isDisabled ?? false}
          onAction={entry.onAction}
          className={css.item ?? ''}
        >
          {hasChecks ? (
            <span className={css.check}>
              {entry.isChecked ? <Check size={16} strokeWidth={1.5} aria-hidden /> : null}
            </span>
          ) : null}
          <span>{entry.label}</span>
          {entry.shortcut === undefined ? null : <kbd>{entry.shortcut}</kbd>}
        </MenuItem>,
      ])}
    </AriaMenu>
  )
}

/** A button (its trigger) that opens a menu. */
export function MenuButton({ name, trigger, entries }: EntriesProps & { readonly trigger: ReactElement }) {
  return (
    <MenuTrigger>
      {trigger}
      <Popover offset={2} className={css.popover ?? ''}>
        <Entries name={name} entries={entries} />
      </Popover>
    </MenuTrigger>
  )
}

export interface MenuPlace {
  readonly x: number
  readonly y: number
}

interface ContextMenuProps extends EntriesProps {
  /** Where the pointer was, undefined for closed. */
  readonly place: MenuPlace | undefined
  readonly onClose: () => void
}

export function ContextMenu({ name, entries, place, onClose }: ContextMenuProps) {
  const anchor = useRef<HTMLSpanElement>(null)
  return (
    <>
      <span
        ref={anchor}
        aria-hidden
        style={{
          position: 'fixed',
          left: place?.x ?? 0,
          top: place?.y ?? 0,
          width: 1,
          height: 1,
          pointerEvents: 'none',
        }}
      />
      <Popover
        key={place === undefined ? 'closed' : `${place.x},${place.y}`}
        triggerRef={anchor}
        isOpen={place !== undefined}
        onOpenChange={(isOpen) => !isOpen && onClose()}
        placement="bottom start"
        offset={0}
        className={css.popover ?? ''}
      >
        <Entries
          name={name}
          entries={entries.map((entry) => ({
            ...entry,
            onAction: () => {
              onClose()
              entry.onAction()
            },
          }))}
        />
      </Popover>
    </>
  )
}
