// The window: header, sidebar, middle with the console below, inspector, status bar.
import { useEffect, useState } from 'react'
import { Group, Panel } from 'react-resizable-panels'
import { useTranslation } from 'react-i18next'
import type { WorkspaceSummary } from '../../../shared/domain/workspace'
import { Inspector } from '../features/inspector'
import { ConsolePanel, RunningJobs } from '../features/jobs'
import { useNavigation, useNavigationActions } from '../features/navigation'
import { CommandPalette } from '../features/palette'
import { SettingsDialog } from '../features/settings'
import { StatusBar } from '../features/status'
import { DropTarget, Sidebar } from '../features/workspaces'
import { ErrorBoundary } from '../ui/error-boundary'
import { Banners } from './banners'
import { Handle } from './handle'
import { Header } from './header'
import { Middle } from './middle'
import { collectShown, type OpenPanels, type PanelName } from './panels'
import { useAppearance } from './use-appearance'
import { useCurrentWorkspace } from './use-current-workspace'
import { useFrameCommands } from './use-frame-commands'
import { usePanelSize } from './use-panel-size'
import css from './frame.module.css'

const STATE_OF = { sidebar: 'isSidebarOpen', inspector: 'isInspectorOpen', charts: 'hasCharts' } as const

function useWindowWidth(): number {
  const [width, setWidth] = useState(() => window.innerWidth)
  useEffect(() => {
    const update = (): void => setWidth(window.innerWidth)
    window.addEventListener('resize', update)
    return () => window.removeEventListener('resize', update)
  }, [])
  return width
}

function usePanels(): readonly [OpenPanels, (name: PanelName, isOpen: boolean) => void] {
  const width = useWindowWidth()
  const sidebar = useNavigation((state) => state.isSidebarOpen)
  const inspector = useNavigation((state) => state.isInspectorOpen)
  const charts = useNavigation((state) => state.hasCharts)
  const { toggle } = useNavigationActions()
  const [kept, setKept] = useState<PanelName>()
  const onPanel = (name: PanelName, isOpen: boolean): void => {
    setKept(isOpen ? name : undefined)
    toggle(STATE_OF[name], isOpen)
  }
  return [collectShown(width, { sidebar, inspector, charts }, kept), onPanel]
}

interface BodyProps {
  readonly shown: OpenPanels
  readonly workspace: WorkspaceSummary | undefined
}

function Body({ shown, workspace }: BodyProps) {
  const { t } = useTranslation()
  const view = useNavigation((state) => state.view)
  const isConsoleOpen = useNavigation((state) => state.isConsoleOpen)
  const [sidebarPx, keepSidebar] = usePanelSize('sidebar', 212)
  const [inspectorPx, keepInspector] = usePanelSize('inspector', 268)
  const [consolePx, keepConsole] = usePanelSize('console', 200)
  const isEmpty = workspace === undefined
  const hasInspector = shown.inspector && !isEmpty && view.kind === 'runs' && workspace.error === undefined
  return (
    <Group id="window" className={css.fill ?? ''}>
      {shown.sidebar && !isEmpty ? (
        <>
          <Panel
            id="sidebar"
            defaultSize={sidebarPx}
            minSize={160}
            maxSize={480}
            groupResizeBehavior="preserve-pixel-size"
            onResize={({ inPixels }) => keepSidebar(inPixels)}
          >
            <ErrorBoundary>
              <Sidebar>
                <RunningJobs />
              </Sidebar>
            </ErrorBoundary>
          </Panel>
          <Handle name={t('common:panels.sidebar')} />
        </>
      ) : null}
      <Panel id="main" minSize={320}>
        <Group id="main-and-console" orientation="vertical" className={css.fill ?? ''}>
          <Panel id="middle-panel" minSize={160}>
            <main className={css.main}>
              <Banners workspace={workspace} />
              <div className={css.fill}>
                <ErrorBoundary resetKey={`${workspace?.id ?? ''} ${view.kind}`}>
                  <Middle workspace={workspace} hasCharts={shown.charts} />
                </ErrorBoundary>
              </div>
            </main>
          </Panel>
          {isConsoleOpen ? (
            <>
              <Handle name={t('common:panels.console')} />
              <Panel
                id="console"
                defaultSize={consolePx}
                minSize={80}
                groupResizeBehavior="preserve-pixel-size"
                onResize={({ inPixels }) => keepConsole(inPixels)}
              >
                <ErrorBoundary>
                  <ConsolePanel />
                </ErrorBoundary>
              </Panel>
            </>
          ) : null}
        </Group>
      </Panel>
      {hasInspector ? (
        <>
          <Handle name={t('common:panels.inspector')} />
          <Panel
            id="inspector"
            defaultSize={inspectorPx}
            minSize={220}
            maxSize={640}
            groupResizeBehavior="preserve-pixel-size"
            onResize={({ inPixels }) => keepInspector(inPixels)}
          >
            <ErrorBoundary>
              <Inspector />
            </ErrorBoundary>
          </Panel>
        </>
      ) : null}
    </Group>
  )
}

export function WindowFrame() {
  useAppearance()
  const workspace = useCurrentWorkspace()
  const [shown, onPanel] = usePanels()
  const [isPaletteOpen, setPaletteOpen] = useState(false)
  const [isSettingsOpen, setSettingsOpen] = useState(false)
  useFrameCommands({ workspace, shown, onPanel, onPalette: () => setPaletteOpen(true) })
  return (
    <div className={css.window}>
      <Header workspace={workspace} shown={shown} onSettings={() => setSettingsOpen(true)} />
      <Body shown={shown} workspace={workspace} />
      <StatusBar workspace={workspace} />
      <DropTarget />
      <CommandPalette isOpen={isPaletteOpen} onClose={() => setPaletteOpen(false)} />
      <SettingsDialog isOpen={isSettingsOpen} onClose={() => setSettingsOpen(false)} />
    </div>
  )
}
