// Keeps the settings file. A file that cannot be read is put aside under another name, never overwritten, and reported; the app
// then starts from defaults. Writes are atomic and one at a time.
import { Low } from 'lowdb'
import { JSONFile } from 'lowdb/node'
import { mkdir, rename } from 'node:fs/promises'
import { dirname } from 'node:path'
import type { Settings, SettingsPatch } from '../../shared/domain/settings'
import { coalesce } from '../lib/coalesce'
import {
  collectPatched,
  collectRecent,
  defaultSettings,
  parseStored,
  type StoredSettings,
  type WindowBounds,
} from './stored-settings'

export interface SettingsStore {
  get(): { readonly seq: number; readonly settings: Settings }
  patch(patch: SettingsPatch): void
  addRecent(path: string): void
  readonly openPaths: readonly string[]
  setOpenPaths(paths: readonly string[]): void
  readonly windowBounds: WindowBounds | undefined
  setWindowBounds(bounds: WindowBounds): void
  /** Hears of changes to what a person chose, not of what is only remembered. */
  onChange(listener: (next: { seq: number; settings: Settings }) => void): void
  /** Resolves when everything is on disk. */
  flush(): Promise<void>
}

export interface SettingsStoreOptions {
  readonly file: string
  /** The unreadable file was put aside under this name. */
  onReset(asidePath: string, cause: unknown): void
  onWriteError(cause: unknown): void
}

export async function openSettingsStore({ file, onReset, onWriteError }: SettingsStoreOptions): Promise<SettingsStore> {
  await mkdir(dirname(file), { recursive: true })
  const low = new Low<StoredSettings>(new JSONFile<StoredSettings>(file), defaultSettings())
  try {
    await low.read()
    low.data = parseStored(low.data)
  } catch (cause) {
    const aside = file.replace(/\.json$/, `.corrupt-${new Date().toISOString().replaceAll(/[:.]/g, '-')}.json`)
    await rename(file, aside)
    low.data = defaultSettings()
    onReset(aside, cause)
  }

  let seq = 0
  let lastWrite = Promise.resolve()
  const listeners = new Set<(next: { seq: number; settings: Settings }) => void>()
  const write = coalesce(() => low.write(), onWriteError)
  const keep = (next: Partial<StoredSettings>): void => {
    low.data = { ...low.data, ...next }
    lastWrite = Promise.all([lastWrite, write()]).then(() => undefined)
  }
  const choose = (settings: Settings): void => {
    seq += 1
    keep({ settings })
    listeners.forEach((listener) => listener({ seq, settings }))
  }

  return {
    get: () => ({ seq, settings: low.data.settings }),
    patch: (patch) => choose(collectPatched(low.data.settings, patch)),
    addRecent: (path) => choose({ ...low.data.settings, recent: collectRecent(low.data.settings.recent, path) }),
    get openPaths() {
      return low.data.open
    },
    setOpenPaths: (paths) => keep({ open: [...paths] }),
    get windowBounds() {
      return low.data.window
    },
    setWindowBounds: (bounds) => keep({ window: bounds }),
    onChange: (listener) => void listeners.add(listener),
    flush: () => lastWrite,
  }
}
