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

export function toFailure(cause: unknown, path: string): Failure {
  if (cause instanceof Failure) return cause
  const detail = cause instanceof Error ? cause.message : String(cause)
  const code = sqliteCodeOf(cause)
  const primary = code === undefined ? undefined : code & PRIMARY_MASK
  if (primary === SQLITE_CANTOPEN) return new Failure({ code: 'io', errno: 'EACCES', path }, { cause })
  const errno = code === undefined ? systemCodeOf(cause) : undefined
  if (errno !== undefined) return new Failure({ code: 'io', errno, path }, { cause })
  const reason = (primary === undefined ? undefined : REASONS[primary]) ?? 'damaged'
  return new Failure({ code: 'database', reason, path, detail }, { cause })
}

function systemCodeOf(cause: unknown): string | undefined {
  if (typeof cause !== 'object' || cause === null) return undefined
  const code: unknown = Reflect.get(cause, 'code')
  return typeof code === 'string' && /^E[A-Z0-9]+$/.test(code) ? code : undefined
}
