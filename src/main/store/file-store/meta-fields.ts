// Meaning of the values in a meta.yaml, tolerant of every release: what is missing or of a wrong type costs that field alone.
import type { LifecycleStage, Problem, RunStatus } from '../../../shared/domain/run'
import type { MetaValues } from './meta-yaml'

const STATUS_BY_NUMBER: Readonly<Record<string, RunStatus>> = {
  1: 'RUNNING',
  2: 'SCHEDULED',
  3: 'FINISHED',
  4: 'FAILED',
  5: 'KILLED',
}
export const STATUS_NUMBERS: Readonly<Record<RunStatus, number>> = {
  RUNNING: 1,
  SCHEDULED: 2,
  FINISHED: 3,
  FAILED: 4,
  KILLED: 5,
}

export interface MetaReader {
  text(...names: readonly string[]): string | undefined
  time(name: string): number | undefined
  status(): RunStatus
  lifecycle(): LifecycleStage
  /** What was wrong so far. */
  readonly problems: Problem[]
}

export function createMetaReader(values: MetaValues, path: string): MetaReader {
  const problems: Problem[] = []
  const complain = (name: string, value: unknown): undefined => {
    problems.push({ kind: 'wrong-type', path, detail: `${name}: ${describe(value)}` })
    return undefined
  }
  const own = (name: string): unknown => (Object.hasOwn(values, name) ? (values[name] ?? undefined) : undefined)

  const text = (...names: readonly string[]): string | undefined => {
    const name = names.find((each) => own(each) !== undefined)
    if (name === undefined) return undefined
    const value = own(name)
    if (typeof value === 'string') return value
    if (typeof value === 'number' || typeof value === 'bigint' || typeof value === 'boolean') return String(value)
    return complain(name, value)
  }
  const time = (name: string): number | undefined => {
    const value = own(name)
    if (value === undefined) return undefined
    const number = typeof value === 'bigint' || typeof value === 'string' ? Number(value) : value
    return typeof number === 'number' && Number.isFinite(number) && value !== '' ? number : complain(name, value)
  }

  return {
    text,
    time,
    problems,
    status: () => {
      const value = own('status')
      if (value === undefined) return 'RUNNING'
      const known = typeof value === 'object' ? undefined : String(value)
      const status = known === undefined ? undefined : (STATUS_BY_NUMBER[known] ?? statusByName(known))
      if (status === undefined) complain('status', value)
      // A run whose state cannot be read must not look alive.
      return status ?? 'FAILED'
    },
    lifecycle: () => {
      const value = own('lifecycle_stage')
      if (value !== undefined && value !== 'active' && value !== 'deleted') complain('lifecycle_stage', value)
      return value === 'deleted' ? 'deleted' : 'active'
    },
  }
}

const statusByName = (name: string): RunStatus | undefined =>
  Object.hasOwn(STATUS_NUMBERS, name) ? (name as RunStatus) : undefined

function describe(value: unknown): string {
  if (Array.isArray(value)) return 'a list'
  if (typeof value === 'object') return 'a mapping'
  return String(value).slice(0, 100)
}
