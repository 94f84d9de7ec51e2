// Choosing runs, seeing what differs and how their curves lie, and any two columns against each other.
import { mkdir, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { runIdOf, writeFileStore } from './fixtures/file-store'
import { copySample } from './fixtures/sample'
import { expect, test, type TestApp } from './fixtures/test'
import { chartsOf, coloursIn } from './pages/charts'
import { runsTableOf } from './pages/runs-table'
import { expectRead, sidebarOf } from './pages/sidebar'

type Launch = (options?: { readonly paths?: readonly string[] }) => Promise<TestApp>

async function openDigits(launch: Launch, folder: string) {
  const { page, axe } = await launch({ paths: [await copySample(folder)] })
  await expectRead(page, 24)
  await sidebarOf(page)
    .item(/digits 13/)
    .click()
  const table = runsTableOf(page)
  await expect.poll(table.rowCount).toBe(13)
  const selected = async (): Promise<readonly string[]> => {
    const names = await table.names()
    const marks = await table.grid
      .getByRole('row')
      .evaluateAll((rows) => rows.flatMap((row) => row.getAttribute('aria-selected') ?? []))
    return names.filter((_, index) => marks[index] === 'true')
  }
  return { page, axe, table, selected, charts: chartsOf(page) }
}

const BASE = 'sgd-lr0.1-h64'
const OTHER = 'adam-lr0.001-h64'
const THIRD = 'adam-lr0.03-h32'

async function selectThree({ table }: Pick<Awaited<ReturnType<typeof openDigits>>, 'table'>): Promise<void> {
  await table.name(BASE).click()
  for (const name of [OTHER, THIRD]) await table.name(name).click({ modifiers: ['ControlOrMeta'] })
}

test('runs are selected by click, Shift, Ctrl and keyboard', async ({ launch, folder }) => {
  const { table, selected, page } = await openDigits(launch, folder)
  const names = await table.names()
  await table.name(names[2] ?? '').click()
  await expect.poll(selected).toEqual([names[2]])
  await table.name(names[5] ?? '').click({ modifiers: ['Shift'] })
  await expect.poll(selected).toEqual(names.slice(2, 6))
  await table.name(names[4] ?? '').click({ modifiers: ['ControlOrMeta'] })
  await expect.poll(selected).toEqual([names[2], names[3], names[5]])
  await expect(page.getByRole('button', { name: '3 selected' })).toBeVisible()
  await table
    .row(names[8] ?? '')
    .getByRole('checkbox')
    .click()
  await expect.poll(selected).toEqual([names[2], names[3], names[5], names[8]])

  await page.keyboard.press('Escape')
  await expect.poll(selected).toEqual([])
  await page.keyboard.press('Home')
  await page.keyboard.press(' ')
  await page.keyboard.press('ArrowDown')
  await page.keyboard.press('ArrowDown')
  await page.keyboard.press(' ')
  await expect.poll(selected).toEqual([names[0], names[2]])
  await page.keyboard.press('Shift+ArrowDown')
  await expect.poll(selected).toEqual(names.slice(2, 4))
  await page.keyboard.press('ControlOrMeta+a')
  await expect.poll(selected).toEqual(names)
})

test('a run has one colour in table, legend and comparison', async ({ launch, folder }) => {
  const { page, table, charts } = await openDigits(launch, folder)
  await selectThree({ table })
  await expect(charts.card('val/accuracy')).toBeVisible()
  const inTable = await coloursIn(table.grid)
  expect(Object.keys(inTable).toSorted()).toEqual([BASE, OTHER, THIRD].toSorted())
  expect(new Set(Object.values(inTable)).size).toBe(3)
  await expect(charts.canvas('val/accuracy')).toBeVisible()
  await charts.hover('val/accuracy', 0.3)
  await expect(charts.legend).toBeVisible()
  expect(await coloursIn(charts.legend)).toEqual(inTable)
  await page.keyboard.press('ControlOrMeta+d')
  const compared = page.getByRole('table', { name: 'Values of the compared runs' })
  await expect(compared).toBeVisible()
  expect(await coloursIn(compared)).toEqual(inTable)
})

test('the comparison shows what differs from the first run, and all when asked', async ({ launch, folder }) => {
  const { page, table, axe } = await openDigits(launch, folder)
  await selectThree({ table })
  await page.getByRole('button', { name: 'Compare', exact: true }).click()
  const compared = page.getByRole('table', { name: 'Values of the compared runs' })
  const heads = compared.getByRole('columnheader')
  await expect(heads.nth(1)).toContainText(BASE)
  await expect(heads.nth(1)).toContainText('base')
  await expect(heads.nth(2)).toContainText(OTHER)
  const row = (key: string) => compared.getByRole('row').filter({ has: page.getByTitle(key, { exact: true }) })
  await expect(row('optimizer')).toContainText('sgd')
  await expect(row('optimizer')).toContainText('adam')
  // Equal in all three.
  await expect(row('seed')).toHaveCount(0)
  await expect(compared.getByRole('button', { name: /equal rows?/ }).first()).toBeVisible()
  await axe()
  await page.getByText('Show equal rows').click()
  await expect(row('seed').first()).toBeVisible()
  await expect(compared.getByRole('button', { name: /equal rows?/ })).toHaveCount(0)

  await heads.nth(2).hover()
  await page.getByRole('button', { name: `Compare with ${OTHER}` }).click()
  await expect(heads.nth(1)).toContainText(OTHER)
  await page.getByRole('button', { name: `Take ${BASE} out of the comparison` }).click()
  await expect(page.getByRole('heading', { name: '2 runs compared' })).toBeVisible()
})

test('curves follow axis, logarithm and smoothing', async ({ launch, folder }) => {
  const { table, charts, page, axe } = await openDigits(launch, folder)
  await selectThree({ table })
  const metric = 'train/loss'
  const card = charts.card(metric)
  await expect(card).toContainText('step')
  await expect.poll(() => charts.paintedPixels(metric)).toBeGreaterThan(500)
  await axe()

  const changes = async (act: () => Promise<unknown>): Promise<void> => {
    const before = await charts.picture(metric)
    await act()
    await expect.poll(() => charts.picture(metric)).not.toBe(before)
    await expect.poll(() => charts.paintedPixels(metric)).toBeGreaterThan(500)
  }
  await changes(() => charts.chooseX('Relative time'))
  await expect(card).toContainText('relative time')
  await changes(() => charts.chooseX('Wall time'))
  await expect(charts.toolbar.getByRole('button', { name: 'Logarithmic horizontal axis' })).toBeDisabled()
  await changes(() => charts.chooseX('Step'))
  await changes(() => charts.toolbar.getByRole('button', { name: 'Logarithmic horizontal axis' }).click())
  await changes(() => charts.toolbar.getByRole('button', { name: 'Logarithmic vertical axes' }).click())
  await expect(card).toContainText('log')
  await changes(() => charts.smoothing.fill('0.9'))
  await expect(card).toContainText('smoothed 0.90')
  await page.mouse.move(0, 0)
})

test('a box drawn with the mouse zooms all charts, and reset shows all again', async ({ launch, folder }) => {
  const { table, charts } = await openDigits(launch, folder)
  await selectThree({ table })
  await expect.poll(() => charts.paintedPixels('train/loss')).toBeGreaterThan(500)
  await expect(charts.reset).toBeDisabled()
  await expect(charts.card('train/loss')).toHaveAccessibleName(/of 3 runs/)
  const whole = await charts.settledPicture('train/loss')
  await charts.drag('train/loss', 0.4, 0.7)
  await expect(charts.reset).toBeEnabled()
  await expect.poll(() => charts.picture('train/loss')).not.toBe(whole)
  await charts.reset.click()
  await expect(charts.reset).toBeDisabled()
  await expect.poll(() => charts.picture('train/loss')).toBe(whole)
})

test('the cursor is one across charts, and says its values to the eyes and in words', async ({ launch, folder }) => {
  const { table, charts, page } = await openDigits(launch, folder)
  await selectThree({ table })
  await expect(charts.canvas('train/loss')).toBeVisible()
  await expect(charts.canvas('val/accuracy')).toBeVisible()
  await charts.hover('train/loss', 0.5)
  await expect(charts.legend).toContainText(/step \d+/)
  await expect(charts.legend).toContainText(OTHER)
  await expect(charts.card('train/loss').locator('[class*=crosshair]')).toBeVisible()
  await expect(charts.card('val/accuracy').locator('[class*=crosshair]')).toBeVisible()
  await page.mouse.move(5, 5)
  await expect(charts.crosshairs).toHaveCount(0)
  await charts.card('val/accuracy').focus()
  await page.keyboard.press('End')
  await expect(charts.card('val/accuracy').locator('[aria-live=polite]')).toContainText(
    /step 59, .*adam-lr0.03-h32 0.98333/,
  )
})

test('a million points keep their one spike', async ({ launch, folder }) => {
  const path = join(folder, 'long')
  const experiment = await writeFileStore(path, [{ runId: runIdOf(1), name: 'endless' }])
  const metrics = join(experiment, runIdOf(1), 'metrics')
  await mkdir(metrics)
  const lines = Array.from(
    { length: 1_000_000 },
    (_, step) => `${1_700_000_000_000 + step} ${step === 654_321 ? 98_765.4321 : (step % 97) / 97} ${step}`,
  )
  await writeFile(join(metrics, 'loss'), `${lines.join('\n')}\n`)
  const { page } = await launch({ paths: [path] })
  const table = runsTableOf(page)
  const charts = chartsOf(page)
  await table.name('endless').click()
  await expect.poll(() => charts.paintedPixels('loss'), { timeout: 30_000 }).toBeGreaterThan(500)
  await charts.card('loss').getByRole('button', { name: 'Values as a table' }).click()
  await expect.poll(() => charts.rows('loss')).toEqual([['endless', expect.any(String), '0', '98765']])
})

test('a scatter plot of any two columns loads its library only then', async ({ launch, folder }) => {
  const { table, page, axe } = await openDigits(launch, folder)
  const loaded: string[] = []
  page.on('request', (request) => loaded.push(request.url()))
  const scripts = (): Promise<string[]> =>
    page.locator('script[src], link[href]').evaluateAll((elements) => elements.map((element) => element.outerHTML))
  await selectThree({ table })
  expect((await scripts()).filter((script) => script.includes('plotly'))).toEqual([])
  await page.getByRole('tab', { name: 'Scatter' }).click()
  const plot = page.getByRole('img', { name: / against .*: 3 runs\./ })
  await expect(plot.locator('svg.main-svg').first()).toBeVisible()
  expect(loaded.filter((url) => /plotly.*\.js$/.test(url))).toHaveLength(1)
  await expect(plot.locator('.scatterlayer .point')).toHaveCount(3)
  await axe()

  const field = (label: string) => page.getByRole('combobox', { name: label })
  await field('Across').fill('learning')
  await page.getByRole('option', { name: 'params.learning_rate' }).click()
  await field('Up').fill('accuracy')
  await page.getByRole('option', { name: 'metrics.val/accuracy' }).click()
  await expect(
    page.getByRole('img', { name: 'metrics.val/accuracy against params.learning_rate: 3 runs.' }),
  ).toBeVisible()
  await page.getByText('Points as a table').click()
  const points = page.getByRole('table', { name: 'Points as a table' })
  await expect(points.getByRole('row').filter({ hasText: THIRD })).toContainText('0.98333')
})
