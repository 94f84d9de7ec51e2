import { Box, FlaskConical, MoreHorizontal, Play } from 'lucide-react'
import { useState, type MouseEvent } from 'react'
import { useTranslation } from 'react-i18next'
import type { ExperimentRef } from '../../../../shared/domain/ids'
import type { ExperimentSummary, WorkspaceSummary } from '../../../../shared/domain/workspace'
import { useCopy } from '../../lib/use-copy'
import { useFormat } from '../../lib/use-format'
import { IconButton } from '../../ui/button'
import { ContextMenu, MenuButton, type MenuEntry, type MenuPlace } from '../../ui/menu'
import { useNavigation, useNavigationActions } from '../navigation'
import { useRuns, useRunsActions } from '../runs'
import { SidebarItem } from './sidebar-item'
import { useWorkspacesActions } from './workspaces-context'
import css from './workspaces.module.css'

const refOf = ({ storeId, experimentId }: ExperimentSummary): ExperimentRef => ({ storeId, experimentId })
const isSame = (one: ExperimentRef, other: ExperimentRef): boolean =>
  one.storeId === other.storeId && one.experimentId === other.experimentId

/** Pure: what is shown after a press on an experiment: it alone, with the others (Ctrl), or all from the last one on (Shift). */
export function collectShown(
  all: readonly ExperimentRef[],
  shown: readonly ExperimentRef[],
  pressed: ExperimentRef,
  how: 'alone' | 'toggle' | 'range',
): readonly ExperimentRef[] {
  if (how === 'alone') return [pressed]
  if (how === 'toggle') {
    const rest = shown.filter((other) => !isSame(other, pressed))
    if (rest.length === shown.length) return [...shown, pressed]
    return rest.length === 0 ? shown : rest
  }
  const last = shown.at(-1) ?? pressed
  const from = Math.max(
    0,
    all.findIndex((other) => isSame(other, last)),
  )
  const to = all.findIndex((other) => isSame(other, pressed))
  return all.slice(Math.min(from, to), Math.max(from, to) + 1)
}

const pressOf = (event: MouseEvent): 'alone' | 'toggle' | 'range' => {
  if (event.shiftKey) return 'range'
  return event.ctrlKey || event.metaKey ? 'toggle' : 'alone'
}

const storeNameOf = (storeId: string): string => storeId.split(/[\\/]/).at(-1) ?? storeId

function useEntries(workspace: WorkspaceSummary, experiments: readonly ExperimentSummary[]): readonly MenuEntry[] {
  const { t } = useTranslation()
  const copy = useCopy()
  const { close } = useWorkspacesActions()
  const { show } = useRunsActions()
  const { go } = useNavigationActions()
  return [
    {
      id: 'all',
      label: t('workspaces:sidebar.allExperiments'),
      isDisabled: experiments.length < 2,
      onAction: () => {
        show(workspace.id, experiments.map(refOf))
        go(workspace.id, { kind: 'runs', mode: 'table' })
      },
    },
    { id: 'copy', label: t('workspaces:sidebar.copyPath'), onAction: () => copy(workspace.path) },
    { id: 'close', label: t('workspaces:sidebar.close'), startsGroup: true, onAction: () => void close(workspace.id) },
  ]
}

function Experiments({
  workspace,
  experiments,
}: {
  workspace: WorkspaceSummary
  experiments: readonly ExperimentSummary[]
}) {
  const { t } = useTranslation()
  const format = useFormat()
  const isHere = useNavigation((state) => state.workspaceId === workspace.id && state.view.kind === 'runs')
  const shown = useRuns((state) => state.experiments)
  const isOfRuns = useRuns((state) => state.workspaceId === workspace.id)
  const { show } = useRunsActions()
  const { go } = useNavigationActions()
  const hasStores = workspace.state.stores.length > 1
  return experiments.map((experiment) => (
    <SidebarItem
      key={`${experiment.storeId}/${experiment.experimentId}`}
      icon={<FlaskConical size={16} strokeWidth={1.5} aria-hidden />}
      label={experiment.name.slice(0, 300)}
      badge={hasStores ? storeNameOf(experiment.storeId) : undefined}
      dotLabel={experiment.runningCount > 0 ? t('workspaces:sidebar.running') : undefined}
      aside={format.count(experiment.runCount)}
      isFaint={workspace.state.phase === 'missing'}
      isCurrent={isHere && isOfRuns && shown.some((ref) => isSame(ref, experiment))}
      onPress={(event) => {
        const before = isOfRuns ? shown : []
        show(workspace.id, collectShown(experiments.map(refOf), before, refOf(experiment), pressOf(event)))
        go(workspace.id, { kind: 'runs', mode: 'table' })
      }}
    />
  ))
}

export function WorkspaceSection({ workspace }: { readonly workspace: WorkspaceSummary }) {
  const { t } = useTranslation()
  const { state } = workspace
  const experiments = state.experiments.filter(({ lifecycleStage }) => lifecycleStage === 'active')
  const entries = useEntries(workspace, experiments)
  const [place, setPlace] = useState<MenuPlace>()
  const { go } = useNavigationActions()
  const view = useNavigation((navigation) => (navigation.workspaceId === workspace.id ? navigation.view : undefined))
  const hasModels = state.stores.length > 0 || state.modelFolders.length > 0
  const menuName = t('workspaces:sidebar.more', { name: workspace.name })
  return (
    <section
      aria-label={workspace.name}
      onContextMenu={(event) => {
        event.preventDefault()
        setPlace({ x: event.clientX, y: event.clientY })
      }}
    >
      <div className={css.sectionHead} title={workspace.path}>
        <h2>{workspace.name}</h2>
        <span className={css.stores}>
          {state.stores.length > 0 ? t('workspaces:sidebar.stores', { count: state.stores.length }) : ''}
        </span>
        <MenuButton
          name={menuName}
          entries={entries}
          trigger={
            <IconButton
              name={menuName}
              size="small"
              className={css.sectionMore}
              icon={<MoreHorizontal size={14} strokeWidth={1.5} aria-hidden />}
            />
          }
        />
      </div>
      <ul>
        <Experiments workspace={workspace} experiments={experiments} />
        {hasModels ? (
          <SidebarItem
            icon={<Box size={16} strokeWidth={1.5} aria-hidden />}
            label={t('workspaces:sidebar.models')}
            isCurrent={view?.kind === 'models' || view?.kind === 'model'}
            onPress={() => go(workspace.id, { kind: 'models' })}
          />
        ) : null}
        {state.projects.map((project) => (
          <SidebarItem
            key={project.dir}
            icon={<Play size={16} strokeWidth={1.5} aria-hidden />}
            label={project.name}
            aside={t('workspaces:sidebar.project')}
            isCurrent={view?.kind === 'project' && view.projectDir === project.dir}
            onPress={() => go(workspace.id, { kind: 'project', projectDir: project.dir, entryPoint: undefined })}
          />
        ))}
      </ul>
      <ContextMenu name={menuName} entries={entries} place={place} onClose={() => setPlace(undefined)} />
    </section>
  )
}
