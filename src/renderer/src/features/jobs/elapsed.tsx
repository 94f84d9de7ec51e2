import type { Job } from '../../../../shared/domain/job'
import { formatDuration } from '../../lib/format'
import { useNow } from '../../lib/use-now'
import { isLive } from './jobs-store'

/** How long a job has run or ran. */
export function Elapsed({ job }: { readonly job: Job }) {
  const isRunning = isLive(job)
  const now = useNow(isRunning)
  const end = job.endTime ?? (isRunning ? now : undefined)
  return end === undefined ? null : <time>{formatDuration(Math.max(0, end - job.startTime))}</time>
}
