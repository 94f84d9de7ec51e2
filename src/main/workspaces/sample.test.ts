import { mkdir, readFile, readdir, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, it } from 'vitest'
import { createTempFolder, type TempFolder } from '../../testing/fixtures'
import { ensureSample } from './sample'

let folder: TempFolder
beforeEach(async () => {
  folder = await createTempFolder()
  await mkdir(join(folder.path, 'resources', 'mlruns'), { recursive: true })
  await writeFile(join(folder.path, 'resources', 'mlruns', 'a'), 'original')
})
afterEach(() => folder.remove())

const target = () => join(folder.path, 'data', 'sample')
const ensure = () => ensureSample(join(folder.path, 'resources'), target())

it('copies the sample once and then leaves the copy alone', async () => {
  expect(await ensure()).toBe(target())
  await writeFile(join(target(), 'mlruns', 'a'), 'mine')
  await ensure()
  expect(await readFile(join(target(), 'mlruns', 'a'), 'utf8')).toBe('mine')
})

it('starts over after a copy that was cut short', async () => {
  await mkdir(`${target()}.partial`, { recursive: true })
  await writeFile(join(`${target()}.partial`, 'half'), '')
  await ensure()
  expect(await readdir(target())).toEqual(['mlruns'])
  expect(await readdir(join(folder.path, 'data'))).toEqual(['sample'])
})
