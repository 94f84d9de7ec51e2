// What a person sees of the sample workspace: experiments, the table, nested runs, the inspector.
import { expect, test, type TestApp } from './fixtures/test'
import { copySample } from './fixtures/sample'
import { writeFileStore, runIdOf } from './fixtures/file-store'
import { inspectorOf } from './pages/inspector'
import { pickColumns, runsTableOf } from './pages/runs-table'
import { expectRead, sidebarOf } from './pages/sidebar'

type Launch = (options?: { readonly paths?: readonly string[] }) => Promise<TestApp>

async function openSample(launch: Launch, folder: string) {
  const path = await copySample(folder)
  const app = await launch({ paths: [path] })
  await expectRead(app.page, 24)
  return { ...app, path, table: runsTableOf(app.page), sidebar: sidebarOf(app.page), inspector: inspectorOf(app.page) }
}

test('the sidebar has the experiments with their counts, and a press shows one or several', async ({
  launch,
  folder,
}) => {
  const { table, sidebar, page, axe } = await openSample(launch, folder)
  await sidebar.item(/digits 13/).click()
  await expect.poll(table.rowCount).toBe(13)
  await sidebar.item(/wine 11/).click({ modifiers: ['ControlOrMeta'] })
  await expect(page.getByRole('heading', { name: '2 experiments' })).toBeVisible()
  await expect(table.count).toHaveText('24 of 24')
  await expect(table.header('Experiment')).toBeVisible()
  await expect(await table.cell('final-fit', 'Experiment')).toHaveText('wine')
  await axe()
})

test('a state is a word for who does not see the glyph', async ({ launch, folder }) => {
  const { table, sidebar } = await openSample(launch, folder)
  await sidebar.item(/digits 13/).click()
  await expect(table.row('sgd-lr80-h64')).toContainText('failed')
  await expect(table.row('sgd-lr0.003-h64')).toContainText('killed')
  await expect(table.row('adam-lr0.01-h64')).toContainText('finished')
})

test('a column comes from the picker by search, and sorts the runs', async ({ launch, folder }) => {
  const { table, sidebar, page } = await openSample(launch, folder)
  await sidebar.item(/digits 13/).click()
  await expect.poll(table.rowCount).toBe(13)
  // Whatever is offered at first: it is hidden and shown again through the picker.
  if (await table.header('val/accuracy').isVisible()) await pickColumns(page, ['val/accuracy'])
  await expect(table.header('val/accuracy')).toBeHidden()
  await pickColumns(page, ['val/accuracy'])
  const head = table.header('val/accuracy')
  await head.scrollIntoViewIfNeeded()
  await table.sortBy('val/accuracy')
  await expect(head).toHaveAttribute('aria-sort', 'ascending')
  await expect.poll(async () => (await table.names())[0]).toBe('sgd-lr80-h64')
  await table.sortBy('val/accuracy')
  await expect(head).toHaveAttribute('aria-sort', 'descending')
  await expect.poll(async () => (await table.names())[0]).toBe('adam-lr0.03-h32')
  await expect(await table.cell('adam-lr0.03-h32', 'val/accuracy')).toHaveText('0.98333')
})

test('nested runs unfold under their parent by keyboard, and stay there whatever sorts', async ({ launch, folder }) => {
  const { table, sidebar, page } = await openSample(launch, folder)
  await sidebar.item(/wine 11/).click()
  await expect.poll(table.names).toEqual(['final-fit', 'elasticnet-sweep'])
  const parent = table.row('elasticnet-sweep')
  await expect(parent).toHaveAttribute('aria-expanded', 'false')
  await parent.click()
  await expect(table.grid).toBeFocused()
  await page.keyboard.press('ArrowRight')
  await expect(parent).toHaveAttribute('aria-expanded', 'true')
  await expect.poll(table.rowCount).toBe(11)
  await expect(table.row('trial-03')).toHaveAttribute('aria-level', '2')

  await table.sortBy('rmse')
  const orderOfChildren = async () => {
    const names = await table.names()
    return names.slice(names.indexOf('elasticnet-sweep') + 1).filter((name) => name.startsWith('trial'))
  }
  await expect.poll(async () => (await orderOfChildren()).length).toBe(9)
  const rising = await orderOfChildren()
  await table.sortBy('rmse')
  await expect.poll(orderOfChildren).toEqual(rising.toReversed())

  await page.keyboard.press('Escape')
  await table.row('trial-03').click()
  await page.keyboard.press('ArrowLeft')
  await expect(inspectorOf(page).heading).toHaveText('elasticnet-sweep')
  await page.keyboard.press('ArrowLeft')
  await expect.poll(table.rowCount).toBe(2)
})

test('the quick search narrows by name, param and tag, and says how many', async ({ launch, folder }) => {
  const { table, sidebar, page } = await openSample(launch, folder)
  await sidebar.item(/digits 13/).click()
  await page.keyboard.press('ControlOrMeta+f')
  await expect(table.search).toBeFocused()
  await table.search.fill('SGD h128')
  await expect(table.count).toHaveText('1 of 13')
  await expect.poll(table.names).toEqual(['sgd-lr0.03-h128'])
  await table.search.fill('0.0003')
  await expect.poll(table.names).toEqual(['adam-lr0.0003-h64'])
  // Of two runs with this in their name; the third says so in its note, which is a tag.
  await table.search.fill('adam h32')
  await expect(table.count).toHaveText('3 of 13')
  await table.search.fill('no such thing')
  await expect(page.getByText('No run matches “no such thing”.')).toBeVisible()
  await page.getByRole('button', { name: 'Clear search' }).click()
  await expect(table.count).toHaveText('13 of 13')
})

test('a search shows a child with its parent', async ({ launch, folder }) => {
  const { table, sidebar } = await openSample(launch, folder)
  await sidebar.item(/wine 11/).click()
  await table.search.fill('trial-05')
  await expect.poll(table.names).toEqual(['elasticnet-sweep', 'trial-05'])
  await expect(table.count).toHaveText('1 of 11')
})

test('the inspector tells what the focused run has', async ({ launch, folder }) => {
  const { table, sidebar, inspector, page, path, axe } = await openSample(launch, folder)
  await sidebar.item(/digits 13/).click()
  await table.name('adam-lr0.001-h64').click()
  await expect(inspector.heading).toHaveText('adam-lr0.001-h64')
  await expect(inspector.line('Params', 'learning_rate')).toContainText('0.001')
  const accuracy = inspector.line('Metrics', 'val/accuracy')
  await expect(accuracy).toContainText('0.97593')
  await expect(accuracy).toContainText('0.4463 at 0')
  await inspector.section('Metrics').getByRole('button', { name: 'min at step' }).click()
  await expect(accuracy).toContainText(/0\.97\d+ at \d+/)
  await accuracy.getByRole('button').first().click()
  await expect(accuracy).toContainText('max 0.9')
  await expect(accuracy).toContainText('60 points')
  await expect(inspector.line('Tags', 'team')).toBeVisible()
  await axe()

  const place = inspector.section('On disk')
  const folderOfRun = 'mlruns/293775268906421317/881729de53f047bd8e46d2c93a8a751f'
  await expect(place).toContainText(`file:///home/ada/digits/${folderOfRun}/artifacts`)
  await expect(place).toContainText(`${path}/${folderOfRun}/artifacts`)
  await expect(page.getByText('the artifacts were found here instead')).toBeVisible()
})

test('artifacts are a tree with previews of text, tables and images', async ({ launch, folder }) => {
  const { table, sidebar, inspector, page } = await openSample(launch, folder)
  await sidebar.item(/digits 13/).click()
  await table.name('adam-lr0.001-h64').click()
  const entry = (name: string) => inspector.files.getByRole('treeitem').filter({ hasText: name })
  await entry('config.json').click()
  await expect(inspector.root.getByLabel('Text of the file')).toContainText('"solver": "adam"')
  await entry('plots').click()
  await expect(entry('plots')).toHaveAttribute('aria-expanded', 'true')
  await entry('confusion.png').click()
  const image = inspector.root.getByRole('img', { name: 'confusion.png' })
  await expect(image).toBeVisible()
  await expect.poll(() => image.evaluate((element: HTMLImageElement) => element.naturalWidth)).toBeGreaterThan(10)
  await entry('tables').click()
  await entry('curves.csv').click()
  await expect(inspector.root.getByRole('columnheader').first()).toBeVisible()
  await inspector.root.getByRole('button', { name: 'Open in the middle' }).click()
  await expect(page.getByRole('heading', { name: 'curves.csv' })).toBeVisible()
  await page.getByRole('button', { name: 'Back to the runs' }).click()
  await expect(table.grid).toBeVisible()
})

test('a note is rendered from Markdown', async ({ launch, folder }) => {
  const { table, sidebar, inspector } = await openSample(launch, folder)
  await sidebar.item(/digits 13/).click()
  await table.name('logistic-baseline').click()
  const note = inspector.section('Note')
  await expect(note.locator('em')).toHaveText('logistic regression')
  await expect(note.getByRole('table')).toContainText('0.958')
  await expect(note.getByRole('heading', { name: 'Baseline' })).toBeVisible()
})

test('hostile HTML in a note does nothing', async ({ launch, folder }) => {
  const workspace = `${folder}/hostile`
  const note = [
    '**bold** <img src=x onerror="window.injected = 1"><script>window.injected = 2</script>',
    '<iframe src="https://example.com"></iframe><style>* { display: none }</style>',
    '[link](javascript:window.injected=3) <a href="javascript:window.injected=4">here</a>',
    '<form action="https://example.com"><input name="q"></form><svg onload="window.injected=5"></svg>',
  ].join('\n\n')
  await writeFileStore(workspace, [{ runId: runIdOf(1), name: 'noted', tags: { 'mlflow.note.content': note } }])
  const { page } = await launch({ paths: [workspace] })
  await runsTableOf(page).name('noted').click()
  const shown = inspectorOf(page).section('Note')
  await expect(shown.locator('strong')).toHaveText('bold')
  expect(
    await shown.locator('script, iframe, style, form, input, [onerror], [onload], [href^=javascript]').count(),
  ).toBe(0)
  for (const link of await shown.getByRole('link').all()) await link.click()
  expect(await page.evaluate(() => 'injected' in window)).toBe(false)
})
