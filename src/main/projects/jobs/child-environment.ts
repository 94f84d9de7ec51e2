// The environment of a job: the person's own, less what the app and its tools put there, plus what MLflow's client reads.
import type { Environment } from '../find-on-path'
import type { Param } from '../launch-plan/plan-launch'

export interface RunAddress {
  readonly jobId: string
  readonly runId: string
  readonly experimentId: string
  /** Absolute: the job runs in the project's folder, where a relative one would name another store. */
  readonly trackingUri: string
  readonly storeKind: 'file' | 'sql'
}

/**
 * Ours, Electron's, and what `npm start` adds. An experiment's name goes too: MLflow refuses a name that disagrees with the
 * id, and the id is what the person chose. Everything else stays: an allow-list breaks CUDA, credentials and module systems.
 */
const NOT_INHERITED = [
  /^ELECTRON_/i,
  /^RUNBENCH_/i,
  /^(CHROME_DESKTOP|ORIGINAL_XDG_CURRENT_DESKTOP)$/,
  /^npm_(lifecycle_|package_|command$|execpath$|node_execpath$)/,
  /^MLFLOW_EXPERIMENT_NAME$/i,
]

export const jobMarker = (jobId: string): string => `RUNBENCH_JOB=${jobId}`

export function addedVariables(address: RunAddress): readonly Param[] {
  const variables: readonly Param[] = [
    ['MLFLOW_RUN_ID', address.runId],
    ['MLFLOW_TRACKING_URI', address.trackingUri],
    ['MLFLOW_EXPERIMENT_ID', address.experimentId],
    ['PYTHONUNBUFFERED', '1'],
    ['RUNBENCH_JOB', address.jobId],
  ]
  // MLflow from 3.13 on refuses a file store otherwise.
  return address.storeKind === 'file' ? [...variables, ['MLFLOW_ALLOW_FILE_STORE', 'true']] : variables
}

/** What the plan shows before there is a run. */
export const PLANNED_VARIABLES: readonly Param[] = [
  ...addedVariables({
    jobId: '<job id>',
    runId: '<run id>',
    experimentId: '<experiment id>',
    trackingUri: '<tracking URI>',
    storeKind: 'sql',
  }),
  ['MLFLOW_ALLOW_FILE_STORE', '<true for a file store>'],
]

export function childEnvironment(base: Environment, address: RunAddress): Environment {
  const inherited = Object.entries(base).filter(([name]) => !NOT_INHERITED.some((pattern) => pattern.test(name)))
  return { ...Object.fromEntries(inherited), ...Object.fromEntries(addedVariables(address)) }
}
