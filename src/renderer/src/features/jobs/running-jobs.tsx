import { Button } from 'react-aria-components/Button'
import { useTranslation } from 'react-i18next'
import { useNavigationActions } from '../navigation'
import { Elapsed } from './elapsed'
import { isLive } from './jobs-store'
import { useJobs, useJobsActions } from './jobs-context'
import css from './jobs.module.css'

/** What runs now; a press shows its console. Nothing while nothing runs. */
export function RunningJobs() {
  const { t } = useTranslation('jobs')
  const jobs = useJobs((state) => state.jobs)
  const { choose } = useJobsActions()
  const { toggle } = useNavigationActions()
  const running = jobs.filter(isLive)
  if (running.length === 0) return null
  return (
    <ul className={css.running} aria-label={t('runningNow')}>
      {running.map((job) => (
        <li key={job.id}>
          <Button
            className={css.runningJob ?? ''}
            onPress={() => {
              choose(job.id)
              toggle('isConsoleOpen', true)
            }}
          >
            <span aria-hidden className={css.dot} />
            <span className={css.runningName}>{job.runName}</span>
            <span className={css.faint}>
              <Elapsed job={job} />
            </span>
          </Button>
        </li>
      ))}
    </ul>
  )
}
