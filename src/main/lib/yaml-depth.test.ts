import { describe, expect, it } from 'vitest'
import { isNestedTooDeeply } from './yaml-depth'

describe('isNestedTooDeeply', () => {
  it.each([
    ['ordinary YAML', 'flavors:\n  sklearn:\n    code: null\n'],
    ['a signature in JSON', `inputs: '[${'{"type": "double"}, '.repeat(5_000)}]'`],
    ['unmatched closing brackets', ']'.repeat(10_000)],
  ])('lets %s pass', (_name, text) => expect(isNestedTooDeeply(text)).toBe(false))

  it.each([
    ['open braces', '{'.repeat(10_000)],
    ['open brackets', '['.repeat(10_000)],
    ['braces that are closed', '{a: '.repeat(300) + '}'.repeat(300)],
    ['sequences in one line', `${'- '.repeat(5_000)}a: 1`],
    ['indentation', `${' '.repeat(1_000)}a: 1`],
  ])('stops %s', (_name, text) => expect(isNestedTooDeeply(text)).toBe(true))
})
