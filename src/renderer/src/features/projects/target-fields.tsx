import { useId } from 'react'
import { useTranslation } from 'react-i18next'
import type { ExperimentSummary, StoreSummary } from '../../../../shared/domain/workspace'
import type { WorkspaceId } from '../../../../shared/domain/ids'
import { Select } from '../../ui/select'
import { useRuns } from '../runs'
import { useWorkspaces } from '../workspaces'
import { collectStores, DEFAULT_EXPERIMENT, experimentOf, storeOf, type LaunchForm } from './launch-form'
import css from './projects.module.css'

/** MLflow's own name for its first experiment; not a word to translate. */
const DEFAULT_NAME = 'Default'

export interface Target {
  readonly stores: readonly StoreSummary[]
  /** Of the store in force. */
  readonly experiments: readonly ExperimentSummary[]
  readonly storeId: string | undefined
  readonly experimentId: string | undefined
}

/** Where the run will be written. */
export function useTarget(workspaceId: WorkspaceId, form: LaunchForm): Target {
  const state = useWorkspaces((all) => all.workspaces.find((workspace) => workspace.id === workspaceId)?.state)
  const shownOf = useRuns((runs) => runs.workspaceId)
  const shown = useRuns((runs) => (runs.experiments.length === 1 ? runs.experiments[0] : undefined))
  const inView = shownOf === workspaceId ? shown : undefined
  const stores = collectStores(state?.stores ?? [])
  const storeId = storeOf(form, stores, inView)
  const experiments = (state?.experiments ?? []).filter(
    (experiment) => experiment.storeId === storeId && experiment.lifecycleStage === 'active',
  )
  return { stores, experiments, storeId, experimentId: experimentOf(form, storeId, inView) }
}

interface TargetFieldsProps {
  readonly target: Target
  readonly form: LaunchForm
  readonly onChange: (form: LaunchForm) => void
}

export function TargetFields({ target, form, onChange }: TargetFieldsProps) {
  const { t } = useTranslation('projects')
  const id = useId()
  const { stores, experiments, storeId, experimentId } = target
  const hasDefault = experiments.some((experiment) => experiment.name === DEFAULT_NAME)
  const options = [
    ...(hasDefault ? [] : [{ id: DEFAULT_EXPERIMENT, label: DEFAULT_NAME }]),
    ...experiments.map((experiment) => ({ id: experiment.experimentId, label: experiment.name })),
  ]
  const chosen =
    experimentId ??
    experiments.find((experiment) => experiment.name === DEFAULT_NAME)?.experimentId ??
    DEFAULT_EXPERIMENT
  return (
    <div className={css.target}>
      <div className={css.field}>
        <div className={css.fieldHead}>
          <label htmlFor={id}>{t('runName')}</label>
        </div>
        <input
          id={id}
          value={form.runName}
          maxLength={250}
          placeholder={t('runNameGenerated')}
          spellCheck={false}
          autoComplete="off"
          onChange={(event) => onChange({ ...form, runName: event.target.value })}
        />
      </div>
      {stores.length > 1 && (
        <Select
          label={t('store')}
          value={storeId}
          placeholder={t('chooseStore')}
          options={stores.map((store) => ({ id: store.id, label: store.id === '.' ? store.path : store.id }))}
          onChange={(next) => onChange({ ...form, storeId: next, experimentId: undefined })}
        />
      )}
      {experiments.length > 0 && (
        <Select
          label={t('experiment')}
          value={chosen}
          options={options}
          onChange={(next) => onChange({ ...form, experimentId: next })}
        />
      )}
    </div>
  )
}
