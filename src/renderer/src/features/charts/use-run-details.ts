import { useMemo } from 'react'
import type { RunKey } from '../../../../shared/domain/ids'
import type { RunDetail } from '../../../../shared/domain/run'
import type { AppError } from '../../../../shared/errors'
import { useClient } from '../../bridge/client-context'
import { useLatest } from './use-latest'

/** As many as one request may name. */
export const MAX_RUNS = 1_000

export interface RunDetails {
  /** In the order asked; runs that are gone are left out. Undefined before the first answer. */
  readonly runs: readonly RunDetail[] | undefined
  readonly error: AppError | undefined
}

/** Details of these runs (the first thousand), asked again when one of them changes. */
export function useRunDetails(runKeys: readonly RunKey[]): RunDetails {
  const keys = useMemo(() => runKeys.slice(0, MAX_RUNS), [runKeys])
  const { value, error } = useLatest(useClient(), {
    name: 'runs.get',
    input: keys.length === 0 ? undefined : { runKeys: [...keys] },
    runKeys: keys,
  })
  const runs = useMemo(() => {
    if (keys.length === 0) return []
    if (!value) return undefined
    const byKey = new Map(value.runs.map((run) => [run.key, run]))
    return keys.flatMap((key) => byKey.get(key) ?? [])
  }, [keys, value])
  return { runs, error }
}
