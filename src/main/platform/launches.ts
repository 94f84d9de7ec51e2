// Everything that asks for a workspace from outside the window: the command line, a second launch, a file dropped on the dock.
import { app } from 'electron'
import { launchRequest, type LaunchRequest } from './launch-arguments'

export interface Launches {
  /** Hands on what was asked for so far, and everything after it. */
  start(open: (request: LaunchRequest) => void): void
}

/** To be called at once: macOS tells of a file before the app is ready. Undefined in a second instance, which must end. */
export function receiveLaunches(first: LaunchRequest): Launches | undefined {
  // Chromium changes a second launch's arguments on the way, so ours travel beside them.
  if (!app.requestSingleInstanceLock(first)) return undefined
  let waiting: LaunchRequest[] = [first]
  let open: ((request: LaunchRequest) => void) | undefined
  const receive = (request: LaunchRequest): void => {
    if (open) open(request)
    else waiting.push(request)
  }
  app.on('second-instance', (_event, _argv, _cwd, data) => {
    const request = launchRequest.safeParse(data)
    receive(request.success ? request.data : { paths: [], isSampleWanted: false })
  })
  app.on('open-file', (event, path) => {
    event.preventDefault()
    receive({ paths: [path], isSampleWanted: false })
  })
  return {
    start: (next) => {
      open = next
      waiting.forEach(next)
      waiting = []
    },
  }
}
