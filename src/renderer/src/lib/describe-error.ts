// The sentences for an AppError: what happened, why, and what to do. Every code has all three in the catalogue.
import type { TFunction } from 'i18next'
import type { AppError } from '../../../shared/errors'
import { formatBytes } from './format'

export interface DescribedError {
  readonly what: string
  readonly why: string
  readonly cure: string
  /** A path or an id, shown in monospace. */
  readonly place: string | undefined
  /** A tool's own words. */
  readonly detail: string | undefined
}

const KNOWN_ERRNO = new Set([
  'EACCES',
  'EPERM',
  'ENOENT',
  'ENOSPC',
  'EMFILE',
  'ELOOP',
  'EBUSY',
  'ENAMETOOLONG',
  'EROFS',
])

/** Which entry of the catalogue speaks of this error. */
function messageOf(error: AppError): string {
  switch (error.code) {
    case 'io':
      return KNOWN_ERRNO.has(error.errno) ? `io.${error.errno}` : 'io.other'
    case 'not-found':
      return `not-found.${error.what}`
    case 'database':
      return `database.${error.reason}`
    case 'project':
      return `project.${error.kind}`
    default:
      return error.code
  }
}

const placeOf = (error: AppError): string | undefined => {
  if (error.code === 'not-found') return error.id
  if (!('path' in error) || error.path === '') return undefined
  return 'line' in error && error.line !== undefined ? `${error.path}:${error.line}` : error.path
}

const detailOf = (error: AppError): string | undefined => {
  if (error.code === 'invalid-input') return error.issues.join('\n')
  if (error.code === 'internal') return error.incident
  if (error.code === 'io') return error.errno
  return 'detail' in error && error.detail !== '' ? error.detail : undefined
}

export function describeError(error: AppError, t: TFunction): DescribedError {
  const key = `errors:${messageOf(error)}`
  const language = t('common:languageTag')
  const facts = {
    subject: 'subject' in error ? error.subject : '',
    errno: error.code === 'io' ? error.errno : '',
    size: error.code === 'too-large' ? formatBytes(error.sizeBytes, language) : '',
    limit: error.code === 'too-large' ? formatBytes(error.limitBytes, language) : '',
  }
  return {
    what: t(`${key}.what`, facts),
    why: t(`${key}.why`, facts),
    cure: t(`${key}.cure`, facts),
    place: placeOf(error),
    detail: detailOf(error),
  }
}
