import type { MenuItemConstructorOptions } from 'electron'
import { describe, expect, it } from 'vitest'
import { commands } from '../../shared/commands'
import { buildMenuTemplate, type MenuInput } from './menu-template'
import { createTranslate, languageOf } from './translator'

const build = (changes: Partial<MenuInput> = {}): MenuItemConstructorOptions[] =>
  buildMenuTemplate({
    appName: 'Runbench',
    isMac: false,
    isDevelopment: false,
    recent: [],
    t: createTranslate('en'),
    onCommand: () => undefined,
    onOpenRecent: () => undefined,
    ...changes,
  })

const flat = (items: readonly MenuItemConstructorOptions[]): MenuItemConstructorOptions[] =>
  items.flatMap((item) => [item, ...(Array.isArray(item.submenu) ? flat(item.submenu) : [])])

describe('the menu', () => {
  it.each(['en', 'zh-CN'] as const)('has every command with its key and a title in %s', (language) => {
    const items = flat(build({ t: createTranslate(language) }))
    for (const [id, { key }] of Object.entries(commands)) {
      const item = items.find((other) => other.id === id)
      expect(item?.accelerator).toBe(key)
      expect(item?.label).toBeTruthy()
      expect(item?.label).not.toContain('command.')
    }
  })

  it.each(['en', 'zh-CN'] as const)('has no untranslated label in %s', (language) => {
    for (const isMac of [false, true])
      for (const { label } of flat(build({ t: createTranslate(language), isMac, isDevelopment: true })))
        expect(label ?? '').not.toMatch(/^(menu|native|commands)[.:]|\{\{/)
  })

  it('says which command was chosen', () => {
    const chosen: string[] = []
    const items = flat(build({ onCommand: (id) => chosen.push(id) }))
    items.find(({ id }) => id === 'runs.compare')?.click?.({} as never, undefined, {} as never)
    expect(chosen).toEqual(['runs.compare'])
  })

  it('opens a recent path, whatever is in its name', () => {
    const opened: string[] = []
    const items = flat(build({ recent: ['/a & b', '/c'], onOpenRecent: (path) => opened.push(path) }))
    const first = items.find(({ id }) => id === 'recent.0')
    expect(first?.label).toBe('/a && b')
    first?.click?.({} as never, undefined, {} as never)
    expect(opened).toEqual(['/a & b'])
  })

  it('has developer tools and reloading in development only', () => {
    const roles = (isDevelopment: boolean) => flat(build({ isDevelopment })).map(({ role }) => role)
    expect(roles(true)).toEqual(expect.arrayContaining(['reload', 'toggleDevTools']))
    expect(roles(false)).not.toEqual(expect.arrayContaining(['reload']))
    expect(roles(false)).not.toEqual(expect.arrayContaining(['toggleDevTools']))
  })
})

describe('languageOf', () => {
  it("follows the system's first language unless a person chose one", () => {
    expect(languageOf('system', ['zh-Hans-CN', 'en'])).toBe('zh-CN')
    expect(languageOf('system', ['en-GB', 'zh-CN'])).toBe('en')
    expect(languageOf('system', [])).toBe('en')
    expect(languageOf('zh-CN', ['en'])).toBe('zh-CN')
  })
})
