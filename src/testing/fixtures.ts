// Unpacked copies of test/fixtures in folders of their own, removed by the test that asked.
import { readFileSync } from 'node:fs'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import * as tar from 'tar'

const FIXTURES = resolve(import.meta.dirname, '../../test/fixtures')

export interface TempFolder {
  readonly path: string
  remove(): Promise<void>
}

export async function createTempFolder(prefix = 'runbench-'): Promise<TempFolder> {
  const path = await mkdtemp(join(tmpdir(), prefix))
  return { path, remove: () => rm(path, { recursive: true, force: true }) }
}

/** Unpacks `name` (`stores/3.18.0-file`, `models/seed_2018`) into a new folder. */
export async function unpackFixture(name: string): Promise<TempFolder> {
  const folder = await createTempFolder()
  await tar.x({ file: join(FIXTURES, `${name}.tar.gz`), cwd: folder.path })
  return folder
}

/** A JSON fixture: `stores/3.18.0-file.oracle`, `projects/cases`, `models/models`. */
export function readFixture<T>(name: string): T {
  return JSON.parse(readFileSync(join(FIXTURES, `${name}.json`), 'utf8')) as T
}

export const fixturePath = (name: string): string => join(FIXTURES, name)
