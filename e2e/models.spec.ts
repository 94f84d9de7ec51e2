// Models: those that runs logged as artifacts, from the form of 2018 to today's, and MLflow 3's logged models.
import { cp, readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { Page } from '@playwright/test'
import { runIdOf, writeFileStore } from './fixtures/file-store'
import { copySample } from './fixtures/sample'
import { expect, test } from './fixtures/test'
import { inspectorOf } from './pages/inspector'
import { runsTableOf } from './pages/runs-table'
import { expectRead, sidebarOf } from './pages/sidebar'

const section = (page: Page, title: string) => page.getByRole('main').getByRole('region', { name: title, exact: true })

test("the sample's logged model has a page, from the list and from its run, and leads back to the run", async ({
  launch,
  folder,
}) => {
  const { page, axe } = await launch({ paths: [await copySample(folder)] })
  await expectRead(page, 24)
  await sidebarOf(page).item('Models').click()
  const row = page.getByRole('row').filter({ hasText: 'digits-logistic' })
  await expect(row).toContainText('ready')
  await expect(row).toContainText('logistic-baseline')
  await axe()
  await row.getByRole('button', { name: 'digits-logistic' }).click()
  await expect(page.getByRole('heading', { name: 'digits-logistic', level: 1 })).toBeVisible()
  await expect(section(page, 'Flavors')).toContainText('sklearn')
  await expect(section(page, 'Requirements')).toContainText('scikit-learn')
  await expect(section(page, 'Input example')).toBeVisible()
  await expect(section(page, 'Files').getByRole('treeitem').filter({ hasText: 'model.skops' })).toBeVisible()
  await axe()
  await page.getByRole('button', { name: 'Show the run logistic-baseline' }).click()
  await expect(inspectorOf(page).heading).toHaveText('logistic-baseline')
  await inspectorOf(page).section('Models').getByRole('button', { name: 'digits-logistic' }).click()
  await expect(page.getByRole('heading', { name: 'digits-logistic', level: 1 })).toBeVisible()
})

test('models among the artifacts of a run, of 2018 and of today', async ({ launch, folder, store }) => {
  const workspace = join(folder, 'lab')
  const runId = runIdOf(0xabc)
  // MLflow keeps in a tag which models a run logged; in 2018 it did not.
  const history = JSON.stringify([
    { run_id: runId, artifact_path: 'sklearn_iris', utc_time_created: '2026-11-23 17:17:32.059132' },
  ])
  const tags = { 'mlflow.log-model.history': history }
  const experiment = await writeFileStore(workspace, [{ runId, name: 'maker', tags }])
  const artifacts = join(experiment, runId, 'artifacts')
  for (const name of ['seed_2018', 'sklearn_iris'])
    await cp(join(await store(`models/${name}`), name), join(artifacts, name), { recursive: true })
  // As MLflow writes it: the model names the run that made it.
  const modelFile = join(artifacts, 'sklearn_iris', 'MLmodel')
  await writeFile(modelFile, (await readFile(modelFile, 'utf8')).replace(/^run_id: .*$/m, `run_id: ${runId}`))

  const { page, axe } = await launch({ paths: [workspace] })
  await runsTableOf(page).name('maker').click()
  const files = inspectorOf(page).files
  const entry = (name: string) => files.getByRole('treeitem').filter({ hasText: name })
  await expect(entry('seed_2018')).toContainText('model')
  await entry('sklearn_iris').click()
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('sklearn_iris')
  await expect(section(page, 'Flavors')).toContainText('python_function')
  const inputs = page.getByRole('table', { name: 'Inputs' })
  await expect(inputs.getByRole('row')).toHaveCount(5)
  await expect(inputs).toContainText('petal width (cm)')
  await expect(inputs).toContainText('double')
  await expect(page.getByRole('table', { name: 'Outputs' })).toContainText('tensor')
  await expect(section(page, 'Requirements')).toContainText('scikit-learn')
  await expect(section(page, 'Input example')).toContainText('sepal length (cm)')
  await expect(section(page, 'About')).toContainText('3.17.2')
  await expect(page.getByRole('button', { name: 'Show the run maker' })).toBeVisible()

  await page.getByRole('button', { name: 'Back to the models' }).click()
  await expect(page.getByRole('row').filter({ hasText: 'sklearn_iris' })).toContainText('maker')
  await sidebarOf(page)
    .item(/^trials/)
    .click()
  await runsTableOf(page).name('maker').click()
  await entry('seed_2018').click()
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('seed_2018')
  await expect(section(page, 'Flavors')).toContainText('0.19.1')
  await expect(section(page, 'About')).toContainText('2018-02-21T13:21:34.12')
  // What it does not have is not there.
  for (const title of ['Signature', 'Requirements', 'Input example', 'Problems'])
    await expect(section(page, title)).toHaveCount(0)
  await axe()
  await section(page, 'Files').getByRole('treeitem').filter({ hasText: 'MLmodel' }).click()
  await expect(page.getByLabel('Text of the file')).toContainText('loader_module: mlflow.sklearn')
})

test('a model that cannot be understood says why, and its files are there all the same', async ({ launch, folder }) => {
  const workspace = join(folder, 'lab')
  const runId = runIdOf(0xabd)
  const experiment = await writeFileStore(workspace, [{ runId, name: 'maker' }])
  const model = join(experiment, runId, 'artifacts', 'broken')
  await cp(join(experiment, 'meta.yaml'), join(model, 'MLmodel'), { recursive: true })
  await writeFile(join(model, 'MLmodel'), 'flavors: [unclosed\n  {')
  const { page } = await launch({ paths: [workspace] })
  await runsTableOf(page).name('maker').click()
  await inspectorOf(page).files.getByRole('treeitem').filter({ hasText: 'broken' }).click()
  const problem = page.getByRole('main').getByText('MLmodel').first()
  await expect(problem).toBeVisible()
  await expect(page.getByText(/cannot be understood|could not be understood/)).toBeVisible()
})
