import { FolderOpen } from 'lucide-react'
import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import { Button } from '../../ui/button'
import { useCommands } from '../../lib/commands'
import { useWorkspaces } from './workspaces-context'
import { WorkspaceSection } from './workspace-section'
import css from './workspaces.module.css'

/** `children`: what runs now. */
export function Sidebar({ children }: { readonly children?: ReactNode }) {
  const { t } = useTranslation()
  const workspaces = useWorkspaces((state) => state.workspaces)
  const { actions } = useCommands()
  return (
    <nav className={css.sidebar} aria-label={t('workspaces:sidebar.name')}>
      {workspaces.map((workspace) => (
        <WorkspaceSection key={workspace.id} workspace={workspace} />
      ))}
      {children}
      <div className={css.foot}>
        <Button
          variant="quiet"
          icon={<FolderOpen size={16} strokeWidth={1.5} aria-hidden />}
          onPress={() => void actions.run('workspace.open')}
        >
          {t('workspaces:sidebar.open')}
        </Button>
      </div>
    </nav>
  )
}
