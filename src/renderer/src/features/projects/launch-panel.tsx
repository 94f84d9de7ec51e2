import { Play } from 'lucide-react'
import { useMemo, useState, type FormEvent, type KeyboardEvent } from 'react'
import { useTranslation } from 'react-i18next'
import type { EntryPoint, Project } from '../../../../shared/domain/project'
import type { WorkspaceId } from '../../../../shared/domain/ids'
import { useClient } from '../../bridge/client-context'
import { useAnswer } from '../../lib/use-answer'
import { useDebounced } from '../../lib/use-debounced'
import { Button } from '../../ui/button'
import { ErrorBlock } from '../../ui/error-block'
import { useShowRun } from '../inspector'
import { useJobs } from '../jobs'
import { ExtraFields } from './extra-fields'
import { LaunchDialogs } from './launch-dialogs'
import {
  collectMissing,
  collectParams,
  collectStart,
  emptyForm,
  markOf,
  withValue,
  type LaunchForm,
} from './launch-form'
import type { Launch } from './launch-types'
import { ParameterField } from './parameter-field'
import { PlanPreview } from './plan-preview'
import { TargetFields, useTarget } from './target-fields'
import { useLaunch } from './use-launch'
import css from './projects.module.css'

/** Long enough that a typed word asks once. */
const REST_MS = 120

interface LaunchPanelProps {
  readonly workspaceId: WorkspaceId
  readonly projectDir: string
  readonly entryPoint: EntryPoint
  readonly environmentKind: Project['environment']['kind']
}

/** The form of one entry point, with the command that it makes. */
export function LaunchPanel({ workspaceId, projectDir, entryPoint, environmentKind }: LaunchPanelProps) {
  const { t } = useTranslation('projects')
  const [form, setForm] = useState<LaunchForm>(emptyForm)
  const [wasTried, setTried] = useState(false)
  const launching = useLaunch()
  const target = useTarget(workspaceId, form)
  const params = useMemo(() => collectParams(entryPoint, form), [entryPoint, form])
  const missing = useMemo(() => collectMissing(entryPoint, form), [entryPoint, form])
  const launch = { workspaceId, projectDir, entryPoint: entryPoint.name, params }
  const plan = usePlan(launch, missing.length === 0)
  const isStarting = launching.state.kind === 'starting'

  const run = (): void => {
    setTried(true)
    if (missing.length > 0 || isStarting) return
    void launching.start(collectStart(launch, form, target.storeId, target.experimentId))
  }
  const onSubmit = (event: FormEvent): void => {
    event.preventDefault()
    run()
  }
  const onKeyDown = (event: KeyboardEvent): void => {
    if (event.key !== 'Enter') return
    // Enter alone in a field must not start a training; the key of the command does.
    if (event.ctrlKey || event.metaKey) run()
    else if (!(event.target instanceof HTMLInputElement)) return
    event.preventDefault()
    event.stopPropagation()
  }
  const value = (name: string): string => (Object.hasOwn(form.values, name) ? (form.values[name] ?? '') : '')
  return (
    <form className={css.form} aria-label={entryPoint.name} onSubmit={onSubmit} onKeyDown={onKeyDown} noValidate>
      <div className={css.fields}>
        {entryPoint.parameters.map((parameter) => (
          <ParameterField
            key={parameter.name}
            parameter={parameter}
            value={value(parameter.name)}
            mark={markOf(parameter, form, plan.kind === 'ready' ? plan.value : undefined, wasTried)}
            onChange={(next) => setForm((held) => withValue(held, parameter.name, next))}
          />
        ))}
        <ExtraFields form={form} onChange={setForm} />
        <TargetFields target={target} form={form} onChange={setForm} />
      </div>
      <div className={css.foot}>
        <PlanPreview plan={plan} missing={missing} />
        {environmentKind !== 'system' && <p className={css.faint}>{t('currentEnvironment')}</p>}
        {launching.state.kind === 'failed' && <ErrorBlock error={launching.state.error} />}
        <div className={css.runLine}>
          <Button
            type="submit"
            variant="primary"
            isDisabled={isStarting}
            icon={<Play size={16} strokeWidth={1.5} aria-hidden />}
          >
            {isStarting ? t('starting') : t('run', { name: entryPoint.name })}
          </Button>
          {launching.state.kind === 'started' && <StartedRun workspaceId={workspaceId} jobId={launching.state.jobId} />}
        </div>
      </div>
      <LaunchDialogs launching={launching} plan={plan.kind === 'ready' ? plan.value : undefined} />
    </form>
  )
}

/** The plan of what is entered: asked when typing rests; the plan before stays in view meanwhile. */
function usePlan(launch: Launch, canPlan: boolean) {
  const client = useClient()
  const question = useDebounced(canPlan ? JSON.stringify(launch) : '', REST_MS)
  const [plan] = useAnswer({
    identity:
      canPlan && question !== '' ? `${launch.workspaceId} ${launch.projectDir} ${launch.entryPoint}` : undefined,
    revision: question,
    ask: (signal) => client.request('projects.plan', JSON.parse(question) as Launch, signal),
  })
  return plan
}

function StartedRun({ workspaceId, jobId }: { readonly workspaceId: WorkspaceId; readonly jobId: string }) {
  const { t } = useTranslation('projects')
  const job = useJobs((state) => state.jobs.find((other) => other.id === jobId))
  const showRun = useShowRun(workspaceId)
  if (job === undefined) return null
  return (
    <span className={css.started} role="status">
      {t('started', { name: job.runName })}
      <Button size="small" variant="quiet" onPress={() => void showRun(job.runKey)}>
        {t('showRun')}
      </Button>
    </span>
  )
}
