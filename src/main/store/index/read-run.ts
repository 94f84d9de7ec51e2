// One row of the index as a person's run.
import type { RunDetail } from '../../../shared/domain/run'
import { runKeyOf } from '../ports'
import { PARENT_TAG, type RunIndex } from './run-index'

export const NOTE_TAG = 'mlflow.note.content'

/** Everything but `artifactPath`, which only the disk knows. */
export function collectRunDetail(index: RunIndex, row: number): RunDetail {
  const { storeId, experimentId, record } = index.experimentOf(row)
  const parentId = index.tagOf(row, PARENT_TAG)
  const parentKey = parentId === undefined ? undefined : runKeyOf(storeId, parentId)
  const start = index.startOf(row)
  const end = index.endOf(row)
  const userId = index.userOf(row)
  const artifactUri = index.artifactUriOf(row)
  const note = index.tagOf(row, NOTE_TAG)
  return {
    key: runKeyOf(storeId, index.runIdOf(row)),
    storeId,
    experimentId,
    experimentName: record?.name ?? experimentId,
    runId: index.runIdOf(row),
    name: index.nameOf(row),
    status: index.statusOf(row),
    lifecycleStage: index.lifecycleOf(row),
    ...(Number.isNaN(start) ? {} : { startTime: start }),
    ...(Number.isNaN(end) ? {} : { endTime: end }),
    ...(userId === undefined ? {} : { userId }),
    ...(artifactUri === undefined ? {} : { artifactUri }),
    location: index.locationOf(row),
    ...(parentKey !== undefined && index.rowOf(parentKey) !== undefined ? { parentKey } : {}),
    params: texts(index, index.params, row),
    tags: texts(index, index.tags, row),
    metrics: metricsOf(index, row),
    ...(note === undefined ? {} : { note }),
    problems: [...index.problemsOf(row)],
  }
}

const byKey = (a: { key: string }, b: { key: string }): number => (a.key < b.key ? -1 : a.key > b.key ? 1 : 0)

function texts(index: RunIndex, family: RunIndex['params'], row: number): { key: string; value: string }[] {
  const pairs: { key: string; value: string }[] = []
  for (const [key, column] of family) {
    const id = column.get(row)
    if (id !== 0) pairs.push({ key, value: index.strings.textOf(id) })
  }
  return pairs.sort(byKey)
}

function metricsOf(index: RunIndex, row: number): RunDetail['metrics'] {
  const metrics: RunDetail['metrics'] = []
  for (const [key, column] of index.metrics) {
    const cell = column.get(row)
    if (cell) metrics.push({ key, ...cell })
  }
  return metrics.sort(byKey)
}
