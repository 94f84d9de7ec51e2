import { readFile, readdir, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { createTempFolder, type TempFolder } from '../../testing/fixtures'
import { openSettingsStore, type SettingsStore } from './settings-store'
import { defaultSettings, parseStored } from './stored-settings'

let folder: TempFolder
let resets: string[]
const file = () => join(folder.path, 'settings.json')
const open = (): Promise<SettingsStore> =>
  openSettingsStore({
    file: file(),
    onReset: (path) => resets.push(path),
    onWriteError: (cause) => {
      throw cause
    },
  })

beforeEach(async () => {
  folder = await createTempFolder()
  resets = []
})
afterEach(() => folder.remove())

describe('the settings store', () => {
  it('starts from defaults and reports nothing when there is no file', async () => {
    const store = await open()
    expect(store.get().settings.theme).toBe('system')
    expect(resets).toEqual([])
    expect(await readdir(folder.path)).toEqual([])
  })

  it('has everything again after a restart', async () => {
    const store = await open()
    store.patch({ theme: 'dark', panels: { sidebar: 20 } })
    store.patch({ panels: { inspector: 30 } })
    store.addRecent('/a')
    store.addRecent('/b')
    store.addRecent('/a')
    store.setOpenPaths(['/a'])
    store.setWindowBounds({ x: 1, y: 2, width: 900, height: 600, isMaximized: false })
    await store.flush()
    const again = await open()
    expect(again.get().settings).toMatchObject({
      theme: 'dark',
      panels: { sidebar: 20, inspector: 30 },
      recent: ['/a', '/b'],
    })
    expect(again.openPaths).toEqual(['/a'])
    expect(again.windowBounds?.width).toBe(900)
  })

  it('numbers the changes that it tells of', async () => {
    const store = await open()
    const heard: number[] = []
    store.onChange(({ seq }) => heard.push(seq))
    store.patch({ theme: 'dark' })
    store.setOpenPaths([])
    store.patch({ theme: 'light' })
    expect(heard).toEqual([1, 2])
    expect(store.get().seq).toBe(2)
    await store.flush()
  })

  it.each(['{"version": 1', '[]', '{"version": 99}', JSON.stringify({ ...defaultSettings(), open: 7 })])(
    'puts an unreadable file aside: %s',
    async (content) => {
      await writeFile(file(), content)
      const store = await open()
      expect(store.get().settings.recent).toEqual([])
      expect(resets).toHaveLength(1)
      expect(resets[0]).toMatch(/settings\.corrupt-.*\.json$/)
      expect(await readFile(resets[0] ?? '', 'utf8')).toBe(content)
    },
  )
})

describe('parseStored', () => {
  it('runs the steps from the version of the file on', () => {
    const steps = [
      (old: Record<string, unknown>) => ({ ...old, version: 2, seen: ['one'] }),
      (old: Record<string, unknown>) => ({ ...old, version: 1, open: [...(old['seen'] as string[]), 'two'] }),
    ]
    expect(parseStored(defaultSettings(), steps).open).toEqual(['one', 'two'])
  })
})
