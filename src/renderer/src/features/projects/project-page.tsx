import { Play } from 'lucide-react'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { EntryPoint, Project } from '../../../../shared/domain/project'
import type { WorkspaceId } from '../../../../shared/domain/ids'
import { useClient } from '../../bridge/client-context'
import { useAnswer } from '../../lib/use-answer'
import { Button } from '../../ui/button'
import { EmptyState } from '../../ui/empty-state'
import { ErrorBlock } from '../../ui/error-block'
import { useRuns } from '../runs'
import { LaunchPanel } from './launch-panel'
import css from './projects.module.css'

interface ProjectPageProps {
  readonly workspaceId: WorkspaceId
  readonly projectDir: string
  /** Chosen at first; undefined: `main`, else the first. */
  readonly entryPoint: string | undefined
}

/** A project's entry points, and the form to run one. */
export function ProjectPage(props: ProjectPageProps) {
  return <Page key={`${props.workspaceId} ${props.projectDir} ${props.entryPoint ?? ''}`} {...props} />
}

function Page({ workspaceId, projectDir, entryPoint }: ProjectPageProps) {
  const { t } = useTranslation('projects')
  const client = useClient()
  // The worker's revision moves with the folder; an edited MLproject is read again then and after a try to run.
  const seq = useRuns((state) => state.seq)
  const [answer, retry] = useAnswer({
    identity: `${workspaceId} ${projectDir}`,
    revision: seq,
    ask: (signal) => client.request('projects.get', { workspaceId, projectDir }, signal),
  })
  const project = answer.kind === 'ready' ? answer.value : undefined
  const error = answer.kind === 'failed' ? answer.error : project?.error
  return (
    <section className={css.page}>
      <header className={css.pageHead}>
        <h1>{project?.name ?? projectDir}</h1>
        {project !== undefined && <ProjectFacts project={project} />}
      </header>
      <div className={css.pageBody}>
        {error !== undefined && (
          <ErrorBlock error={error}>
            <Button onPress={retry}>{t('readAgain')}</Button>
          </ErrorBlock>
        )}
        {project !== undefined && error === undefined && (
          <EntryPoints workspaceId={workspaceId} projectDir={projectDir} project={project} wanted={entryPoint} />
        )}
      </div>
    </section>
  )
}

function ProjectFacts({ project }: { readonly project: Project }) {
  const { t } = useTranslation('projects')
  const { kind, file } = project.environment
  return (
    <span className={css.pageFacts} title={project.file}>
      {[project.file, kind === 'system' ? undefined : t('environmentOf', { kind, file: file ?? '' })]
        .filter(Boolean)
        .join(' · ')}
    </span>
  )
}

interface EntryPointsProps {
  readonly workspaceId: WorkspaceId
  readonly projectDir: string
  readonly project: Project
  readonly wanted: string | undefined
}

const pick = (entryPoints: readonly EntryPoint[], name: string | undefined): EntryPoint | undefined =>
  entryPoints.find((entry) => entry.name === name) ??
  entryPoints.find((entry) => entry.name === 'main') ??
  entryPoints[0]

function EntryPoints({ workspaceId, projectDir, project, wanted }: EntryPointsProps) {
  const { t } = useTranslation('projects')
  const [name, setName] = useState(wanted)
  const chosen = pick(project.entryPoints, name)
  if (chosen === undefined) return <EmptyState text={t('noEntryPoints')} />
  return (
    <div className={css.columns}>
      <ul className={css.entryPoints} aria-label={t('entryPoints')}>
        {project.entryPoints.map((entry) => (
          <li key={entry.name}>
            <button
              type="button"
              className={css.entryPoint}
              aria-current={entry.name === chosen.name}
              onClick={() => setName(entry.name)}
            >
              <Play size={14} strokeWidth={1.5} aria-hidden />
              <span>{entry.name}</span>
              <small>{t('parameterCount', { count: entry.parameters.length })}</small>
            </button>
          </li>
        ))}
      </ul>
      <LaunchPanel
        key={chosen.name}
        workspaceId={workspaceId}
        projectDir={projectDir}
        entryPoint={chosen}
        environmentKind={project.environment.kind}
      />
    </div>
  )
}
