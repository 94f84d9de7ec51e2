import { ChartLine, PanelLeft, PanelRight, Play, Search, Settings } from 'lucide-react'
import { Button as AriaButton } from 'react-aria-components'
import { useTranslation } from 'react-i18next'
import { commands } from '../../../shared/commands'
import type { WorkspaceSummary } from '../../../shared/domain/workspace'
import { isLive, useJobs } from '../features/jobs'
import { useNavigationActions } from '../features/navigation'
import { useCommands } from '../lib/commands'
import { formatShortcut } from '../lib/format'
import { Button, IconButton } from '../ui/button'
import type { OpenPanels } from './panels'
import css from './frame.module.css'

const isMac = navigator.userAgent.includes('Mac')

interface HeaderProps {
  readonly workspace: WorkspaceSummary | undefined
  readonly shown: OpenPanels
  readonly onSettings: () => void
}

function RunningButton() {
  const { t } = useTranslation()
  const count = useJobs((state) => state.jobs.filter(isLive).length)
  const { toggle } = useNavigationActions()
  if (count === 0) return null
  return (
    <Button onPress={() => toggle('isConsoleOpen')} icon={<span className={css.dot} aria-hidden />}>
      {t('common:header.running', { count })}
    </Button>
  )
}

export function Header({ workspace, shown, onSettings }: HeaderProps) {
  const { t } = useTranslation()
  const { actions } = useCommands()
  const keyOf = (id: keyof typeof commands): string | undefined => formatShortcut(commands[id].key, isMac)
  return (
    <header className={css.header}>
      <div className={css.headLeft}>
        {workspace === undefined ? (
          <ChartLine size={16} strokeWidth={1.5} aria-hidden />
        ) : (
          <>
            <IconButton
              name={t(shown.sidebar ? 'common:header.hideSidebar' : 'common:header.showSidebar')}
              shortcut={keyOf('sidebar.toggle')}
              icon={<PanelLeft size={16} strokeWidth={1.5} aria-hidden />}
              onPress={() => void actions.run('sidebar.toggle')}
            />
            <strong>{workspace.name}</strong>
            <small title={workspace.path}>
              <bdi>{workspace.path}</bdi>
            </small>
          </>
        )}
      </div>
      <AriaButton className={css.goTo ?? ''} onPress={() => void actions.run('palette.open')}>
        <Search size={16} strokeWidth={1.5} aria-hidden />
        <span>{t('common:header.goTo')}</span>
        <kbd>{keyOf('palette.open')}</kbd>
      </AriaButton>
      <div className={css.headRight}>
        <RunningButton />
        {workspace?.state.projects[0] === undefined ? null : (
          <Button
            variant="primary"
            icon={<Play size={16} strokeWidth={1.5} aria-hidden />}
            onPress={() => void actions.run('run.start')}
          >
            {t('common:header.run')}
          </Button>
        )}
        <IconButton
          name={t('common:header.settings')}
          icon={<Settings size={16} strokeWidth={1.5} aria-hidden />}
          onPress={onSettings}
        />
        {workspace === undefined ? null : (
          <IconButton
            name={t(shown.inspector ? 'common:header.hideInspector' : 'common:header.showInspector')}
            shortcut={keyOf('inspector.toggle')}
            icon={<PanelRight size={16} strokeWidth={1.5} aria-hidden />}
            onPress={() => void actions.run('inspector.toggle')}
          />
        )}
      </div>
    </header>
  )
}
