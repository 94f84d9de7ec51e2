// Bad input gives a sentence where it happened, with the thing, the cause and the cure; the rest goes on, nothing is changed.
import { DatabaseSync } from '@photostructure/sqlite'
import { appendFile, cp, mkdir, open, rm, symlink, writeFile } from 'node:fs/promises'
import { basename, join } from 'node:path'
import type { Page } from '@playwright/test'
import { runIdOf, writeFileStore, writeRun } from './fixtures/file-store'
import { expect, test } from './fixtures/test'
import { hashTree } from './fixtures/tree-hash'
import { dropPaths } from './launch/drive'
import { inspectorOf } from './pages/inspector'
import { runsTableOf } from './pages/runs-table'
import { expectRead, sidebarOf } from './pages/sidebar'

const status = (page: Page) => page.getByRole('contentinfo', { name: 'Status' })

test('what cannot be opened is named with its cause and cure, beside what is open', async ({ launch, folder }) => {
  const place = join(folder, 'places')
  const good = join(place, 'good')
  await writeFileStore(good, [{ runId: runIdOf(1), name: 'first' }])
  await mkdir(join(place, 'nothing in here'))
  await writeFile(join(place, 'notes.txt'), 'text')
  await writeFile(join(place, 'other.db'), '')
  const before = await hashTree(place)
  const cases = [
    [
      'nothing in here',
      'There is nothing to show in this folder.',
      'Open the folder of a project that logs with MLflow',
    ],
    ['notes.txt', 'This is not a folder or an MLflow database.', 'Open the folder that holds it.'],
    ['other.db', /This (is not a folder|database)/, 'Open the'],
  ] as const
  const { page, axe } = await launch({ paths: [good] })
  await expectRead(page, 1)
  const alert = page.getByRole('alert')
  for (const [name, what, cure] of cases) {
    await dropPaths(page, [join(place, name)])
    await expect(alert).toContainText(join(place, name))
    await expect(alert).toContainText(what)
    await expect(alert).toContainText(cure)
  }
  await axe()
  await page.getByRole('button', { name: 'Dismiss' }).click()
  await expect(alert).toBeHidden()
  await expect(runsTableOf(page).name('first')).toBeVisible()
  expect(await hashTree(place)).toEqual(before)
})

test('a path through a file, a loop of links and a name that is too long are told from the command line', async ({
  launch,
  folder,
}) => {
  test.skip(process.platform === 'win32', 'links need rights there')
  await writeFile(join(folder, 'file'), '')
  await symlink(join(folder, 'loop'), join(folder, 'loop'))
  const cases = [
    [join(folder, 'file', 'inside'), /no such path|could not be read/],
    [join(folder, 'loop'), 'This path leads back to itself.'],
    [join(folder, 'x'.repeat(300)), 'This path is too long.'],
  ] as const
  for (const [path, sentence] of cases) {
    const { page, close } = await launch({ paths: [path], userData: join(folder, `app ${basename(path).slice(0, 8)}`) })
    await expect(page.getByRole('alert')).toContainText(path)
    await expect(page.getByRole('alert')).toContainText(sentence)
    await close()
  }
})

test('broken runs are marked and say why, and the good ones are there', async ({ launch, folder }) => {
  const workspace = join(folder, 'lab')
  const experiment = await writeFileStore(workspace, [
    { runId: runIdOf(1), name: 'good', metrics: { loss: [0.5] } },
    { runId: runIdOf(3), name: 'bad-line', metrics: { loss: [0.5, 0.4, 0.3] } },
    { runId: runIdOf(4), name: 'wrong-types' },
    { runId: runIdOf(5), name: 'no-meta' },
    { runId: runIdOf(6), name: 'bad-yaml' },
  ])
  const pathOf = (number: number, ...parts: string[]) => join(experiment, runIdOf(number), ...parts)
  await appendFile(pathOf(3, 'metrics', 'loss'), '1700000000009 not-a-number 3\n1700000000010 0.2 4\n')
  await writeFile(
    pathOf(4, 'meta.yaml'),
    `run_id: '${runIdOf(4)}'\nrun_name: [wrong, types]\nstatus: {a: 1}\nstart_time: soon\nexperiment_id: 7\n`,
  )
  await rm(pathOf(5, 'meta.yaml'))
  await writeFile(pathOf(6, 'meta.yaml'), 'run_id: "unclosed\n  : [')
  const before = await hashTree(workspace)

  const { page, axe } = await launch({ paths: [workspace] })
  await expectRead(page)
  const table = runsTableOf(page)
  const inspector = inspectorOf(page)
  await expect(status(page)).toContainText(/\d damaged runs/)
  await table.name('good').click()
  await expect(inspector.line('Metrics', 'loss')).toContainText('0.5')

  await expect(table.row('bad-line')).toContainText('1 problem, see the inspector')
  await table.name('bad-line').click()
  await expect(inspector.section('Problems')).toContainText('1 line could not be read and was left out.')
  await expect(inspector.section('Problems')).toContainText(`${pathOf(3, 'metrics', 'loss')}:4`)
  await expect(inspector.section('Problems')).toContainText('Correct them in the file')
  await expect(inspector.line('Metrics', 'loss')).toContainText('0.2')
  await axe()

  for (const number of [4, 5, 6]) {
    const row = table.grid
      .getByRole('row')
      .filter({ hasText: /see the inspector/ })
      .filter({ hasText: new RegExp(`${runIdOf(number)}|wrong-types|no-meta|bad-yaml`) })
    await expect(row.first()).toBeVisible()
  }
  expect(await table.rowCount()).toBe(5)
  await page.getByRole('button', { name: /damaged runs/ }).click()
  await expect(page.getByText('Damaged runs are marked with ⚠ in the table; the inspector says why.')).toBeVisible()
  expect(await hashTree(workspace)).toEqual(before)
})

test('a damaged database beside a good store says so, and the good store is shown', async ({
  launch,
  folder,
  store,
}) => {
  const workspace = join(folder, 'lab')
  await writeFileStore(workspace, [{ runId: runIdOf(1), name: 'good' }])
  const database = join(workspace, 'mlflow.db')
  await cp(join(await store('stores/3.18.0-sqlite'), 'mlflow.db'), database)
  const file = await open(database, 'r+')
  const { size } = await file.stat()
  // All but the first pages: the schema can be read, the rows cannot.
  await file.write(Buffer.alloc(size - 8_192, 0xa5), 0, size - 8_192, 8_192)
  await file.close()
  const before = await hashTree(workspace)
  const { page } = await launch({ paths: [workspace] })
  await expect(runsTableOf(page).name('good')).toBeVisible()
  const trouble = status(page).getByRole('button', { name: /mlflow.db cannot be read/ })
  await trouble.click()
  const alert = page.getByRole('alert')
  await expect(alert).toContainText('This database is damaged.')
  await expect(alert).toContainText(database)
  await expect(alert).toContainText('Restore it from a copy')
  expect(await hashTree(workspace)).toEqual(before)
})

test('a locked database says so, and is read by itself when it is free', async ({ launch, folder, store }) => {
  test.slow()
  const workspace = join(folder, 'lab')
  await writeFileStore(workspace, [{ runId: runIdOf(1), name: 'good' }])
  const database = join(workspace, 'mlflow.db')
  await cp(join(await store('stores/3.18.0-sqlite'), 'mlflow.db'), database)
  const holder = new DatabaseSync(database)
  holder.exec('BEGIN EXCLUSIVE')
  try {
    const { page } = await launch({ paths: [workspace] })
    await expect(runsTableOf(page).name('good')).toBeVisible({ timeout: 20_000 })
    const trouble = status(page).getByRole('button', { name: /mlflow.db cannot be read/ })
    await expect(trouble).toBeVisible({ timeout: 20_000 })
    await trouble.click()
    await expect(page.getByRole('alert')).toContainText('This database is busy.')
    await expect(page.getByRole('alert')).toContainText('Wait until that program is done')
    await page.keyboard.press('Escape')
    holder.exec('ROLLBACK')
    await expect(trouble).toBeHidden({ timeout: 30_000 })
    await expect(sidebarOf(page).item(/Wine quality/)).toBeVisible()
  } finally {
    holder.close()
  }
})

test('names that are HTML or a million characters are text, and cut', async ({ launch, folder }) => {
  test.skip(process.platform === 'win32', 'such file names are not possible there')
  const workspace = join(folder, '<b>lab')
  const html = '<img src=x onerror="window.injected=1">'
  const endless = 'long '.repeat(200_000)
  const experiment = await writeFileStore(workspace, [
    {
      runId: runIdOf(1),
      name: html,
      params: { [html]: html, endless },
      tags: { [html]: html, 'mlflow.note.content': endless },
      metrics: { [html]: [0.25] },
    },
    { runId: runIdOf(2), name: endless },
  ])
  await writeFile(
    join(experiment, 'meta.yaml'),
    `artifact_location: x\nexperiment_id: '314159265358979323'\nlifecycle_stage: active\nname: ${JSON.stringify(html + endless)}\n`,
  )
  const before = await hashTree(workspace)
  const { page, axe } = await launch({ paths: [workspace] })
  await expectRead(page, 2)
  await status(page)
    .getByRole('button', { name: /1 problem in stores/ })
    .click()
  const problems = page.getByRole('dialog', { name: 'Problems' })
  await expect(problems).toContainText('The file is larger than what is read.')
  await expect(problems).toContainText(join(experiment, 'meta.yaml'))
  await page.keyboard.press('Escape')
  const table = runsTableOf(page)
  await expect.poll(table.rowCount).toBe(2)
  await table.grid.getByRole('rowheader').filter({ hasText: html }).click()
  const inspector = inspectorOf(page)
  await expect(inspector.heading).toHaveText(html)
  await expect(inspector.line('Params', html)).toContainText(html)
  await expect(inspector.line('Metrics', html)).toContainText('0.25')
  await axe()
  await table.grid.getByRole('rowheader').filter({ hasText: 'long long' }).click()
  await expect(inspector.heading).toContainText('long long')
  await page.getByRole('button', { name: /Go to run, metric, or command/ }).click()
  await page
    .getByRole('combobox')
    .or(page.getByPlaceholder('Type a command, run, experiment or metric'))
    .first()
    .fill('long')
  await page.keyboard.press('Escape')
  expect(await page.evaluate(() => 'injected' in window)).toBe(false)
  expect(await page.evaluate(() => document.body.textContent.length)).toBeLessThan(300_000)
  expect(await hashTree(workspace)).toEqual(before)
})

test('links that lead in circles are passed by', async ({ launch, folder }) => {
  test.skip(process.platform === 'win32', 'links need rights there')
  const workspace = join(folder, 'lab')
  const experiment = await writeFileStore(workspace, [{ runId: runIdOf(1), name: 'good' }])
  const artifacts = join(experiment, runIdOf(1), 'artifacts')
  await symlink(workspace, join(workspace, 'again'))
  await symlink(workspace, join(artifacts, 'up'))
  await symlink('self', join(artifacts, 'self'))
  await symlink(experiment, join(experiment, 'inside'))
  await symlink('turn', join(experiment, 'turn'))
  const before = await hashTree(workspace)
  const { page } = await launch({ paths: [workspace] })
  await expectRead(page, 1)
  await expect(sidebarOf(page).item(/trials 1/)).toHaveCount(1)
  await runsTableOf(page).name('good').click()
  const entry = inspectorOf(page).files.getByRole('treeitem').filter({ hasText: 'self' })
  await expect(entry).toContainText('link')
  await entry.click()
  await expect(inspectorOf(page).section('Artifacts').getByRole('alert')).toBeVisible()
  expect(await hashTree(workspace)).toEqual(before)
  await writeRun(experiment, { runId: runIdOf(2), name: 'second' })
  await expect(runsTableOf(page).name('second')).toBeVisible()
})
