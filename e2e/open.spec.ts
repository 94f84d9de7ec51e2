// Every way to open a workspace, and what is said where none can be opened.
import type { Page } from '@playwright/test'
import { spawn } from 'node:child_process'
import { chmod, cp, mkdir, readdir, rename, stat, writeFile } from 'node:fs/promises'
import { basename, join } from 'node:path'
import { findElectron } from '../scripts/lib/electron.mjs'
import { expect, test } from './fixtures/test'
import { ask, tryAsk } from './launch/ask'
import { answerOpenDialog, chooseMenu, dropPaths } from './launch/drive'
import { root } from './launch/launch-app'

const FILE_STORE = 'stores/3.18.0-file'
const SQL_STORE = 'stores/3.18.0-sqlite'

const sidebar = (page: Page) => page.getByRole('navigation', { name: 'Workspaces' })

/** Shown in the sidebar, and read to the end. */
async function expectOpen(page: Page, name: string): Promise<void> {
  await expect(sidebar(page).getByText(name, { exact: true }).first()).toBeVisible()
  await expect
    .poll(async () => {
      const { workspaces } = await ask(page, 'workspaces.list', {})
      const open = workspaces.find((workspace) => workspace.name === name)
      return open && open.error === undefined && open.state.phase === 'ready' && open.state.runCount > 0
    })
    .toBe(true)
}

/** Everything below a folder with size and time: opening must leave it as it was. */
async function snapshot(folder: string): Promise<readonly string[]> {
  const names = await readdir(folder, { recursive: true })
  const lines = names.sort().map(async (name) => {
    const { size, mtimeMs } = await stat(join(folder, name))
    return `${name} ${size} ${mtimeMs}`
  })
  return Promise.all(lines)
}

test('by dropping a folder on the window, which leaves it unchanged @smoke', async ({ launch, store }) => {
  const path = await store(FILE_STORE)
  const before = await snapshot(path)
  const { page, axe } = await launch()
  await expect(page.getByRole('button', { name: 'Open sample' })).toBeVisible()
  await axe()
  await dropPaths(page, [path])
  await expectOpen(page, basename(path))
  await axe()
  expect(await snapshot(path)).toEqual(before)
})

test('by File › Open, and by the recent list after a restart', async ({ launch, store, folder }) => {
  const path = await store(FILE_STORE)
  const userData = join(folder, 'data')
  const first = await launch({ userData })
  await answerOpenDialog(first.app, path)
  await chooseMenu(first.app, 'workspace.open')
  await expectOpen(first.page, basename(path))
  const { workspaces } = await ask(first.page, 'workspaces.list', {})
  await ask(first.page, 'workspaces.close', { workspaceId: workspaces[0]?.id ?? '' })
  await first.close()

  const { app, page } = await launch({ userData })
  expect((await ask(page, 'workspaces.list', {})).workspaces).toEqual([])
  await chooseMenu(app, 'recent.0')
  await expectOpen(page, basename(path))
})

test('by paths on the command line, several at once, remembered for the next start', async ({
  launch,
  store,
  folder,
}) => {
  const paths = [await store(FILE_STORE), await store(SQL_STORE)]
  const userData = join(folder, 'data')
  const first = await launch({ userData, paths })
  for (const path of paths) await expectOpen(first.page, basename(path))
  await first.close()
  const { page } = await launch({ userData })
  for (const path of paths) await expectOpen(page, basename(path))
})

test('by a second launch, which hands its path over and ends', async ({ launch, store }) => {
  const path = await store(FILE_STORE)
  const { page, app, userData } = await launch()
  await ask(page, 'settings.get', {})
  const second = spawn(
    findElectron()?.executable ?? '',
    [root, ...(process.getuid?.() === 0 ? ['--no-sandbox'] : []), `--user-data-dir=${userData}`, basename(path)],
    { cwd: join(path, '..'), stdio: 'ignore' },
  )
  const code = new Promise((done) => second.once('exit', done))
  await expectOpen(page, basename(path))
  expect(await code).toBe(0)
  expect(await app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows().length)).toBe(1)
})

test('an mlruns folder itself, and a database itself', async ({ launch, store }) => {
  const files = await store(FILE_STORE)
  const database = await store(SQL_STORE)
  const entries = await readdir(database, { recursive: true })
  const db = entries.find((name) => name.endsWith('.db')) ?? ''
  const { page } = await launch({ paths: [join(files, 'mlruns'), join(database, db)] })
  await expectOpen(page, 'mlruns')
  await expectOpen(page, basename(db))
})

test('what cannot be opened says so in the window, with its name, and changes nothing', async ({
  launch,
  folder,
  store,
}) => {
  const place = join(folder, 'things')
  const [empty, text, damaged] = [join(place, 'empty folder'), join(place, 'notes.txt'), join(place, 'damaged.db')]
  await mkdir(empty, { recursive: true })
  await writeFile(text, 'not a store')
  await writeFile(damaged, Buffer.from('SQLite format 3\0 and then nothing of the kind'))
  const before = await snapshot(place)
  const good = await store(FILE_STORE)
  const { page } = await launch()
  await expect(page.getByRole('button', { name: 'Open sample' })).toBeVisible()
  for (const path of [empty, text, damaged]) {
    await dropPaths(page, [path])
    await expect(page.getByRole('alert').getByText(path)).toBeVisible()
    expect((await tryAsk(page, 'workspaces.open', { path })).ok).toBe(false)
  }
  expect(await tryAsk(page, 'workspaces.open', { path: join(place, 'gone') })).toMatchObject({
    error: { code: 'io', errno: 'ENOENT', path: join(place, 'gone') },
  })
  expect(await snapshot(place)).toEqual(before)
  expect((await ask(page, 'workspaces.list', {})).workspaces).toEqual([])
  await dropPaths(page, [good])
  await expectOpen(page, basename(good))
})

test('a path on the command line that is not there is named in the window', async ({ launch, folder }) => {
  const { page } = await launch({ paths: [join(folder, 'no such place')] })
  await expect(page.getByText(join(folder, 'no such place')).first()).toBeVisible()
  await expect(page.getByText('There is no such path.')).toBeVisible()
})

test('a remembered folder that is gone is shown as gone, and is read again when it is back', async ({
  launch,
  folder,
  store,
}) => {
  const unpacked = await store(FILE_STORE)
  const place = join(folder, 'my project')
  await cp(unpacked, place, { recursive: true })
  const userData = join(folder, 'data')
  const first = await launch({ userData, paths: [place] })
  await expectOpen(first.page, 'my project')
  await first.close()
  await rename(place, `${place} moved`)
  const { page } = await launch({ userData })
  await expect(sidebar(page).getByText('my project', { exact: true }).first()).toBeVisible()
  await expect.poll(async () => (await ask(page, 'workspaces.list', {})).workspaces[0]?.state.phase).toBe('missing')
  await rename(`${place} moved`, place)
  await expectOpen(page, 'my project')
})

test('a folder without permission is refused with a sentence', async ({ launch, folder }) => {
  test.skip(process.getuid?.() === 0 || process.platform === 'win32', 'root may read everything')
  const closed = join(folder, 'closed')
  await mkdir(closed)
  await chmod(closed, 0)
  const { page } = await launch({ paths: [closed] })
  await expect(page.getByText('You may not read this.')).toBeVisible()
  await chmod(closed, 0o700)
})
