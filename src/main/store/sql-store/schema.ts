// What a database can tell, read from the tables and columns that it has: revisions alone are not trusted, and schemas from
// 1.x to 3.18 differ in columns, not in meaning.
import { Failure } from '../../rpc/router'
import type { Database } from './database'

const REQUIRED = ['experiments', 'runs', 'metrics', 'params', 'tags'] as const
const OPTIONAL = ['experiment_tags', 'latest_metrics', 'logged_models'] as const
const TABLES = [...REQUIRED, ...OPTIONAL] as const
export type Table = (typeof TABLES)[number]

/** Columns without which the table says nothing. */
const REQUIRED_COLUMNS: Readonly<Partial<Record<Table, readonly string[]>>> = {
  experiments: ['experiment_id', 'name'],
  runs: ['run_uuid', 'experiment_id'],
  metrics: ['key', 'value', 'timestamp', 'run_uuid'],
  params: ['key', 'value', 'run_uuid'],
  tags: ['key', 'value', 'run_uuid'],
}

export interface Capabilities {
  readonly version: number
  hasTable(table: Table): boolean
  hasColumn(table: Table, column: string): boolean
  /** The column where it exists, else SQL text that stands for it. */
  column(table: Table, column: string, otherwise: string): string
  /** Whether an index leads with `run_uuid`, so that the rows of some runs are found without reading all. */
  isIndexedByRun(table: Table): boolean
}

export const schemaVersion = (db: Database): number =>
  Number(db.rows({ columns: ['schema_version'], from: 'FROM pragma_schema_version' })[0]?.[0] ?? 0)

/** Undefined when this is not MLflow's database. Views and virtual tables do not count: they could run anything. */
export function findCapabilities(db: Database): Capabilities | undefined {
  const columns = new Map<string, Set<string>>()
  const names = JSON.stringify(TABLES)
  const found = db.rows(
    {
      columns: ['m.name', 'c.name'],
      from: `FROM sqlite_master m, pragma_table_xinfo(m.name) c
        WHERE m.type = 'table' AND m.rootpage > 0 AND m.name IN (SELECT value FROM json_each(?))`,
    },
    names,
  )
  for (const [table, column] of found) {
    const set = columns.get(String(table)) ?? new Set<string>()
    columns.set(String(table), set.add(String(column)))
  }
  const isMlflow = REQUIRED.every((table) => (REQUIRED_COLUMNS[table] ?? []).every((c) => columns.get(table)?.has(c)))
  if (!isMlflow) return undefined
  const indexed = new Set(
    db
      .rows(
        {
          columns: ['m.name'],
          from: `FROM sqlite_master m, pragma_index_list(m.name) l, pragma_index_info(l.name) i
            WHERE m.type = 'table' AND i.seqno = 0 AND i.name = 'run_uuid' AND m.name IN (SELECT value FROM json_each(?))`,
        },
        names,
      )
      .map(([table]) => String(table)),
  )
  const hasColumn = (table: Table, column: string): boolean => columns.get(table)?.has(column) ?? false
  return {
    version: schemaVersion(db),
    hasTable: (table) => columns.has(table),
    hasColumn,
    column: (table, column, otherwise) => (hasColumn(table, column) ? column : otherwise),
    isIndexedByRun: (table) => indexed.has(table),
  }
}

export function requireCapabilities(db: Database, path: string): Capabilities {
  const capabilities = findCapabilities(db)
  if (capabilities) return capabilities
  throw new Failure({ code: 'database', reason: 'not-mlflow', path, detail: 'MLflow’s tables are not there' })
}
