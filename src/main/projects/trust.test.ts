import { readdir, readFile, symlink, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { createTempFolder, type TempFolder } from '../../testing/fixtures'
import { readProject } from './mlproject/read-project'
import { isTrusted, setTrusted, trustedContent } from './trust'
import { createMemoryTrustStore, createTrustStore } from './trust-store'

let folder: TempFolder
beforeEach(async () => void (folder = await createTempFolder()))
afterEach(() => folder.remove())

const write = (name: string, content: string): Promise<void> => writeFile(join(folder.path, name), content)
const content = async () => trustedContent(await readProject(folder.path))

async function layOut(): Promise<void> {
  await write('MLproject', 'name: x\npython_env: env.yaml\nentry_points: {main: {command: ls}}\n')
  await write('env.yaml', 'python: "3.11"\ndependencies:\n  - -r requirements.txt\n  - numpy\n')
  await write('requirements.txt', 'torch\n-c constraints.txt\n--requirement=more.txt\n-r https://example.org/x.txt\n')
  await write('constraints.txt', 'torch<3\n')
}

describe('trust covers what decides what runs', () => {
  it('lists the MLproject, its environment file and all that they refer to, missing ones too', async () => {
    await layOut()
    const names = (await content()).files.map((file) => file.slice(folder.path.length + 1))
    expect(names).toEqual(['MLproject', 'env.yaml', 'requirements.txt', 'constraints.txt', 'more.txt'])
  })

  it.each(['MLproject', 'env.yaml', 'requirements.txt', 'constraints.txt', 'more.txt'])(
    'is asked again when %s changes',
    async (name) => {
      await layOut()
      const store = createMemoryTrustStore()
      await setTrusted(store, folder.path, (await content()).hash)
      expect(await isTrusted(store, folder.path, (await content()).hash)).toBe(true)
      await write(name, `${await readFile(join(folder.path, name), 'utf8').catch(() => '')}# changed\n`)
      expect(await isTrusted(store, folder.path, (await content()).hash)).toBe(false)
    },
  )

  it('does not mind which link leads to the folder', async () => {
    const other = await createTempFolder()
    await symlink(folder.path, join(other.path, 'link'))
    const store = createMemoryTrustStore()
    const { hash } = await content()
    await setTrusted(store, join(other.path, 'link'), hash)
    expect(await isTrusted(store, folder.path, hash)).toBe(true)
    await other.remove()
  })
})

describe('the file of trusted folders', () => {
  it('is kept across a restart', async () => {
    const path = join(folder.path, 'data', 'trust.json')
    await createTrustStore(path, vi.fn()).set('/p', 'h')
    expect(createTrustStore(path, vi.fn()).get('/p')).toBe('h')
  })

  it('is put aside, not overwritten, when it cannot be understood', async () => {
    const onReset = vi.fn()
    await write('trust.json', '{"version": 1, "folders": [')
    const store = createTrustStore(join(folder.path, 'trust.json'), onReset)
    expect(store.get('/p')).toBeUndefined()
    expect(onReset).toHaveBeenCalledOnce()
    expect(await readdir(folder.path)).toEqual([expect.stringMatching(/^trust\.corrupt-\d+\.json$/)])
  })
})
