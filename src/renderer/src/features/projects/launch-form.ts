// What a person entered to run an entry point, and what follows from it. Pure.
import type { Experiment, Launch } from './launch-types'
import type { EntryPoint, LaunchPlan, ProjectParameter } from '../../../../shared/domain/project'
import type { StoreSummary } from '../../../../shared/domain/workspace'

/** A parameter that the entry point does not declare. */
export interface ExtraParameter {
  readonly id: number
  readonly key: string
  readonly value: string
}

export interface LaunchForm {
  /** By name; nothing or empty: the default. */
  readonly values: Readonly<Record<string, string>>
  readonly extras: readonly ExtraParameter[]
  readonly runName: string
  readonly storeId: string | undefined
  readonly experimentId: string | undefined
}

export const emptyForm: LaunchForm = {
  values: {},
  extras: [],
  runName: '',
  storeId: undefined,
  experimentId: undefined,
}

const valueOf = (form: LaunchForm, name: string): string =>
  Object.hasOwn(form.values, name) ? (form.values[name] ?? '') : ''

/** Params as they are sent: what was given, in the order of the form; what was left alone takes its default. */
export function collectParams(entryPoint: EntryPoint, form: LaunchForm): [string, string][] {
  const declared = entryPoint.parameters.flatMap(({ name }): [string, string][] => {
    const value = valueOf(form, name)
    return value === '' ? [] : [[name, value]]
  })
  const extras = form.extras.flatMap(({ key, value }): [string, string][] =>
    key.trim() === '' ? [] : [[key.trim(), value]],
  )
  return [...declared, ...extras]
}

export type FieldMark = 'missing' | 'not-a-number'

/** A required parameter without a value is marked once it matters: after a try to run. A float that is not a number, at once. */
export function markOf(
  parameter: ProjectParameter,
  form: LaunchForm,
  plan: LaunchPlan | undefined,
  wasTried: boolean,
): FieldMark | undefined {
  if (wasTried && parameter.default === undefined && valueOf(form, parameter.name) === '') return 'missing'
  const isMarked = plan?.warnings.some(
    ({ kind, parameter: name }) => kind === 'not-a-number' && name === parameter.name,
  )
  return isMarked === true ? 'not-a-number' : undefined
}

export const collectMissing = (entryPoint: EntryPoint, form: LaunchForm): readonly string[] =>
  entryPoint.parameters
    .filter((parameter) => parameter.default === undefined && valueOf(form, parameter.name) === '')
    .map(({ name }) => name)

export const withValue = (form: LaunchForm, name: string, value: string): LaunchForm => ({
  ...form,
  values: { ...form.values, [name]: value },
})

export const withExtra = (form: LaunchForm): LaunchForm => ({
  ...form,
  extras: [...form.extras, { id: 1 + Math.max(0, ...form.extras.map(({ id }) => id)), key: '', value: '' }],
})

export const withoutExtra = (form: LaunchForm, id: number): LaunchForm => ({
  ...form,
  extras: form.extras.filter((extra) => extra.id !== id),
})

export const withExtraChanged = (form: LaunchForm, changed: ExtraParameter): LaunchForm => ({
  ...form,
  extras: form.extras.map((extra) => (extra.id === changed.id ? changed : extra)),
})

/** Stores that can take the run. */
export const collectStores = (stores: readonly StoreSummary[]): readonly StoreSummary[] =>
  stores.filter((store) => store.state === 'ready')

/** The store in force: the chosen one, that of the experiment in view, or the only one. */
export function storeOf(
  form: LaunchForm,
  stores: readonly StoreSummary[],
  inView: Experiment | undefined,
): string | undefined {
  const has = (id: string | undefined): boolean => id !== undefined && stores.some((store) => store.id === id)
  if (has(form.storeId)) return form.storeId
  if (has(inView?.storeId)) return inView?.storeId
  return stores.length === 1 ? stores[0]?.id : undefined
}

/** The experiment in force: the chosen one while it is of that store, else the one in view; undefined: `Default`. */
export function experimentOf(
  form: LaunchForm,
  storeId: string | undefined,
  inView: Experiment | undefined,
): string | undefined {
  if (form.experimentId !== undefined) return form.experimentId === DEFAULT_EXPERIMENT ? undefined : form.experimentId
  return inView !== undefined && inView.storeId === storeId ? inView.experimentId : undefined
}

/** Stands for MLflow's own choice in the select, which cannot hold undefined. */
export const DEFAULT_EXPERIMENT = '\u0000default'

/** What `jobs.start` is asked. */
export function collectStart(
  launch: Launch,
  form: LaunchForm,
  storeId: string | undefined,
  experimentId: string | undefined,
) {
  const runName = form.runName.trim()
  return {
    ...launch,
    ...(storeId === undefined ? {} : { storeId }),
    ...(experimentId === undefined ? {} : { experimentId }),
    ...(runName === '' ? {} : { runName }),
  }
}
