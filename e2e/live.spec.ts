// What other processes write shows by itself, whole or not at all; what goes away is noticed, and what comes back too.
import { rename, rm } from 'node:fs/promises'
import { join } from 'node:path'
import { runIdOf, writeFileStore, writeRun } from './fixtures/file-store'
import { expect, test } from './fixtures/test'
import { startTraining, type Training } from './fixtures/training'
import { keepTexts, runsTableOf } from './pages/runs-table'
import { expectRead } from './pages/sidebar'
import type { Page } from '@playwright/test'

const RUN = { runId: runIdOf(0xbeef), name: 'in-training' }

let training: Training | undefined
test.afterEach(() => training?.kill())

/** From its first value to its end: every text that the cell shows is a value that was written. */
async function expectWholeValues(page: Page, { proceed, written }: Training): Promise<void> {
  const table = runsTableOf(page)
  await expect(table.name(RUN.name)).toBeVisible()
  await expect(table.row(RUN.name)).toContainText('running')
  const seen = await keepTexts(page, RUN.name, 'loss')
  const cell = await table.cell(RUN.name, 'loss')
  await expect(cell).toHaveText('0.3085', { timeout: 30_000 })
  proceed()
  await expect(table.row(RUN.name)).toContainText('finished')
  const values = new Set((await written).map((value) => String(Number(value))))
  const texts = (await seen()).filter((text) => text !== '')
  expect(texts.filter((text) => !values.has(text))).toEqual([])
  // It moved, step by step.
  expect(new Set(texts).size).toBeGreaterThan(5)
  expect(texts.map(Number)).toEqual([...texts.map(Number)].sort((a, b) => b - a))
}

test('a process that writes files, line by line in halves', async ({ launch, folder }) => {
  const path = join(folder, 'lab')
  const place = await writeFileStore(path, [{ runId: runIdOf(1), name: 'earlier', metrics: { loss: [0.5, 0.4] } }])
  const { page } = await launch({ paths: [path] })
  await expectRead(page, 1)
  await expect(runsTableOf(page).header('loss')).toBeVisible()
  training = startTraining('files', { place, ...RUN })
  training.proceed()
  await expectWholeValues(page, training)
})

test('a process that writes a database', async ({ launch, store }) => {
  const path = await store('stores/3.18.0-sqlite')
  const { page } = await launch({ paths: [path] })
  await expectRead(page)
  training = startTraining('database', { place: join(path, 'mlflow.db'), ...RUN })
  const table = runsTableOf(page)
  await page
    .getByRole('navigation', { name: 'Workspaces' })
    .getByRole('button', { name: /^Default/ })
    .click()
  // No run of the experiment has a metric yet: its column comes by itself.
  training.proceed()
  await expect(table.header('loss')).toBeVisible()
  await expectWholeValues(page, training)
})

test('the folder renamed away is told and its rows stay; back again it is followed on', async ({ launch, folder }) => {
  const path = join(folder, 'lab')
  await writeFileStore(path, [{ runId: runIdOf(1), name: 'first' }])
  const { page, axe } = await launch({ paths: [path] })
  const table = runsTableOf(page)
  await expect(await table.cell('first', 'Time')).toHaveText('1:00')

  await rename(path, `${path} elsewhere`)
  const banner = page.getByText('This folder is gone.')
  await expect(banner).toBeVisible()
  await expect(table.name('first')).toBeVisible()
  await axe()

  await rename(`${path} elsewhere`, path)
  await expect(banner).toBeHidden()
  await writeRun(join(path, 'mlruns', '314159265358979323'), { runId: runIdOf(2), name: 'second' })
  await expect(table.name('second')).toBeVisible()
  await expect(table.name('first')).toBeVisible()
})

test('a store renamed away inside the folder is told, and read again when it is back', async ({ launch, folder }) => {
  const path = join(folder, 'lab')
  await writeFileStore(path, [{ runId: runIdOf(1), name: 'first' }])
  const { page } = await launch({ paths: [path] })
  const table = runsTableOf(page)
  await expect(table.name('first')).toBeVisible()
  await rename(join(path, 'mlruns'), join(path, 'put aside'))
  const status = page.getByRole('contentinfo', { name: 'Status' })
  await expect(status).toContainText('Store mlruns cannot be read')
  await rename(join(path, 'put aside'), join(path, 'mlruns'))
  await expect(status).not.toContainText('cannot be read')
  await expect(table.name('first')).toBeVisible()
})

test('a deleted run goes, a copied one comes', async ({ launch, folder }) => {
  const path = join(folder, 'lab')
  const runs = [1, 2, 3].map((number) => ({ runId: runIdOf(number), name: `run-${number}` }))
  const experiment = await writeFileStore(path, runs)
  const { page } = await launch({ paths: [path] })
  const table = runsTableOf(page)
  await expect.poll(table.rowCount).toBe(3)
  await rm(join(experiment, runIdOf(2)), { recursive: true })
  await expect(table.name('run-2')).toBeHidden()
  await expect.poll(table.rowCount).toBe(2)
  await rename(join(experiment, runIdOf(3)), join(folder, 'kept'))
  await expect.poll(table.names).toEqual(['run-1'])
  await rename(join(folder, 'kept'), join(experiment, runIdOf(3)))
  await expect(table.name('run-3')).toBeVisible()
})
