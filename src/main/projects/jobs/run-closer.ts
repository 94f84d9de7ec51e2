// Writes how a job ended into its run, and goes on trying: the workspace may be closed, its worker restarting, its database
// locked by the script's last write.
import type { AppError } from '../../../shared/errors'
import type { JournaledJob } from './job-journal'
import type { WorkspacePort } from './workspace-port'

const RETRY_MS = 3_000

export interface RunCloser {
  /** Resolves after the first attempt. */
  close(entry: JournaledJob): Promise<void>
  /** Tries all that wait, now: a workspace was opened. */
  retry(): Promise<void>
  dispose(): void
}

export function createRunCloser(workspaces: WorkspacePort, onClosed: (entry: JournaledJob) => void): RunCloser {
  const waiting = new Map<string, JournaledJob>()
  const attempts = new Map<string, Promise<void>>()
  let timer: NodeJS.Timeout | undefined

  const attempt = (entry: JournaledJob): Promise<void> => {
    const running = attempts.get(entry.job.id)
    if (running) return running
    const started = write(entry, workspaces)
      .then((error) => {
        if (error && isWorthTryingAgain(error)) return
        waiting.delete(entry.job.id)
        onClosed(entry)
      })
      .finally(() => attempts.delete(entry.job.id))
    attempts.set(entry.job.id, started)
    return started
  }

  const retry = async (): Promise<void> => {
    await Promise.all([...waiting.values()].map(attempt))
    schedule()
  }
  const schedule = (): void => {
    clearTimeout(timer)
    if (waiting.size === 0) return
    timer = setTimeout(() => void retry(), RETRY_MS)
    timer.unref()
  }

  return {
    close: async (entry) => {
      waiting.set(entry.job.id, entry)
      await attempt(entry)
      schedule()
    },
    retry,
    dispose: () => {
      clearTimeout(timer)
      waiting.clear()
    },
  }
}

async function write({ job, closing }: JournaledJob, workspaces: WorkspacePort): Promise<AppError | undefined> {
  if (!closing || job.workspaceId === undefined) return undefined
  const { runKey } = job
  const { status, endTime, tags } = closing
  if (tags.length > 0) {
    const tagged = await workspaces.ask(job.workspaceId, 'run.setTags', { runKey, tags })
    if (!tagged.ok) return tagged.error
  }
  const finished = await workspaces.ask(job.workspaceId, 'run.finish', { runKey, status, endTime })
  return finished.ok ? undefined : finished.error
}

/** A run that was deleted meanwhile stays as it is. */
const isWorthTryingAgain = (error: AppError): boolean => !(error.code === 'not-found' && error.what === 'run')
