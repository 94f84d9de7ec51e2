// Tables, runs and series: answered from the index and the history cache.
import type { workerRequests } from '../../../shared/ipc/contract-workspace'
import type { SeriesQuery, SeriesWindow } from '../../../shared/domain/series'
import type { RunKey } from '../../../shared/domain/ids'
import { Failure, type HandlersOf } from '../../rpc/router'
import { collectSeriesWindow, type SeriesSource } from '../history/collect-series-window'
import { collectRunDetail } from '../index/read-run'
import { artifactRootOf } from './artifact-handlers'
import type { WorkspaceDeps } from './workspace-deps'
import type { OpenStore, WorkspaceSession } from './workspace-session'

type All = HandlersOf<typeof workerRequests>
export type QueryHandlers = Pick<
  All,
  | 'table.window'
  | 'table.keys'
  | 'table.locate'
  | 'table.columns'
  | 'table.cells'
  | 'runs.get'
  | 'runs.metrics'
  | 'series.window'
>

export function createQueryHandlers(session: () => WorkspaceSession, deps: WorkspaceDeps): QueryHandlers {
  return {
    'table.window': (input) => session().tables.window(input),
    'table.keys': ({ query, offset, limit }) => ({ keys: session().tables.keys(query, offset, limit) }),
    'table.locate': ({ query, key }) => {
      const offset = session().tables.locate(query, key)
      return offset === undefined ? {} : { offset }
    },
    'table.columns': ({ query }) => ({ columns: session().tables.columns(query) }),
    'table.cells': ({ runKeys, columns }) => ({ rows: session().tables.cells(runKeys, columns) }),
    'runs.get': ({ runKeys }) => {
      const { index } = session()
      const runs = runKeys.flatMap((key) => {
        const row = index.rowOf(key)
        if (row === undefined) return []
        const root = artifactRootOf(session(), deps, row)
        return [{ ...collectRunDetail(index, row), ...('path' in root ? { artifactPath: root.path } : {}) }]
      })
      return { runs }
    },
    'runs.metrics': ({ runKey }) => {
      const { store, runId } = requireRun(session(), runKey)
      return { metrics: [...store.reader.metricSummaries(runId)] }
    },
    'series.window': (query) => readSeries(session(), query),
  }
}

export interface FoundRun {
  readonly row: number
  readonly runId: string
  readonly store: OpenStore
}

export function requireRun(session: WorkspaceSession, key: RunKey): FoundRun {
  const row = session.index.rowOf(key)
  if (row === undefined) throw new Failure({ code: 'not-found', what: 'run', id: key })
  return { row, runId: session.index.runIdOf(row), store: session.store(session.index.experimentOf(row).storeId) }
}

function readSeries({ histories }: WorkspaceSession, query: SeriesQuery): SeriesWindow {
  const sources = query.runKeys.map((runKey): SeriesSource => {
    const history = histories.get(runKey, query.metric)
    return {
      runKey,
      series: history?.series(query.x),
      smoothed: query.smoothing > 0 ? history?.smoothed(query.x, query.smoothing) : undefined,
    }
  })
  return collectSeriesWindow(sources, query)
}
