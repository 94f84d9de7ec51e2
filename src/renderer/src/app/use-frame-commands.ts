// The commands of the frame itself, and the ways in: keys of the page, the menu, what main says happened elsewhere.
import { useEffect, useRef } from 'react'
import type { WorkspaceSummary } from '../../../shared/domain/workspace'
import { useClient } from '../bridge/client-context'
import { isLive, shownJob, useJobs, useJobsActions } from '../features/jobs'
import { useNavigation, useNavigationActions } from '../features/navigation'
import { useRuns, useRunsActions } from '../features/runs'
import { useSettingsActions } from '../features/settings'
import { useShowWorkspace, useWorkspacesActions, useWorkspacesService } from '../features/workspaces'
import { commandOfKey, isCommandId, useCommand, useCommands } from '../lib/commands'
import { useCopy } from '../lib/use-copy'
import type { OpenPanels, PanelName } from './panels'

const isMac = navigator.userAgent.includes('Mac')

function useWorkspaceCommands(workspace: WorkspaceSummary | undefined): void {
  const { choose, openSample, close } = useWorkspacesActions()
  const showWorkspace = useShowWorkspace()
  const { go } = useNavigationActions()
  const follow = async (opening: Promise<string | undefined>): Promise<void> => {
    const id = await opening
    if (id !== undefined) showWorkspace(id)
  }
  useCommand('workspace.open', () => void follow(choose()))
  useCommand('workspace.openSample', () => void follow(openSample()))
  useCommand('workspace.close', () => workspace && void close(workspace.id), workspace !== undefined)
  const project = workspace?.state.projects[0]
  useCommand(
    'run.start',
    () => workspace && project && go(workspace.id, { kind: 'project', projectDir: project.dir, entryPoint: undefined }),
    project !== undefined,
  )
}

function useRunCommands(): void {
  const client = useClient()
  const copy = useCopy()
  const workspaceId = useRuns((state) => state.workspaceId)
  const focused = useRuns((state) => state.focused)
  const selectedCount = useRuns((state) => state.selected.length)
  const { select } = useRunsActions()
  const { show } = useNavigationActions()
  const job = useJobs(shownJob)
  const { stop } = useJobsActions()
  useCommand('runs.compare', () => show({ kind: 'runs', mode: 'compare' }), selectedCount > 1)
  useCommand('runs.scatter', () => show({ kind: 'runs', mode: 'scatter' }), selectedCount > 0)
  useCommand('runs.clearSelection', () => select([]), selectedCount > 0)
  useCommand('job.stop', () => job && void stop(job.id), job !== undefined && isLive(job))
  const hasRun = workspaceId !== undefined && focused !== undefined
  useCommand(
    'run.revealInFolder',
    () => void (hasRun && client.request('shell.reveal', { workspaceId, target: { kind: 'run', runKey: focused } })),
    hasRun,
  )
  useCommand(
    'run.copyId',
    () => {
      if (!hasRun) return
      void client.ask(workspaceId, 'runs.get', { runKeys: [focused] }).then((result) => {
        const run = result.ok ? result.value.runs[0] : undefined
        if (run !== undefined) copy(run.runId)
      })
    },
    hasRun,
  )
}

function useSettingsCommands(): void {
  const { update } = useSettingsActions()
  useCommand('theme.system', () => void update({ theme: 'system' }))
  useCommand('theme.light', () => void update({ theme: 'light' }))
  useCommand('theme.dark', () => void update({ theme: 'dark' }))
  useCommand('language.system', () => void update({ language: 'system' }))
  useCommand('language.en', () => void update({ language: 'en' }))
  useCommand('language.zh-CN', () => void update({ language: 'zh-CN' }))
  useCommand('density.compact', () => void update({ density: 'compact' }))
  useCommand('density.normal', () => void update({ density: 'normal' }))
  useCommand('density.relaxed', () => void update({ density: 'relaxed' }))
}

interface FrameCommands {
  readonly workspace: WorkspaceSummary | undefined
  readonly shown: OpenPanels
  readonly onPanel: (name: PanelName, isOpen: boolean) => void
  readonly onPalette: () => void
}

export function useFrameCommands({ workspace, shown, onPanel, onPalette }: FrameCommands): void {
  const { toggle } = useNavigationActions()
  const isConsoleOpen = useNavigation((state) => state.isConsoleOpen)
  useWorkspaceCommands(workspace)
  useRunCommands()
  useSettingsCommands()
  useCommand('palette.open', onPalette)
  useCommand('sidebar.toggle', () => onPanel('sidebar', !shown.sidebar))
  useCommand('inspector.toggle', () => onPanel('inspector', !shown.inspector))
  useCommand('charts.toggle', () => onPanel('charts', !shown.charts))
  useCommand('console.toggle', () => toggle('isConsoleOpen', !isConsoleOpen))
  useKeysAndMenu()
  useShownElsewhere()
}

function useKeysAndMenu(): void {
  const client = useClient()
  const { actions } = useCommands()
  useEffect(() => {
    const onKeyDown = (event: KeyboardEvent): void => {
      const id = event.defaultPrevented ? undefined : commandOfKey(event, isMac)
      // Prevented, so that the menu does not run it a second time.
      if (id !== undefined && actions.run(id)) event.preventDefault()
    }
    window.addEventListener('keydown', onKeyDown)
    return () => window.removeEventListener('keydown', onKeyDown)
  }, [actions])
  useEffect(
    () =>
      client.on('command.invoked', ({ id }) => {
        if (isCommandId(id)) actions.run(id)
      }),
    [client, actions],
  )
}

/** A workspace opened from the command line, the menu or a second launch is shown as soon as it is known. */
function useShownElsewhere(): void {
  const client = useClient()
  const { store } = useWorkspacesService()
  const showWorkspace = useShowWorkspace()
  const waiting = useRef<string | undefined>(undefined)
  useEffect(() => {
    const tryShow = (): void => {
      const id = waiting.current
      if (id === undefined || !store.getState().workspaces.some((workspace) => workspace.id === id)) return
      waiting.current = undefined
      showWorkspace(id)
    }
    const stops = [
      client.on('workspaces.shown', ({ workspaceId }) => {
        waiting.current = workspaceId
        tryShow()
      }),
      store.subscribe(tryShow),
    ]
    return () => stops.forEach((stop) => stop())
  }, [client, store, showWorkspace])
}
