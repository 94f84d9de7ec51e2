import { Copy, Search, X } from 'lucide-react'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Job } from '../../../../shared/domain/job'
import { useCopy } from '../../lib/use-copy'
import { Button, IconButton } from '../../ui/button'
import { EmptyState } from '../../ui/empty-state'
import { ErrorBlock } from '../../ui/error-block'
import { RunSwatch } from '../../ui/run-swatch'
import { Select } from '../../ui/select'
import { StatusGlyph } from '../../ui/status-glyph'
import { useShowRun } from '../inspector'
import { useNavigationActions } from '../navigation'
import { useRuns } from '../runs'
import { ConsoleView } from './console-view'
import { describePhase, statusOf } from './describe-phase'
import { Elapsed } from './elapsed'
import { useJobs, useJobsActions } from './jobs-context'
import { collectOrdered, isLive, shownJob } from './jobs-store'
import css from './jobs.module.css'

const ICON = { size: 16, strokeWidth: 1.5, 'aria-hidden': true } as const

/** The strip at the bottom: one job's console with what it runs and how it ended. */
export function ConsolePanel() {
  const { t } = useTranslation('jobs')
  const job = useJobs(shownJob)
  const [isSearching, setSearching] = useState(false)
  return (
    <section className={css.panel} aria-label={t('console')}>
      {job === undefined ? (
        <>
          <header className={css.head}>
            <span className={css.gap} />
            <CloseButton />
          </header>
          <EmptyState text={t('noJobs')} />
        </>
      ) : (
        <>
          <ConsoleHeader job={job} isSearching={isSearching} onSearch={setSearching} />
          <JobFailure job={job} />
          <ConsoleView key={job.id} job={job} isSearching={isSearching} onSearch={setSearching} />
          <ExitLine job={job} />
        </>
      )}
    </section>
  )
}

function CloseButton() {
  const { t } = useTranslation('jobs')
  const { toggle } = useNavigationActions()
  return <IconButton name={t('close')} icon={<X {...ICON} />} onPress={() => toggle('isConsoleOpen', false)} />
}

interface ConsoleHeaderProps {
  readonly job: Job
  readonly isSearching: boolean
  readonly onSearch: (isSearching: boolean) => void
}

function ConsoleHeader({ job, isSearching, onSearch }: ConsoleHeaderProps) {
  const { t } = useTranslation('jobs')
  const copy = useCopy()
  const slot = useRuns((state) => state.colourSlots.get(job.runKey))
  return (
    <header className={css.head}>
      <RunSwatch slot={slot} />
      <JobName job={job} />
      <StatusGlyph status={statusOf(job)} />
      <code className={css.command} title={job.command} data-selectable>
        {job.command}
      </code>
      <IconButton name={t('copyCommand')} icon={<Copy {...ICON} />} onPress={() => copy(job.command)} />
      <span className={css.gap} />
      <span className={css.muted}>
        <Elapsed job={job} />
      </span>
      <RunLink job={job} />
      <StopButton job={job} />
      <IconButton
        name={t('search')}
        icon={<Search {...ICON} />}
        isPressed={isSearching}
        onPress={() => onSearch(!isSearching)}
      />
      <CloseButton />
    </header>
  )
}

/** The run's name; a choice where there are several jobs. */
function JobName({ job }: { readonly job: Job }) {
  const { t } = useTranslation('jobs')
  const jobs = useJobs((state) => state.jobs)
  const { choose } = useJobsActions()
  if (jobs.length < 2) return <strong className={css.name}>{job.runName}</strong>
  return (
    <Select
      label={t('job')}
      labelPlace="hidden"
      value={job.id}
      options={collectOrdered(jobs).map((other) => ({ id: other.id, label: `${other.runName} · ${other.entryPoint}` }))}
      onChange={choose}
    />
  )
}

function RunLink({ job }: { readonly job: Job }) {
  const { t } = useTranslation('jobs')
  const showRun = useShowRun(job.workspaceId ?? '')
  if (job.workspaceId === undefined) return null
  return (
    <Button size="small" variant="quiet" onPress={() => void showRun(job.runKey)}>
      {t('showRun')}
    </Button>
  )
}

function StopButton({ job }: { readonly job: Job }) {
  const { t } = useTranslation('jobs')
  const { stop } = useJobsActions()
  if (!isLive(job)) return null
  const { phase } = job
  if (phase.kind === 'stopping')
    return <span className={css.stopping}>{t('phase.stopping', { signal: phase.signal })}</span>
  return (
    <Button size="small" isDisabled={phase.kind === 'starting'} onPress={() => void stop(job.id)}>
      {t('stop')}
    </Button>
  )
}

function JobFailure({ job }: { readonly job: Job }) {
  const failure = useJobs((state) => state.failure)
  const { phase } = job
  const own = phase.kind === 'ended' ? phase.error : undefined
  const error = failure?.jobId === job.id ? failure.error : own
  return error === undefined ? null : <ErrorBlock error={error} />
}

/** How it ended: status, what ended it, how long it took. */
function ExitLine({ job }: { readonly job: Job }) {
  const { t } = useTranslation('jobs')
  if (isLive(job)) return null
  const { key, facts } = describePhase(job)
  return (
    <footer className={css.exit} role="status">
      <StatusGlyph status={statusOf(job)} hasWord={job.phase.kind !== 'lost'} />
      <span>{t(key, facts)}</span>
      <span className={css.faint}>
        <Elapsed job={job} />
      </span>
      <span className={css.gap} />
      <code className={css.path} title={job.consolePath} data-selectable>
        {job.consolePath}
      </code>
    </footer>
  )
}
