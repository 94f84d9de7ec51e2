import { useStore } from 'zustand'
import { useTranslation } from 'react-i18next'
import { commands, type CommandId } from '../../../../shared/commands'
import { useClient } from '../../bridge/client-context'
import { handlerOf, useCommands } from '../../lib/commands'
import { formatShortcut } from '../../lib/format'
import { useAnswer } from '../../lib/use-answer'
import { useNavigationActions } from '../navigation'
import { queryOf, useRuns, useRunsActions, useRunsService } from '../runs'
import { useWorkspaces } from '../workspaces'
import type { PaletteEntry } from './collect-entries'

const isMac = navigator.userAgent.includes('Mac')

function useCommandEntries(): readonly PaletteEntry[] {
  const { t } = useTranslation()
  const { store, actions } = useCommands()
  const state = useStore(store)
  const possible = (Object.keys(commands) as CommandId[]).filter(
    (id) => id !== 'palette.open' && handlerOf(state, id) !== undefined,
  )
  const entryOf = (id: CommandId, kind: 'recent' | 'commands'): PaletteEntry => ({
    id: `${kind}/${id}`,
    kind,
    title: t(`commands:command.${id}`),
    shortcut: formatShortcut(commands[id].key, isMac),
    run: () => void actions.run(id),
  })
  const recent = state.recent.filter((id) => possible.includes(id))
  return [...recent.map((id) => entryOf(id, 'recent')), ...possible.map((id) => entryOf(id, 'commands'))]
}

function useExperimentEntries(): readonly PaletteEntry[] {
  const workspaces = useWorkspaces((state) => state.workspaces)
  const { show } = useRunsActions()
  const { go } = useNavigationActions()
  return workspaces.flatMap((workspace) =>
    workspace.state.experiments.map(({ storeId, experimentId, name }) => ({
      id: `experiment/${workspace.id}/${storeId}/${experimentId}`,
      kind: 'experiments' as const,
      title: name.slice(0, 300),
      note: workspace.name,
      run: () => {
        show(workspace.id, [{ storeId, experimentId }])
        go(workspace.id, { kind: 'runs', mode: 'table' })
      },
    })),
  )
}

function useEntryPointEntries(): readonly PaletteEntry[] {
  const client = useClient()
  const workspaces = useWorkspaces((state) => state.workspaces)
  const { go } = useNavigationActions()
  const projects = workspaces.flatMap(({ id, name, state }) => state.projects.map(({ dir }) => ({ id, name, dir })))
  const [answer] = useAnswer({
    identity: projects.length === 0 ? undefined : JSON.stringify(projects),
    ask: async (signal) => {
      const results = await Promise.all(
        projects.map(({ id, dir }) => client.request('projects.get', { workspaceId: id, projectDir: dir }, signal)),
      )
      return {
        ok: true,
        value: results.flatMap((result, index) => {
          const place = projects[index]
          if (!result.ok || place === undefined) return []
          return result.value.entryPoints.map(({ name }) => ({ ...place, entryPoint: name }))
        }),
      }
    },
  })
  if (answer.kind !== 'ready') return []
  return answer.value.map(({ id, name, dir, entryPoint }) => ({
    id: `entry/${id}/${dir}/${entryPoint}`,
    kind: 'entryPoints' as const,
    title: entryPoint,
    note: name,
    run: () => go(id, { kind: 'project', projectDir: dir, entryPoint }),
  }))
}

const MOST_RUNS = 8

function useRunEntries(typed: string): readonly PaletteEntry[] {
  const client = useClient()
  const { store } = useRunsService()
  const { focus } = useRunsActions()
  const { go, toggle } = useNavigationActions()
  const workspace = useWorkspaces((state) => state.workspaces.find(({ id }) => id === store.getState().workspaceId))
  const search = typed.trim().slice(0, 1_000)
  const [answer] = useAnswer({
    identity: search === '' || workspace === undefined ? undefined : `${workspace.id} ${search}`,
    ask: (signal) =>
      client.ask(
        workspace?.id ?? '',
        'table.window',
        {
          query: {
            experiments: (workspace?.state.experiments ?? []).map(({ storeId, experimentId }) => ({
              storeId,
              experimentId,
            })),
            search,
            expanded: [],
            lifecycle: 'active',
          },
          columns: [],
          offset: 0,
          limit: MOST_RUNS,
        },
        signal,
      ),
  })
  if (answer.kind !== 'ready' || workspace === undefined) return []
  return answer.value.rows.map((row) => ({
    id: `run/${row.key}`,
    kind: 'runs' as const,
    title: row.name.slice(0, 300),
    note: workspace.state.experiments.find(
      ({ storeId, experimentId }) => storeId === row.storeId && experimentId === row.experimentId,
    )?.name,
    run: () => {
      focus(row.key)
      go(workspace.id, { kind: 'runs', mode: 'table' })
      toggle('isInspectorOpen', true)
    },
  }))
}

function useMetricEntries(): readonly PaletteEntry[] {
  const { t } = useTranslation()
  const client = useClient()
  const { store } = useRunsService()
  const workspaceId = useRuns((state) => state.workspaceId)
  const experiments = useRuns((state) => state.experiments)
  const { setColumns, setSort } = useRunsActions()
  const { go } = useNavigationActions()
  const [answer] = useAnswer({
    identity: workspaceId === undefined ? undefined : JSON.stringify([workspaceId, experiments]),
    ask: (signal) =>
      client.ask(workspaceId ?? '', 'table.columns', { query: { ...queryOf(store.getState()), search: '' } }, signal),
  })
  if (answer.kind !== 'ready') return []
  return answer.value.columns
    .filter(({ id }) => id.startsWith('metrics.'))
    .map(({ id }) => ({
      id,
      kind: 'metrics' as const,
      title: id.slice('metrics.'.length),
      note: t('common:palette.showColumn'),
      run: () => {
        const { columns } = store.getState()
        if (!columns.includes(id)) setColumns([...columns, id])
        setSort({ column: id, direction: 'ascending' })
        go(workspaceId, { kind: 'runs', mode: 'table' })
      },
    }))
}

export function useEntries(typed: string): readonly PaletteEntry[] {
  const found = [
    useCommandEntries(),
    useRunEntries(typed),
    useExperimentEntries(),
    useMetricEntries(),
    useEntryPointEntries(),
  ]
  return found.flat()
}
