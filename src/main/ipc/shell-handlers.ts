// What the page may ask of the system: show a file in the file manager, open an https address in the browser, fill the
// clipboard. Paths never come from the page: it names a run or an artifact, and the worker says where that is.
import type { InputOf } from '../../shared/ipc/define'
import type { Requests } from '../../shared/ipc/contract'
import { checkLink, type CheckedLink } from '../lib/safe-link'
import { Failure, type HandlersOf } from '../rpc/router'
import type { WorkspaceRegistry } from '../workspaces/registry'

type AppInfo = { version: string; electron: string; platform: 'linux' | 'win32' | 'darwin'; language: 'en' | 'zh-CN' }

export interface ShellServices {
  readonly registry: WorkspaceRegistry
  appInfo(): AppInfo
  reveal(path: string): void
  copyText(text: string): void
  /** Asks the person, naming the host, and opens it if they agree. */
  openLink(link: CheckedLink): Promise<void>
}

type Target = InputOf<Requests, 'shell.reveal'>['target']

export function createShellHandlers(
  services: ShellServices,
): HandlersOf<Pick<Requests, 'app.info' | 'shell.reveal' | 'shell.openLink' | 'shell.copyText'>> {
  return {
    'app.info': () => services.appInfo(),
    'shell.reveal': async ({ workspaceId, target }, { signal }) => {
      services.reveal(await locate(services.registry, workspaceId, { target, signal }))
      return {}
    },
    'shell.openLink': async ({ url }) => {
      const link = checkLink(url)
      if (!link) throw new Failure({ code: 'invalid-input', issues: ['only https addresses are opened'] })
      await services.openLink(link)
      return {}
    },
    'shell.copyText': ({ text }) => {
      services.copyText(text)
      return {}
    },
  }
}

/** Where the worker says that it is, after its own checks. */
async function locate(
  registry: WorkspaceRegistry,
  workspaceId: string,
  { target, signal }: { target: Target; signal: AbortSignal },
): Promise<string> {
  const workspace = registry.get(workspaceId)
  if (target.kind === 'artifact') {
    const { source, path } = target
    const result = await workspace.request('artifacts.locate', { source, path }, signal)
    if (!result.ok) throw new Failure(result.error)
    return result.value.location
  }
  const result = await workspace.request('runs.get', { runKeys: [target.runKey] }, signal)
  if (!result.ok) throw new Failure(result.error)
  const [run] = result.value.runs
  if (!run) throw new Failure({ code: 'not-found', what: 'run', id: target.runKey })
  return run.location
}
