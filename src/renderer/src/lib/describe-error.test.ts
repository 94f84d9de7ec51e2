import { expect, test } from 'vitest'
import type { AppError } from '../../../shared/errors'
import { createI18n } from './i18n'
import { describeError } from './describe-error'

const errors: readonly AppError[] = [
  { code: 'io', errno: 'EACCES', path: '/data' },
  { code: 'io', errno: 'EWEIRD', path: '/data' },
  { code: 'not-found', what: 'entry-point', id: 'main' },
  { code: 'nothing-here', path: '/empty' },
  { code: 'not-a-folder', path: '/file' },
  { code: 'outside', path: 's3://bucket' },
  { code: 'too-large', path: '/big', sizeBytes: 2e9, limitBytes: 1e6 },
  { code: 'database', reason: 'damaged', path: '/x.db', detail: 'malformed' },
  { code: 'malformed', path: '/meta.yaml', line: 3, detail: 'bad indentation' },
  { code: 'project', kind: 'missing-parameters', path: '/MLproject', subject: 'alpha', detail: '' },
  { code: 'untrusted', path: '/p', files: [] },
  { code: 'choose-store', storeIds: ['a'] },
  { code: 'invalid-input', issues: ['limit: too big'] },
  { code: 'worker-lost', path: '/w' },
  { code: 'cancelled' },
  { code: 'internal', incident: 'x' },
]

test.each(['en', 'zh-CN'] as const)('every error has a what, a why and a cure in %s', async (language) => {
  const { t } = await createI18n(language)
  for (const error of errors) {
    const { what, why, cure } = describeError(error, t)
    for (const text of [what, why, cure]) expect(text, error.code).toMatch(/[.。]$/)
    expect(`${what}${why}${cure}`, error.code).not.toMatch(/\{\{|errors:|\.what|\.why|\.cure/)
  }
})

test('names the place with its line, and carries the tool’s own words apart', async () => {
  const { t } = await createI18n('en')
  const described = describeError({ code: 'malformed', path: '/meta.yaml', line: 3, detail: 'bad indentation' }, t)
  expect(described.place).toBe('/meta.yaml:3')
  expect(described.detail).toBe('bad indentation')
})

test('says sizes in units that a person reads', async () => {
  const { t } = await createI18n('en')
  const error: AppError = { code: 'too-large', path: '/big', sizeBytes: 2_500_000_000, limitBytes: 1_000_000 }
  expect(describeError(error, t).why).toBe('It has 2.5 GB; the limit is 1 MB.')
})
