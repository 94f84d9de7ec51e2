// SQLite's refusals as failures that a person can act on.
import type { AppError } from '../../../shared/errors'
import { Failure } from '../../rpc/router'

type Reason = Extract<AppError, { code: 'database' }>['reason']

const REASONS: Readonly<Record<number, Reason>> = {
  1: 'damaged', // a column or table that the schema promised is not there, or the schema does not parse
  5: 'locked',
  6: 'locked',
  8: 'read-only',
  10: 'damaged', // I/O error: a page that the file should have cannot be read
  11: 'damaged',
  18: 'damaged', // a row larger than any MLflow writes
  26: 'damaged', // not a database
}
const SQLITE_CANTOPEN = 14
/** Extended codes carry the primary one in their low byte. */
const PRIMARY_MASK = 0xff

function numberOf(cause: unknown, key: string): number | undefined {
  if (typeof cause !== 'object' || cause === null) return undefined
  const value: unknown = Reflect.get(cause, key)
  return typeof value === 'number' ? value : undefined
}

/** The extended result code when SQLite refused, undefined for anything else. */
export const sqliteCodeOf = (cause: unknown): number | undefined =>
  numberOf(cause, 'sqliteExtendedCode') ?? numberOf(cause, 'errcode')

/** What to throw for `cause`: a failure for what SQLite or the file system refused, the cause itself for a defect of ours. */
export function toFailure(cause: unknown, path: string): unknown {
  if (cause instanceof Failure) return cause
  const code = sqliteCodeOf(cause)
  if (code !== undefined) return new Failure(sqliteError(code & PRIMARY_MASK, path, messageOf(cause)), { cause })
  const errno = systemCodeOf(cause)
  return errno === undefined ? cause : new Failure({ code: 'io', errno, path }, { cause })
}

const messageOf = (cause: unknown): string => (cause instanceof Error ? cause.message : String(cause))

function sqliteError(primary: number, path: string, detail: string): AppError {
  if (primary === SQLITE_CANTOPEN) return { code: 'io', errno: 'EACCES', path }
  return { code: 'database', reason: REASONS[primary] ?? 'damaged', path, detail }
}

function systemCodeOf(cause: unknown): string | undefined {
  if (typeof cause !== 'object' || cause === null) return undefined
  const code: unknown = Reflect.get(cause, 'code')
  return typeof code === 'string' && /^E[A-Z0-9]+$/.test(code) ? code : undefined
}
