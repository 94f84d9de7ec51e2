// The sample workspace: the app's own files stay untouched, a person works on a copy in their data folder.
import { access, cp, mkdir, rename, rm } from 'node:fs/promises'
import { dirname } from 'node:path'

/** Copies `source` to `target` unless that is there; a copy that was cut short is made anew. */
export async function ensureSample(source: string, target: string): Promise<string> {
  const isThere = await access(target).then(
    () => true,
    () => false,
  )
  if (isThere) return target
  const partial = `${target}.partial`
  await rm(partial, { recursive: true, force: true })
  await mkdir(dirname(target), { recursive: true })
  await cp(source, partial, { recursive: true })
  await rename(partial, target)
  return target
}
