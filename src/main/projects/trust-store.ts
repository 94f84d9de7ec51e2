// Trusted folders in a small JSON file of the app's data folder. A file that cannot be understood is put aside, never
// overwritten, and everything is asked anew.
import { mkdirSync, renameSync } from 'node:fs'
import { dirname } from 'node:path'
import { LowSync } from 'lowdb'
import { JSONFileSync } from 'lowdb/node'
import { z } from 'zod'
import type { TrustStore } from './trust'

const schema = z.object({ version: z.literal(1), folders: z.record(z.string(), z.string()) })
type TrustFile = z.output<typeof schema>

const empty = (): TrustFile => ({ version: 1, folders: {} })

export function createTrustStore(path: string, onReset: (path: string, cause: unknown) => void): TrustStore {
  mkdirSync(dirname(path), { recursive: true })
  const file = new LowSync<TrustFile>(new JSONFileSync(path), empty())
  try {
    file.read()
    file.data = schema.parse(file.data)
  } catch (cause) {
    renameSync(path, path.replace(/(\.json)?$/, `.corrupt-${Date.now()}.json`))
    file.data = empty()
    onReset(path, cause)
  }
  return {
    get: (folder) => (Object.hasOwn(file.data.folders, folder) ? file.data.folders[folder] : undefined),
    set: (folder, hash) => {
      file.update((data) => {
        data.folders[folder] = hash
      })
      return Promise.resolve()
    },
  }
}

export function createMemoryTrustStore(): TrustStore {
  const folders = new Map<string, string>()
  return {
    get: (folder) => folders.get(folder),
    set: (folder, hash) => {
      folders.set(folder, hash)
      return Promise.resolve()
    },
  }
}
