import { useMemo, useState } from 'react'
import { Autocomplete, Dialog, Header, Menu, MenuItem, MenuSection, Modal, ModalOverlay } from 'react-aria-components'
import { useTranslation } from 'react-i18next'
import { SearchField } from '../../ui/search-field'
import overlays from '../../ui/overlays.module.css'
import { collectGroups } from './collect-entries'
import { useEntries } from './use-entries'
import css from './palette.module.css'

interface CommandPaletteProps {
  readonly isOpen: boolean
  readonly onClose: () => void
}

export function CommandPalette({ isOpen, onClose }: CommandPaletteProps) {
  const { t } = useTranslation()
  return (
    <ModalOverlay
      isOpen={isOpen}
      onOpenChange={(open) => !open && onClose()}
      isDismissable
      className={overlays.scrim ?? ''}
    >
      <Modal className={`${overlays.popover} ${css.palette}`}>
        <Dialog aria-label={t('common:palette.title')} className={`${overlays.panel} ${css.dialog}`}>
          <Palette onClose={onClose} />
        </Dialog>
      </Modal>
    </ModalOverlay>
  )
}

function Palette({ onClose }: { readonly onClose: () => void }) {
  const { t } = useTranslation()
  const [typed, setTyped] = useState('')
  const entries = useEntries(typed)
  const groups = useMemo(() => collectGroups(entries, typed), [entries, typed])
  const choose = (id: string): void => {
    onClose()
    entries.find((entry) => entry.id === id)?.run()
  }
  return (
    <Autocomplete inputValue={typed} onInputChange={(text) => setTyped(text.slice(0, 1_000))}>
      <SearchField
        label={t('common:palette.placeholder')}
        value={typed}
        onChange={setTyped}
        isBare
        autoFocus
        className={css.field}
      />
      <Menu
        aria-label={t('common:palette.title')}
        items={groups}
        onAction={(key) => choose(String(key))}
        className={css.list ?? ''}
        renderEmptyState={() => <p className={css.none}>{t('common:palette.none')}</p>}
      >
        {(group) => (
          <MenuSection id={group.kind}>
            <Header className={css.group ?? ''}>{t(`common:palette.${group.kind}`)}</Header>
            {group.entries.map((entry) => (
              <MenuItem key={entry.id} id={entry.id} textValue={entry.title} className={overlays.item ?? ''}>
                <span>{entry.title}</span>
                {entry.note === undefined ? null : <small className={css.note}>{entry.note}</small>}
                {entry.shortcut === undefined ? null : <kbd>{entry.shortcut}</kbd>}
              </MenuItem>
            ))}
          </MenuSection>
        )}
      </Menu>
    </Autocomplete>
  )
}
