// What the middle of the window shows.
import { useTranslation } from 'react-i18next'
import type { WorkspaceSummary } from '../../../shared/domain/workspace'
import { ArtifactPage } from '../features/artifacts'
import { ModelPage, ModelsPage } from '../features/models'
import { useNavigation } from '../features/navigation'
import { ProjectPage } from '../features/projects'
import { useWorkspacesActions, Welcome } from '../features/workspaces'
import { Button } from '../ui/button'
import { ErrorBlock } from '../ui/error-block'
import { RunsPage } from './runs-page'
import css from './frame.module.css'

interface MiddleProps {
  readonly workspace: WorkspaceSummary | undefined
  readonly hasCharts: boolean
}

export function Middle({ workspace, hasCharts }: MiddleProps) {
  const { t } = useTranslation()
  const view = useNavigation((state) => state.view)
  const { restart, close } = useWorkspacesActions()
  if (workspace === undefined) return <Welcome />
  if (workspace.error !== undefined)
    return (
      <div className={css.lost}>
        <ErrorBlock error={workspace.error}>
          <Button variant="primary" onPress={() => void restart(workspace.id)}>
            {t('workspaces:lost.restart')}
          </Button>
          <Button variant="quiet" onPress={() => void close(workspace.id)}>
            {t('workspaces:lost.close')}
          </Button>
        </ErrorBlock>
      </div>
    )
  switch (view.kind) {
    case 'welcome':
      return <Welcome />
    case 'runs':
      return <RunsPage workspace={workspace} mode={view.mode} hasCharts={hasCharts} />
    case 'models':
      return <ModelsPage workspaceId={workspace.id} />
    case 'model':
      return <ModelPage workspaceId={workspace.id} modelRef={view.ref} />
    case 'artifact':
      return <ArtifactPage workspaceId={workspace.id} source={view.source} path={view.path} />
    case 'project':
      return <ProjectPage workspaceId={workspace.id} projectDir={view.projectDir} entryPoint={view.entryPoint} />
  }
}
