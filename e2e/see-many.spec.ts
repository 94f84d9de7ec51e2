// 10,000 runs × 200 columns in one table, and indexing that can be stopped.
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, test } from './fixtures/test'
import { writeWideDatabase } from './fixtures/wide-database'
import { ask } from './launch/ask'
import { pickColumns, runsTableOf } from './pages/runs-table'
import { expectRead, sidebarOf } from './pages/sidebar'

const RUNS = 10_000
/** 150 params and 50 metrics: with the tags more than 200 columns. */
const WIDE = { runs: RUNS, params: 150, metrics: 50 }

test.slow()

let path: string

test.beforeAll(async () => {
  path = await mkdtemp(join(tmpdir(), 'runbench-wide-'))
  writeWideDatabase(join(path, 'mlflow.db'), WIDE)
})

test.afterAll(() => rm(path, { recursive: true, force: true }))

test('10,000 runs with 200 columns are one table, of which the page holds only what is in view', async ({ launch }) => {
  const { page } = await launch({ paths: [path] })
  const table = runsTableOf(page)

  // Rows are there while more are read.
  await expect(table.grid.getByRole('rowheader').first()).toBeVisible()
  await expectRead(page, RUNS)
  await expect.poll(table.rowCount).toBe(RUNS)
  await expect(sidebarOf(page).item(/bench 10,000/)).toBeVisible()
  await expect(table.count).toHaveText('10,000 of 10,000')

  await pickColumns(page, ['param_149', 'metric_49'])
  await page.getByRole('button', { name: 'Choose columns' }).click()
  const columnSearch = page.getByRole('searchbox', { name: 'Search columns' })
  await columnSearch.fill('_')
  await page.getByRole('button', { name: /Show all \d+ matches/ }).click()
  // The first empties the search, the second closes the picker.
  await expect(columnSearch).toBeFocused()
  await page.keyboard.press('Escape')
  await page.keyboard.press('Escape')
  await expect(columnSearch).toBeHidden()
  await expect.poll(async () => Number(await table.grid.getAttribute('aria-colcount'))).toBeGreaterThan(200)

  const nodes = () => table.grid.locator('*').count()
  const rows = () => table.grid.getByRole('row').count()
  const scrollTo = (share: number) =>
    table.grid.evaluate((element, to) => {
      element.scrollTop = (element.scrollHeight - element.clientHeight) * to
      element.scrollLeft = (element.scrollWidth - element.clientWidth) * to
    }, share)

  await scrollTo(0.5)
  await expect(table.grid.getByTitle('run-5000', { exact: true })).toBeVisible()
  // Cells of columns in the middle are filled.
  await expect
    .poll(() => table.row('run-5000').getByRole('gridcell').allInnerTexts())
    .toEqual(expect.arrayContaining([expect.stringMatching(/^\d\.\d+$/)]))
  expect(await rows()).toBeLessThan(200)
  expect(await nodes()).toBeLessThan(6_000)

  await scrollTo(0)
  await table.name('run-9999').click()
  await page.keyboard.press('End')
  await expect(table.name('run-0')).toBeVisible()
  await expect(table.row('run-0')).toHaveAttribute('aria-rowindex', String(RUNS + 2))
  expect(await rows()).toBeLessThan(200)

  await page.keyboard.press('Home')
  await table.search.fill('run-77')
  await expect(table.count).toHaveText('111 of 10,000')
})

test('indexing stops when asked to, keeps what was read, and goes on when asked again', async ({ launch }) => {
  const { page } = await launch({})
  const table = runsTableOf(page)
  const { workspaceId } = await ask(page, 'workspaces.open', { path })
  const status = page.getByRole('contentinfo', { name: 'Status' })
  await status.getByRole('button', { name: 'Cancel' }).click()
  await expect(status).toContainText(/Indexing stopped at [\d,]+ runs/)
  const state = async () =>
    (await ask(page, 'workspaces.list', {})).workspaces.find(({ id }) => id === workspaceId)?.state
  const read = (await state())?.runCount ?? 0
  expect(read).toBeLessThan(RUNS)
  await status.getByRole('button', { name: 'Resume' }).click()
  await expectRead(page, RUNS)
  await expect.poll(table.rowCount).toBe(RUNS)
})
