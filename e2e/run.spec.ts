// Run: from an entry point's form to its console, its run in the store, and its end.
import type { Page } from '@playwright/test'
import { readFileSync } from 'node:fs'
import { appendFile, readdir, readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { Job } from '../src/shared/domain/job'
import { expect, test } from './fixtures/test'
import { copySample } from './fixtures/sample'
import { ask } from './launch/ask'
import { answerQuestions } from './launch/drive'
import { runsTableOf } from './pages/runs-table'
import { expectRead, sidebarOf } from './pages/sidebar'

const consoleOf = (page: Page) => page.getByRole('region', { name: 'Console' })
const trustDialog = (page: Page) => page.getByRole('dialog', { name: 'Trust this folder?' })
const jobs = async (page: Page): Promise<Job[]> => (await ask(page, 'jobs.list', {})).jobs

async function openEntryPoint(page: Page, name: string): Promise<void> {
  await sidebarOf(page)
    .item(/digits.*project/)
    .click()
  await page.getByText(name, { exact: true }).first().click()
}

async function trustAndRun(page: Page, name: string): Promise<void> {
  await page.getByRole('button', { name: `Run ${name}`, exact: true }).click()
  await trustDialog(page).getByRole('button', { name: 'Trust and run' }).click()
}

/** An ended process that its parent has not asked about yet (a zombie) is not alive. */
function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0)
    return process.platform !== 'linux' || !readFileSync(`/proc/${pid}/stat`, 'latin1').includes(') Z ')
  } catch {
    return false
  }
}

const pidOf = async (page: Page): Promise<number> => {
  const running = async () => (await jobs(page)).find(({ phase }) => phase.kind === 'running')?.phase
  await expect.poll(running).toBeDefined()
  const phase = await running()
  return phase?.kind === 'running' ? phase.pid : 0
}

test('an entry point runs after trust, its console shows, its run arrives', async ({ launch, folder }) => {
  const path = await copySample(folder)
  const { page, axe } = await launch({ paths: [path] })
  await expectRead(page, 24)
  await openEntryPoint(page, 'count')
  await page.getByLabel('steps').fill('4')
  await page.getByLabel('Run name').fill('first count')
  await expect(page.getByLabel('Command', { exact: true })).toContainText('while [ $i -le 4 ]')
  await axe()

  await page.getByRole('button', { name: 'Run count', exact: true }).click()
  await expect(trustDialog(page)).toContainText(join(path, 'MLproject'))
  await trustDialog(page).getByRole('button', { name: 'Trust and run' }).click()

  await expect(consoleOf(page)).toContainText('step 4 of 4')
  await expect(consoleOf(page).getByRole('status')).toContainText('exit code 0')
  await axe()
  await consoleOf(page).getByRole('button', { name: 'Show the run' }).click()
  await expect(runsTableOf(page).row('first count')).toBeVisible()

  const [job] = await jobs(page)
  const { workspaces } = await ask(page, 'workspaces.list', {})
  const runs = await ask(page, 'runs.get', {
    workspaceId: workspaces[0]?.id ?? '',
    input: { runKeys: [job?.runKey ?? ''] },
  })
  const run = runs.runs[0]
  expect(run).toMatchObject({ status: 'FINISHED', params: [{ key: 'steps', value: '4' }] })
  const tags = Object.fromEntries((run?.tags ?? []).map(({ key, value }) => [key, value]))
  expect(tags).toMatchObject({
    'mlflow.project.entryPoint': 'count',
    'mlflow.project.backend': 'local',
    'mlflow.source.type': 'PROJECT',
    'runbench.exit': '0',
  })
  expect(await readFile(job?.consolePath ?? '', 'utf8')).toContain('done')
})

test('Stop ends the process tree, and the run is killed', async ({ launch, folder }) => {
  const { page } = await launch({ paths: [await copySample(folder)] })
  await expectRead(page, 24)
  await openEntryPoint(page, 'train')
  await page.getByLabel('seconds').fill('600')
  await page.getByLabel('Run name').fill('stopped training')
  await trustAndRun(page, 'train')
  await expect(consoleOf(page)).toContainText('epoch')
  const pid = await pidOf(page)
  await consoleOf(page).getByRole('button', { name: 'Stop' }).click()
  await expect(consoleOf(page).getByRole('status')).toContainText('stopped with SIG', { timeout: 20_000 })
  expect(isAlive(pid)).toBe(false)
  await consoleOf(page).getByRole('button', { name: 'Show the run' }).click()
  await expect(runsTableOf(page).row('stopped training')).toContainText('killed')
})

test('trust is asked for again when the MLproject changed', async ({ launch, folder }) => {
  const path = await copySample(folder)
  const { page } = await launch({ paths: [path] })
  await expectRead(page, 24)
  await openEntryPoint(page, 'count')
  await trustAndRun(page, 'count')
  await expect(consoleOf(page).getByRole('status')).toContainText('exit code 0')
  await appendFile(join(path, 'MLproject'), '\n# another line\n')
  await page.getByRole('button', { name: 'Run count', exact: true }).click()
  await expect(trustDialog(page)).toBeVisible()
  await trustDialog(page).getByRole('button', { name: 'Cancel' }).click()
  expect(await jobs(page)).toHaveLength(1)
})

test('what cannot run says so in place, and nothing is made', async ({ launch, folder }) => {
  const path = await copySample(folder)
  await writeFile(
    join(path, 'MLproject'),
    'name: digits\nentry_points:\n  main:\n    parameters:\n      rows: float\n    command: "echo {rows} {gone}"\n' +
      '  odd:\n    parameters:\n      rows: float\n    command: "echo {rows}"\n',
  )
  const { page } = await launch({ paths: [path] })
  await expectRead(page, 24)
  await openEntryPoint(page, 'main')
  await expect(page.getByText('The command shows once these have a value: rows.')).toBeVisible()
  await page.getByLabel('rows').fill('12')
  await expect(page.getByRole('alert')).toContainText('gone')
  await openEntryPoint(page, 'odd')
  await page.getByLabel('rows').fill('banana')
  await expect(page.getByText(/This is not a number/)).toBeVisible()
  await expect(page.getByLabel('Command', { exact: true })).toContainText('echo banana')
  expect(await jobs(page)).toHaveLength(0)
})

test('quitting with a job keeps it running, and the next start finds it again', async ({ launch, folder }) => {
  const path = await copySample(folder)
  const first = await launch({ paths: [path] })
  await expectRead(first.page, 24)
  await openEntryPoint(first.page, 'train')
  await first.page.getByLabel('seconds').fill('600')
  await first.page.getByLabel('Run name').fill('kept training')
  await trustAndRun(first.page, 'train')
  await expect(consoleOf(first.page)).toContainText('epoch')
  const pid = await pidOf(first.page)
  // Nothing of the app goes along with the job, or the app's files and sockets would live on with it.
  if (process.platform === 'linux') expect((await readdir(`/proc/${pid}/fd`)).sort()).toEqual(['0', '1', '2'])
  await answerQuestions(first.app, 0)
  const ended = first.app.waitForEvent('close')
  await first.app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.close())
  await ended
  expect(isAlive(pid)).toBe(true)

  const second = await launch({ userData: first.userData })
  await expect.poll(() => pidOf(second.page)).toBe(pid)
  const [job] = await jobs(second.page)
  await ask(second.page, 'jobs.stop', { jobId: job?.id ?? '' })
  await expect.poll(async () => (await jobs(second.page))[0]?.phase.kind, { timeout: 20_000 }).toBe('ended')
  expect(isAlive(pid)).toBe(false)
})
