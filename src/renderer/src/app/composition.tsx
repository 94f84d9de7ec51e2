// Makes every service from the client and hands them down. Tests make the same over a loopback.
import type { i18n as I18n } from 'i18next'
import { useMemo, type ReactNode } from 'react'
import { I18nProvider } from 'react-aria-components'
import { I18nextProvider, useTranslation } from 'react-i18next'
import type { AppClient } from '../bridge/client'
import { ClientProvider } from '../bridge/client-context'
import { ChartsProvider, createCharts, type Charts } from '../features/charts'
import { createJobs, JobsProvider, type Jobs } from '../features/jobs'
import { createNavigation, NavigationProvider, type Navigation } from '../features/navigation'
import { createRuns, RunsProvider, type Runs } from '../features/runs'
import {
  createSettings,
  SettingsProvider,
  useSettings,
  useSettingsActions,
  type SettingsService,
} from '../features/settings'
import { createWorkspaces, WorkspacesProvider, type Workspaces } from '../features/workspaces'
import { CommandsProvider, createCommands, type Commands } from '../lib/commands'
import { FoldsProvider } from '../ui/folds'

export interface Services {
  readonly client: AppClient
  readonly commands: Commands
  readonly navigation: Navigation
  readonly settings: SettingsService
  readonly workspaces: Workspaces
  readonly runs: Runs
  readonly charts: Charts
  readonly jobs: Jobs
}

export const createServices = (client: AppClient): Services => ({
  client,
  commands: createCommands(),
  navigation: createNavigation(),
  settings: createSettings(client),
  workspaces: createWorkspaces(client),
  runs: createRuns(client),
  charts: createCharts(client),
  jobs: createJobs(client),
})

function KeptFolds({ children }: { readonly children: ReactNode }) {
  const folds = useSettings((state) => state.settings.folds)
  const { update } = useSettingsActions()
  const value = useMemo(
    () => ({ folds, setFold: (name: string, isFolded: boolean) => void update({ folds: { [name]: isFolded } }) }),
    [folds, update],
  )
  return <FoldsProvider value={value}>{children}</FoldsProvider>
}

function AriaLanguage({ children }: { readonly children: ReactNode }) {
  const { i18n } = useTranslation()
  return <I18nProvider locale={i18n.language}>{children}</I18nProvider>
}

interface CompositionProps {
  readonly services: Services
  readonly i18n: I18n
  readonly children: ReactNode
}

export function Composition({ services, i18n, children }: CompositionProps) {
  return (
    <I18nextProvider i18n={i18n}>
      <AriaLanguage>
        <ClientProvider value={services.client}>
          <CommandsProvider value={services.commands}>
            <SettingsProvider value={services.settings}>
              <NavigationProvider value={services.navigation}>
                <WorkspacesProvider value={services.workspaces}>
                  <RunsProvider value={services.runs}>
                    <ChartsProvider value={services.charts}>
                      <JobsProvider value={services.jobs}>
                        <KeptFolds>{children}</KeptFolds>
                      </JobsProvider>
                    </ChartsProvider>
                  </RunsProvider>
                </WorkspacesProvider>
              </NavigationProvider>
            </SettingsProvider>
          </CommandsProvider>
        </ClientProvider>
      </AriaLanguage>
    </I18nextProvider>
  )
}
