import type { StopSignal } from '../../../shared/domain/job'

/** A process (or with a negative pid, a group) that is gone, or is not ours any more, is no error. */
export function sendSignal(pid: number, signal: StopSignal | 0): boolean {
  try {
    process.kill(pid, signal)
    return true
  } catch (cause) {
    if (['ESRCH', 'EPERM'].includes((cause as NodeJS.ErrnoException).code ?? '')) return false
    throw cause
  }
}
