// How far a job is, as a key of the catalogue with its facts. Pure: the sentence is made where it is shown.
import type { Job } from '../../../../shared/domain/job'
import type { ShownStatus } from '../../ui/status-glyph'

export interface PhaseWords {
  /** In the namespace `jobs`. */
  readonly key: string
  readonly facts: Readonly<Record<string, string | number>>
}

const ended = (phase: Extract<Job['phase'], { kind: 'ended' }>): PhaseWords => {
  const facts = { signal: phase.signal ?? '', code: phase.exitCode ?? 0, stoppedWith: phase.stoppedWith ?? '' }
  if (phase.stoppedWith !== undefined) return { key: 'phase.stopped', facts }
  if (phase.signal !== undefined) return { key: 'phase.signalled', facts }
  if (phase.exitCode !== undefined) return { key: 'phase.exited', facts }
  return { key: phase.error === undefined ? 'phase.unknown' : 'phase.failed', facts }
}

export function describePhase(job: Job): PhaseWords {
  const { phase } = job
  switch (phase.kind) {
    case 'ended':
      return ended(phase)
    case 'stopping':
      return { key: 'phase.stopping', facts: { signal: phase.signal } }
    case 'starting':
    case 'running':
    case 'lost':
      return { key: `phase.${phase.kind}`, facts: {} }
  }
}

export function statusOf(job: Job): ShownStatus {
  switch (job.phase.kind) {
    case 'ended':
      return job.phase.status
    case 'lost':
      return 'STALE'
    case 'starting':
      return 'SCHEDULED'
    case 'running':
    case 'stopping':
      return 'RUNNING'
  }
}
