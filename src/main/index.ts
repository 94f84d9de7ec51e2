// Composition root: builds the services, connects them, and nothing else.
import { app, clipboard, Menu, nativeTheme, shell, type BrowserWindow } from 'electron'
import { join } from 'node:path'
import workerEntry from './store/worker?modulePath'
import { events, requests, type Events } from '../shared/ipc/contract'
import { createHandlers } from './ipc'
import { createJobHandlers } from './ipc/job-handlers'
import { createProjectHandlers } from './ipc/project-handlers'
import { createFileLog, type Log } from './lib/log'
import { PAGE_URL } from './platform/app-files'
import { registerAppScheme, serveApp } from './platform/app-protocol'
import { createDialogs } from './platform/dialogs'
import { guardEverything } from './platform/guards'
import { installLastResort } from './platform/last-resort'
import { parseLaunch, type LaunchRequest } from './platform/launch-arguments'
import { receiveLaunches, type Launches } from './platform/launches'
import { createMainWindow, showWindow } from './platform/main-window'
import { buildMenuTemplate } from './platform/menu-template'
import { createPageAddress } from './platform/page-address'
import { createPageChannel } from './platform/page-channel'
import { handleQuit } from './platform/quit'
import { writeStartReport } from './platform/start-report'
import { createTranslate, languageOf } from './platform/translator'
import { createWorkerProcess } from './platform/worker-process'
import { createBaseEnvironment } from './projects/jobs/base-environment'
import { createJobJournal } from './projects/jobs/job-journal'
import { createJobSupervisor, type JobSupervisor } from './projects/jobs/job-supervisor'
import { createProcessTable } from './projects/jobs/process-table'
import type { WorkspacePort } from './projects/jobs/workspace-port'
import { createProjectService, type ProjectService } from './projects/project-service'
import { createTrustStore } from './projects/trust-store'
import { createEventHub, type EventHub } from './rpc/event-hub'
import { createRouter, Failure } from './rpc/router'
import { openSettingsStore } from './settings/settings-store'
import { createRegistry, type WorkspaceRegistry } from './workspaces/registry'
import { ensureSample } from './workspaces/sample'

const isFromSource = !app.isPackaged
const resourcesFolder = isFromSource ? join(app.getAppPath(), 'resources') : process.resourcesPath
const pageUrl = (isFromSource && process.env['ELECTRON_RENDERER_URL']) || PAGE_URL
const launch = parseLaunch({ argv: process.argv, cwd: process.cwd(), isFromSource })

// Where the person (root, in a container) switched Chromium's sandbox off, asking for it would only keep the app from starting.
if (!app.commandLine.hasSwitch('no-sandbox')) app.enableSandbox()
registerAppScheme()
const launches = receiveLaunches(launch)
if (launches) void app.whenReady().then(() => start(launches))
else app.quit()

async function start(launches: Launches): Promise<void> {
  const userData = app.getPath('userData')
  const logFolder = join(userData, 'logs')
  const log = createFileLog(logFolder)
  const hub = createEventHub(events)
  const page = createPageAddress(pageUrl)
  guardEverything(page)
  serveApp(join(import.meta.dirname, '../renderer'))

  const settings = await openSettingsStore({
    file: join(userData, 'settings.json'),
    onReset: (path, cause) => {
      log.warn(`unreadable settings were put aside as ${path}`, cause)
      hub.publish('notice.raised', { kind: 'settings-reset', path, error: undefined })
    },
    onWriteError: (cause) => log.warn('settings could not be written', cause),
  })
  const language = () => languageOf(settings.get().settings.language, app.getPreferredSystemLanguages())
  let t = createTranslate(language())
  installLastResort({ log, logFile: join(logFolder, 'runbench.log'), t: () => t, flush: settings.flush })

  const registry = createRegistry({
    createWorker: () => createWorkerProcess(workerEntry),
    publish: hub.publish,
    onOpened: settings.addRecent,
    onOpenPaths: settings.setOpenPaths,
    onWorkerLost: (path) => log.warn(`the worker of ${path} was lost`),
    onReady: () => void jobs.closeWaitingRuns(),
  })
  const { projects, jobs } = createJobServices({ registry, hub, log, userData })

  let window: BrowserWindow | undefined
  const dialogs = createDialogs({ window: () => window, t: () => t })
  const samplePath = () => ensureSample(join(resourcesFolder, 'sample'), join(userData, 'sample'))
  const dispatch = createRouter(
    requests,
    createHandlers({
      registry,
      settings,
      choosePath: dialogs.choosePath,
      samplePath,
      openLink: dialogs.openLink,
      reveal: (path) => shell.showItemInFolder(path),
      copyText: (text) => void clipboard.writeText(text),
      appInfo: () => ({
        version: app.getVersion(),
        electron: process.versions.electron,
        platform: process.platform === 'win32' || process.platform === 'darwin' ? process.platform : 'linux',
        language: language(),
      }),
      jobHandlers: { ...createProjectHandlers(projects), ...createJobHandlers(jobs) },
    }),
    { logIncident: log.incident, checkOutputs: isFromSource },
  )
  const channel = createPageChannel(dispatch, page)
  hub.connect(channel.send)

  const quit = handleQuit({
    runningJobs: () => jobs.runningJobs().length,
    ask: dialogs.askQuit,
    stopJobs: jobs.stopAll.bind(jobs),
    detachJobs: jobs.detachAll.bind(jobs),
    finish: async () => {
      registry.dispose()
      await settings.flush()
    },
  })

  const openWindow = (): BrowserWindow => {
    const created = createMainWindow({
      preload: join(import.meta.dirname, '../preload/index.cjs'),
      url: page.url,
      icon: join(resourcesFolder, 'icons/icon.png'),
      bounds: settings.windowBounds,
      onBounds: settings.setWindowBounds,
      onClose: quit.onWindowClose,
      onCrash: (reason) => log.warn(`the page was lost: ${reason}`),
    })
    channel.attach(created.webContents)
    created.once('closed', () => (window = undefined))
    return (window = created)
  }

  const openPath = async (path: string): Promise<string | undefined> => {
    try {
      const workspaceId = await registry.open(path)
      hub.publish('workspaces.shown', { workspaceId })
      return workspaceId
    } catch (cause) {
      const error = cause instanceof Failure ? cause.error : { code: 'internal', incident: log.incident(cause, 'open') }
      hub.publish('notice.raised', { kind: 'open-failed', path, error })
      return undefined
    }
  }

  const refreshLook = (): void => {
    const chosen = settings.get().settings
    nativeTheme.themeSource = chosen.theme
    t = createTranslate(language())
    const template = buildMenuTemplate({
      appName: app.name,
      isMac: process.platform === 'darwin',
      isDevelopment: isFromSource,
      recent: chosen.recent,
      t,
      onCommand: (id) => hub.publish('command.invoked', { id }),
      onOpenRecent: (path) => void openPath(path),
    })
    Menu.setApplicationMenu(Menu.buildFromTemplate(template))
  }
  settings.onChange(refreshLook)
  refreshLook()

  await jobs.restore()
  await registry.reopen(settings.openPaths)
  showWindow(openWindow())
  app.on('activate', () => showWindow(window ?? openWindow()))

  const follow = async (request: LaunchRequest, shown: BrowserWindow): Promise<void> => {
    const paths = request.isSampleWanted ? [...request.paths, await samplePath()] : request.paths
    let opened: string | undefined
    for (const path of paths) opened = (await openPath(path)) ?? opened
    if (request.reportTo === undefined) return
    const summary = () => registry.list().workspaces.find(({ id }) => id === opened)
    await writeStartReport({ file: request.reportTo, window: shown, summary })
  }
  launches.start((request) => {
    const shown = window ?? openWindow()
    showWindow(shown)
    void follow(request, shown)
  })
}

interface JobServiceDeps {
  readonly registry: WorkspaceRegistry
  readonly hub: EventHub<Events>
  readonly log: Log
  readonly userData: string
}

function createJobServices({ registry, hub, log, userData }: JobServiceDeps): {
  readonly projects: ProjectService
  readonly jobs: JobSupervisor
} {
  const workspaces: WorkspacePort = { pathOf: (id) => registry.find(id)?.path, ask: registry.ask }
  const onReset = (path: string, cause: unknown): void => {
    log.warn(`${path} could not be read and was put aside`, cause)
    hub.publish('notice.raised', { kind: 'settings-reset', path, error: undefined })
  }
  const { env: environment, platform, stdout } = process
  const baseEnvironment = createBaseEnvironment({ environment, platform, hasTerminal: stdout.isTTY === true })
  const trust = createTrustStore(join(userData, 'trust.json'), onReset)
  const projects = createProjectService({ workspaces, trust, baseEnvironment })
  const jobs = createJobSupervisor({
    workspaces,
    projects,
    baseEnvironment,
    journal: createJobJournal(join(userData, 'jobs.json'), onReset),
    processes: createProcessTable(),
    exitFolder: join(userData, 'exits'),
    publish: hub.publish,
    onError: (cause) => void log.incident(cause, 'jobs'),
  })
  return { projects, jobs }
}
