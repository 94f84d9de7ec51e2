// The experiment in the middle: its header, the table with charts beside it, or a comparison over the selection.
import { lazy, Suspense, type ReactNode } from 'react'
import { Group, Panel } from 'react-resizable-panels'
import { useTranslation } from 'react-i18next'
import type { ExperimentSummary, WorkspaceSummary } from '../../../shared/domain/workspace'
import { useClient } from '../bridge/client-context'
import { ChartsPanel } from '../features/charts'
import { ComparePage } from '../features/compare'
import { useNavigation, useNavigationActions, type RunsMode } from '../features/navigation'
import { RunsTable, RunsToolbar, useLayout, useRuns, useRunsActions } from '../features/runs'
import { useCommands } from '../lib/commands'
import { useFormat } from '../lib/use-format'
import { Button } from '../ui/button'
import { EmptyState } from '../ui/empty-state'
import { ErrorBoundary } from '../ui/error-boundary'
import { Progress } from '../ui/progress'
import { Tabs } from '../ui/tabs'
import { Handle } from './handle'
import { usePanelSize } from './use-panel-size'
import css from './frame.module.css'

// plotly is megabytes: it comes when a scatter is first looked at.
const ScatterPage = lazy(async () => ({ default: (await import('../features/scatter')).ScatterPage }))

function useShownExperiments(workspace: WorkspaceSummary): readonly ExperimentSummary[] {
  const shown = useRuns((state) => state.experiments)
  const isHere = useRuns((state) => state.workspaceId === workspace.id)
  if (!isHere) return []
  return shown.flatMap((ref) =>
    workspace.state.experiments.filter(
      ({ storeId, experimentId }) => storeId === ref.storeId && experimentId === ref.experimentId,
    ),
  )
}

function PageHeader({ experiments, mode }: { experiments: readonly ExperimentSummary[]; mode: RunsMode }) {
  const { t } = useTranslation()
  const format = useFormat()
  const { show } = useNavigationActions()
  const selectedCount = useRuns((state) => state.selected.length)
  const runCount = experiments.reduce((sum, experiment) => sum + experiment.runCount, 0)
  const running = experiments.reduce((sum, experiment) => sum + experiment.runningCount, 0)
  const names = experiments.map(({ name }) => name).join(', ')
  const title = experiments.length > 1 ? t('runs:title.several', { count: experiments.length }) : names.slice(0, 300)
  const counts = [
    t('runs:header.runs', { count: runCount, shown: format.count(runCount) }),
    ...(running > 0 ? [t('runs:header.running', { count: running })] : []),
  ]
  const tabs = (['table', 'compare', 'scatter'] as const).map((id) => ({ id, label: t(`runs:mode.${id}`) }))
  return (
    <div className={css.pageHead}>
      <h1 title={names.slice(0, 2_000)}>{title}</h1>
      <span className={css.counts}>{counts.join(' · ')}</span>
      {selectedCount > 1 || mode !== 'table' ? (
        <Tabs
          label={t('runs:mode.name')}
          tabs={tabs}
          selected={mode}
          onSelect={(next) => show({ kind: 'runs', mode: next })}
          className={css.modes ?? ''}
        />
      ) : null}
    </div>
  )
}

function NoRows({ workspace }: { readonly workspace: WorkspaceSummary }) {
  const { t } = useTranslation()
  const format = useFormat()
  const client = useClient()
  const { actions } = useCommands()
  const search = useRuns((state) => state.search)
  const lifecycle = useRuns((state) => state.lifecycle)
  const { setSearch, setLifecycle } = useRunsActions()
  const { phase, progress, projects } = workspace.state
  if (phase === 'indexing' || phase === 'starting') {
    const [done, total] = [progress?.done ?? 0, progress?.total ?? 0]
    const label =
      total > 0
        ? t('runs:empty.indexing', { done: format.count(done), total: format.count(total) })
        : t('runs:empty.indexingUnknown')
    return (
      <div className={css.centre}>
        <Progress
          label={label}
          done={done}
          total={total}
          onCancel={() => void client.ask(workspace.id, 'index.cancel', {})}
        />
      </div>
    )
  }
  if (phase === 'cancelled')
    return (
      <EmptyState text={t('runs:empty.cancelled')}>
        <Button variant="primary" onPress={() => void actions.run('index.resume')}>
          {t('runs:empty.resume')}
        </Button>
      </EmptyState>
    )
  if (search !== '')
    return (
      <EmptyState text={t('runs:empty.noMatch', { search: search.slice(0, 100) })}>
        <Button onPress={() => setSearch('')}>{t('runs:empty.clearSearch')}</Button>
      </EmptyState>
    )
  if (lifecycle === 'deleted')
    return (
      <EmptyState text={t('runs:empty.noDeleted')}>
        <Button onPress={() => setLifecycle('active')}>{t('runs:empty.showActive')}</Button>
      </EmptyState>
    )
  return (
    <EmptyState text={t('runs:empty.none')}>
      {projects.length > 0 ? (
        <Button variant="primary" onPress={() => void actions.run('run.start')}>
          {t('runs:empty.runProject')}
        </Button>
      ) : null}
    </EmptyState>
  )
}

function TableAndCharts({ table, hasCharts }: { readonly table: ReactNode; readonly hasCharts: boolean }) {
  const { t } = useTranslation()
  const [chartsPx, keep] = usePanelSize('charts', 380)
  return (
    <Group id="middle" className={css.fill ?? ''}>
      <Panel id="table" minSize={280}>
        {table}
      </Panel>
      {hasCharts ? (
        <>
          <Handle name={t('common:panels.charts')} />
          <Panel
            id="charts"
            defaultSize={chartsPx}
            minSize={240}
            onResize={({ inPixels }) => keep(inPixels)}
            groupResizeBehavior="preserve-relative-size"
          >
            <ErrorBoundary>
              <ChartsPanel />
            </ErrorBoundary>
          </Panel>
        </>
      ) : null}
    </Group>
  )
}

interface RunsPageProps {
  readonly workspace: WorkspaceSummary
  readonly mode: RunsMode
  readonly hasCharts: boolean
}

export function RunsPage({ workspace, mode, hasCharts }: RunsPageProps) {
  const { t } = useTranslation()
  const experiments = useShownExperiments(workspace)
  const hasSelection = useRuns((state) => state.selected.length > 0)
  const focused = useRuns((state) => state.focused)
  const isWanted = useNavigation((state) => state.hasCharts)
  const { phase } = workspace.state
  const isSettled = phase === 'ready' || phase === 'missing' || phase === 'cancelled'
  const layoutName =
    experiments.length === 0 ? undefined : JSON.stringify([workspace.path, ...experiments.map(({ name }) => name)])
  useLayout(layoutName, isSettled)

  if (experiments.length === 0)
    return isSettled ? <EmptyState text={t('runs:empty.noExperiments')} /> : <NoRows workspace={workspace} />
  const total = experiments.reduce((sum, { runCount }) => sum + runCount, 0)
  const table = (
    <RunsTable isSettled={isSettled} isGreyed={phase === 'missing'} empty={<NoRows workspace={workspace} />} />
  )
  return (
    <div className={css.page}>
      <PageHeader experiments={experiments} mode={mode} />
      {mode === 'table' ? (
        <>
          <RunsToolbar total={total} />
          <div className={css.fill}>
            <TableAndCharts
              table={table}
              hasCharts={hasCharts && isWanted && (hasSelection || focused !== undefined)}
            />
          </div>
        </>
      ) : (
        <div className={css.fill}>
          <ErrorBoundary resetKey={mode}>
            {mode === 'compare' ? (
              <ComparePage />
            ) : (
              <Suspense fallback={null}>
                <ScatterPage />
              </Suspense>
            )}
          </ErrorBoundary>
        </div>
      )}
    </div>
  )
}
