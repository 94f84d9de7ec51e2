// What is indexed, what is watched, and what is degraded with its reason.
import { TriangleAlert } from 'lucide-react'
import { Button as AriaButton } from 'react-aria-components'
import { useTranslation } from 'react-i18next'
import type { WorkspaceState, WorkspaceSummary } from '../../../../shared/domain/workspace'
import { useClient } from '../../bridge/client-context'
import { useFormat } from '../../lib/use-format'
import { Button } from '../../ui/button'
import { ErrorBlock } from '../../ui/error-block'
import { Popover } from '../../ui/popover'
import { ProblemList } from '../../ui/problem-list'
import { Progress } from '../../ui/progress'
import { useCommand } from '../../lib/commands'
import css from './status.module.css'

function Indexing({ workspace }: { readonly workspace: WorkspaceSummary }) {
  const { t } = useTranslation()
  const format = useFormat()
  const client = useClient()
  const { phase, progress, runCount } = workspace.state
  const cancel = (): void => void client.ask(workspace.id, 'index.cancel', {})
  const resume = (): void => void client.ask(workspace.id, 'index.resume', {})
  const isIndexing = phase === 'indexing' || phase === 'starting'
  useCommand('index.cancel', cancel, isIndexing)
  useCommand('index.resume', resume, phase === 'cancelled')
  if (isIndexing) {
    const done = progress?.done ?? runCount
    const total = progress?.total ?? 0
    const label =
      total > 0
        ? t('workspaces:status.indexing', { done: format.count(done), total: format.count(total) })
        : t('workspaces:status.indexingUnknown', { done: format.count(done) })
    return <Progress label={label} done={done} total={total} onCancel={cancel} />
  }
  if (phase === 'cancelled')
    return (
      <span className={css.group}>
        {t('workspaces:status.cancelled', { done: format.count(runCount) })}
        <Button size="small" variant="quiet" onPress={resume}>
          {t('workspaces:status.resume')}
        </Button>
      </span>
    )
  if (phase === 'missing') return <span className={css.warn}>{t('workspaces:status.missing')}</span>
  return <span>{t('workspaces:status.indexed', { count: runCount, shown: format.count(runCount) })}</span>
}

function Watching({ state }: { readonly state: WorkspaceState }) {
  const { t } = useTranslation()
  const { mode, detail } = state.watching
  const active = state.experiments.reduce((sum, { runningCount }) => sum + runningCount, 0)
  const count = state.stores.length
  const watched =
    mode === 'off'
      ? t('workspaces:status.off')
      : t(mode === 'events' ? 'workspaces:status.watching' : 'workspaces:status.polling', { count })
  return (
    <span className={mode === 'events' ? undefined : css.warn} title={detail}>
      {watched}
      {active > 0 ? (
        <>
          {', '}
          <span className={css.pulse} aria-hidden>
            {'●'}
          </span>{' '}
          {t('workspaces:status.active', { count: active })}
        </>
      ) : null}
    </span>
  )
}

/** One disk error may break thousands of folders in the same way. */
const MOST_PROBLEMS = 100

function Degraded({ state }: { readonly state: WorkspaceState }) {
  const { t } = useTranslation()
  const failed = state.stores.filter((store) => store.state !== 'ready')
  const problems = state.stores.flatMap((store) => store.problems)
  const words = [
    ...failed.map((store) => t('workspaces:status.storeFailed', { name: store.id })),
    ...(problems.length > 0 ? [t('workspaces:status.storeProblems', { count: problems.length })] : []),
    ...(state.damagedCount > 0 ? [t('workspaces:status.damaged', { count: state.damagedCount })] : []),
  ]
  if (words.length === 0) return null
  return (
    <Popover
      name={t('workspaces:status.problemsTitle')}
      className={css.problems}
      trigger={
        <AriaButton className={css.degraded ?? ''}>
          <TriangleAlert size={12} strokeWidth={1.5} aria-hidden />
          {words.join(' · ')}
        </AriaButton>
      }
    >
      {state.damagedCount > 0 ? <p>{t('workspaces:status.damagedHint')}</p> : null}
      {failed.map((store) =>
        store.error === undefined ? (
          <p key={store.id}>{t('workspaces:store.missing', { name: store.path })}</p>
        ) : (
          <ErrorBlock key={store.id} error={store.error} />
        ),
      )}
      <ProblemList problems={problems.slice(0, MOST_PROBLEMS)} />
    </Popover>
  )
}

export function StatusBar({ workspace }: { readonly workspace: WorkspaceSummary | undefined }) {
  const { t } = useTranslation()
  return (
    <footer className={css.bar} aria-label={t('workspaces:status.name')}>
      {workspace === undefined ? null : (
        <>
          <Indexing key={workspace.id} workspace={workspace} />
          {workspace.state.phase === 'missing' ? null : <Watching state={workspace.state} />}
          <Degraded state={workspace.state} />
          <span className={css.path} title={workspace.path}>
            <bdi>{workspace.path}</bdi>
          </span>
        </>
      )}
    </footer>
  )
}
