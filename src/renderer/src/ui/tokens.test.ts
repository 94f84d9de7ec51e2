import { readFileSync } from 'node:fs'
import { resolve } from 'node:path'
import { describe, expect, test } from 'vitest'
import { contrastOf, differenceOf, visions, type Oklch } from '../../../testing/colour-math'

const css = readFileSync(resolve(import.meta.dirname, 'tokens.css'), 'utf8')

function readTheme(theme: 'light' | 'dark'): (name: string) => Oklch {
  const block = new RegExp(`\\[data-theme='${theme}'\\] \\{([^}]*)\\}`).exec(css)?.[1] ?? ''
  const tokens = new Map(
    [...block.matchAll(/--([\w-]+): oklch\(([\d.]+) ([\d.]+) ([\d.]+)\);/g)].map(([, name, l, c, h]) => [
      name,
      [Number(l), Number(c), Number(h)] as const,
    ]),
  )
  return (name) => {
    const token = tokens.get(name)
    if (token === undefined) throw new Error(`${theme} lacks --${name}`)
    return token
  }
}

const surfaces = ['surface-0', 'surface-1', 'surface-2']
const texts = ['text', 'text-muted', 'text-faint', 'ok', 'warn', 'bad', 'running']
const runs = Array.from({ length: 20 }, (_, index) => `run-${index + 1}`)

describe.each(['light', 'dark'] as const)('the %s theme', (theme) => {
  const colour = readTheme(theme)

  test.each(texts)('shows --%s readably on every surface, the selection and the hover', (name) => {
    for (const surface of [...surfaces, 'selection', 'hover', 'changed'])
      expect(contrastOf(colour(name), colour(surface)), `${name} on ${surface}`).toBeGreaterThanOrEqual(4.5)
  })

  test('shows the text of a primary button readably', () => {
    expect(contrastOf(colour('accent-text'), colour('accent'))).toBeGreaterThanOrEqual(4.5)
  })

  test.each(['line-strong', 'focus', 'accent'])('shows --%s, which carries meaning, at 3 : 1', (name) => {
    for (const surface of surfaces)
      expect(contrastOf(colour(name), colour(surface)), `${name} on ${surface}`).toBeGreaterThanOrEqual(3)
  })

  test('shows every run colour at 3 : 1 on the surface that charts stand on', () => {
    for (const run of runs) expect(contrastOf(colour(run), colour('surface-2')), run).toBeGreaterThanOrEqual(3)
  })

  test.each(visions)('keeps any two run colours apart with %s', (vision) => {
    const differences = runs.flatMap((one, index) =>
      runs.slice(index + 1).map((other) => differenceOf(colour(one), colour(other), vision)),
    )
    expect(Math.min(...differences)).toBeGreaterThan(5)
  })
})

test('both themes hold the same tokens', () => {
  const names = (theme: string): string[] =>
    [...(new RegExp(`\\[data-theme='${theme}'\\] \\{([^}]*)\\}`).exec(css)?.[1] ?? '').matchAll(/--([\w-]+):/g)].map(
      ([, name]) => name ?? '',
    )
  expect(names('dark')).toEqual(names('light'))
})
