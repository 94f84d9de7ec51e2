import { ArrowLeft } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import type { ArtifactSource } from '../../../../shared/domain/artifact'
import type { WorkspaceId } from '../../../../shared/domain/ids'
import { useClient } from '../../bridge/client-context'
import { useAnswer } from '../../lib/use-answer'
import { IconButton } from '../../ui/button'
import { useNavigationActions } from '../navigation'
import { useRuns } from '../runs'
import { ArtifactPreview } from './artifact-preview'
import css from './artifacts.module.css'

interface ArtifactPageProps {
  readonly workspaceId: WorkspaceId
  readonly source: ArtifactSource
  readonly path: string
}

/** One artifact in the middle of the window. */
export function ArtifactPage({ workspaceId, source, path }: ArtifactPageProps) {
  const { t } = useTranslation('artifacts')
  const { show } = useNavigationActions()
  const seq = useRuns((state) => state.seq)
  const owner = useOwnerName(workspaceId, source)
  const slash = path.lastIndexOf('/')
  return (
    <section className={css.page}>
      <header className={css.pageHead}>
        <IconButton
          name={t('back')}
          icon={<ArrowLeft size={16} strokeWidth={1.5} aria-hidden />}
          onPress={() => show({ kind: 'runs', mode: 'table' })}
        />
        <h1 title={path}>{path.slice(slash + 1)}</h1>
        <span className={css.pageFacts}>{[owner, path.slice(0, Math.max(0, slash))].filter(Boolean).join(' · ')}</span>
      </header>
      <div className={css.pageBody}>
        <ArtifactPreview key={path} workspaceId={workspaceId} source={source} path={path} revision={seq} />
      </div>
    </section>
  )
}

/** Whose artifact it is, in a person's words. */
function useOwnerName(workspaceId: WorkspaceId, source: ArtifactSource): string | undefined {
  const client = useClient()
  const runKey = source.kind === 'run' ? source.runKey : undefined
  const [answer] = useAnswer({
    identity: runKey === undefined ? undefined : `${workspaceId} ${runKey}`,
    ask: (signal) => client.ask(workspaceId, 'runs.get', { runKeys: runKey === undefined ? [] : [runKey] }, signal),
  })
  if (source.kind === 'logged-model') return source.modelId
  if (source.kind === 'folder') return source.dir
  return answer.kind === 'ready' ? answer.value.runs[0]?.name : undefined
}
