import { useEffect } from 'react'
import type { SeriesQuery, SeriesWindow } from '../../../../shared/domain/series'
import type { AppError } from '../../../../shared/errors'
import { useChartsService } from './charts-context'
import { useLatest } from './use-latest'

export interface Series {
  readonly window: SeriesWindow | undefined
  /** The question that `window` answers: it says what the axes are until the next answer. */
  readonly query: SeriesQuery
  readonly error: AppError | undefined
}

/** The window for a chart, followed while the runs grow. A chart seen before shows what it had until the answer comes. */
export function useSeries(query: SeriesQuery): Series {
  const charts = useChartsService()
  const { value, input, error } = useLatest(charts.client, {
    name: 'series.window',
    input: query,
    runKeys: query.runKeys,
  })
  useEffect(() => {
    if (value && input) charts.remember(input, value)
  }, [charts, value, input])
  return value && input ? { window: value, query: input, error } : { window: charts.recall(query), query, error }
}
