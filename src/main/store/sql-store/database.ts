// One SQLite connection whose close is a close. The library frees prepared statements only when the garbage collector comes by,
// and until then a closed connection keeps its file and its WAL lock; `exec` frees at once. So statements run through `exec`: rows
// come out through a function of ours, parameters go in through another.
import { DatabaseSync, type DatabaseSyncInstance } from '@photostructure/sqlite'

export type SqlValue = string | number | bigint | Uint8Array | null
export type SqlRow = readonly SqlValue[]

export interface Database {
  /** The rows of a query, in its order. Integers beyond 2^53 must be cast to TEXT or REAL. */
  rows(query: Query, ...parameters: readonly SqlValue[]): readonly SqlRow[]
  /** The same for columns of text only, which cross over as one JSON text: half the cost. Absent values are null. */
  texts(query: Query, ...parameters: readonly SqlValue[]): readonly (readonly (string | null)[])[]
  run(sql: string, ...parameters: readonly SqlValue[]): void
  close(): void
}

/** A SELECT in two parts; `?` stands for a parameter. */
export interface Query {
  readonly columns: readonly string[]
  /** From FROM on. */
  readonly from: string
}

export interface DatabaseOptions {
  readonly isReadOnly: boolean
  readonly busyTimeoutMs: number
}

/** A row longer than this is no MLflow value (its longest column holds 16 MB). */
const MAX_ROW_BYTES = 64 * 1024 * 1024

export function openDatabase(location: string, { isReadOnly, busyTimeoutMs }: DatabaseOptions): Database {
  const db = new DatabaseSync(location, {
    readOnly: isReadOnly,
    timeout: busyTimeoutMs,
    defensive: true,
    limits: { length: MAX_ROW_BYTES, attach: 0 },
  })
  try {
    return harden(db)
  } catch (cause) {
    db.close()
    throw cause
  }
}

function harden(db: DatabaseSyncInstance): Database {
  let rows: SqlRow[] = []
  let bound: readonly SqlValue[] = []
  db.function('runbench_row', { varargs: true, directOnly: true }, (...values: SqlValue[]) => {
    rows.push(values)
  })
  db.function('runbench_value', { deterministic: true, directOnly: true }, (index: number) => bound[index] ?? null)
  db.exec('PRAGMA trusted_schema = 0; PRAGMA cell_size_check = 1')

  function run(sql: string, ...parameters: readonly SqlValue[]): void {
    bound = parameters
    let index = 0
    db.exec(sql.replaceAll('?', () => `runbench_value(${String(index++)})`))
  }

  function select(sql: string, ...parameters: readonly SqlValue[]): readonly SqlRow[] {
    rows = []
    run(sql, ...parameters)
    const found = rows
    rows = []
    return found
  }

  return {
    run,
    rows({ columns, from }, ...parameters) {
      const names = columns.map((_, i) => `c${String(i)}`).join(', ')
      // Materialised, or SQLite would call our function before it sorts.
      const cte = `WITH q(${names}) AS MATERIALIZED (SELECT ${columns.join(', ')} ${from})`
      return select(`${cte} SELECT runbench_row(${names}) FROM q`, ...parameters)
    },
    texts({ columns, from }, ...parameters) {
      const casts = columns.map((column) => `CAST(${column} AS TEXT)`).join(', ')
      const [row] = select(`SELECT runbench_row(json_group_array(json_array(${casts}))) ${from}`, ...parameters)
      return JSON.parse(String(row?.[0] ?? '[]')) as (string | null)[][]
    },
    close: () => {
      db.close()
    },
  }
}
