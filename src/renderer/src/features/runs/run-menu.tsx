import { useTranslation } from 'react-i18next'
import type { RunRow } from '../../../../shared/domain/run'
import { useClient } from '../../bridge/client-context'
import { useCopy } from '../../lib/use-copy'
import { ContextMenu, type MenuEntry, type MenuPlace } from '../../ui/menu'
import { useNavigationActions } from '../navigation'
import { useRuns, useRunsActions } from './runs-context'

export interface OpenRunMenu {
  readonly row: RunRow
  readonly index: number
  readonly place: MenuPlace
}

export function RunMenu({ menu, onClose }: { readonly menu: OpenRunMenu | undefined; readonly onClose: () => void }) {
  const { t } = useTranslation()
  const client = useClient()
  const copy = useCopy()
  const workspaceId = useRuns((state) => state.workspaceId)
  const selected = useRuns((state) => state.selected)
  const { toggleSelected } = useRunsActions()
  const { toggle, show } = useNavigationActions()
  if (menu === undefined || workspaceId === undefined) return null
  const { row } = menu
  const entries: readonly MenuEntry[] = [
    {
      id: 'select',
      label: t(selected.includes(row.key) ? 'runs:menu.deselect' : 'runs:menu.select'),
      onAction: () => toggleSelected(row.key),
    },
    { id: 'inspect', label: t('runs:menu.inspect'), onAction: () => toggle('isInspectorOpen', true) },
    {
      id: 'compare',
      label: t('runs:toolbar.compare'),
      isDisabled: selected.length < 2,
      startsGroup: true,
      onAction: () => show({ kind: 'runs', mode: 'compare' }),
    },
    {
      id: 'reveal',
      label: t('runs:menu.reveal'),
      startsGroup: true,
      onAction: () => void client.request('shell.reveal', { workspaceId, target: { kind: 'run', runKey: row.key } }),
    },
    { id: 'copyId', label: t('runs:menu.copyId'), onAction: () => copy(row.runId) },
    { id: 'copyName', label: t('runs:menu.copyName'), onAction: () => copy(row.name) },
  ]
  return <ContextMenu name={row.name.slice(0, 100)} entries={entries} place={menu.place} onClose={onClose} />
}
