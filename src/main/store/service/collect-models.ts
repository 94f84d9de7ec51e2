// Models that runs logged as artifacts, from MLflow's tag `mlflow.log-model.history`: a JSON list with one entry a call.
import type { ModelListEntry } from '../../../shared/domain/model'
import type { RunIndex } from '../index/run-index'

export const HISTORY_TAG = 'mlflow.log-model.history'

interface Logged {
  readonly path: string
  readonly createdTime: number | undefined
}

/** The newest entry of each artifact path. A tag that is not such a list names no models. */
export function parseModelHistory(text: string): Logged[] {
  const byPath = new Map<string, Logged>()
  for (const entry of parseList(text)) {
    if (typeof entry !== 'object' || entry === null) continue
    const { artifact_path: path, utc_time_created: created } = entry as Record<string, unknown>
    if (typeof path === 'string') byPath.set(path, { path, createdTime: parseUtc(created) })
  }
  return [...byPath.values()]
}

function parseList(text: string): unknown[] {
  try {
    const parsed: unknown = JSON.parse(text)
    return Array.isArray(parsed) ? parsed : []
  } catch {
    return []
  }
}

/** `2025-06-02 09:00:00.123456`, without a zone and meant as UTC. */
function parseUtc(text: unknown): number | undefined {
  if (typeof text !== 'string') return undefined
  const time = Date.parse(`${text.trim().replace(' ', 'T')}${/[zZ]|[+-]\d\d:?\d\d$/.test(text) ? '' : 'Z'}`)
  return Number.isNaN(time) ? undefined : time
}

export function collectHistoryModels(index: RunIndex): ModelListEntry[] {
  const models: ModelListEntry[] = []
  index.tags.get(HISTORY_TAG)?.forEach((row, id) => {
    const runKey = index.keyOf(row)
    if (runKey === undefined || index.lifecycleOf(row) === 'deleted') return
    for (const { path, createdTime } of parseModelHistory(index.strings.textOf(id)))
      models.push({
        source: { kind: 'run', runKey },
        path,
        name: path,
        runKey,
        runName: index.nameOf(row),
        ...(createdTime === undefined ? {} : { createdTime }),
      })
  })
  return models
}
