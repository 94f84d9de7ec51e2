// All handlers of the page's contract. A request without one does not compile.
import type { Requests } from '../../shared/ipc/contract'
import type { jobRequests } from '../../shared/ipc/contract-jobs'
import type { HandlersOf } from '../rpc/router'
import type { SettingsStore } from '../settings/settings-store'
import { createForwardHandlers } from './forward'
import { createSettingsHandlers } from './settings-handlers'
import { createShellHandlers, type ShellServices } from './shell-handlers'
import { createWorkspaceHandlers, type WorkspaceHandlerServices } from './workspace-handlers'

export interface HandlerServices extends WorkspaceHandlerServices, ShellServices {
  readonly settings: SettingsStore
  /** Projects and jobs, which main does itself. */
  readonly jobHandlers: HandlersOf<typeof jobRequests>
}

export const createHandlers = (services: HandlerServices): HandlersOf<Requests> => ({
  ...createWorkspaceHandlers(services),
  ...createSettingsHandlers(services.settings),
  ...createShellHandlers(services),
  ...services.jobHandlers,
  ...createForwardHandlers(services.registry),
})
