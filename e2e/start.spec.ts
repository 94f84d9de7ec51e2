// What a person's first minute is: `npm start` as a command, and what comes back after a restart.
import { execFile } from 'node:child_process'
import { readFile } from 'node:fs/promises'
import { basename, join } from 'node:path'
import { promisify } from 'node:util'
import { expect, test } from './fixtures/test'
import { ask } from './launch/ask'
import { answerQuestions } from './launch/drive'
import { root } from './launch/launch-app'

const run = promisify(execFile)

test('npm start -- PATH --once installs and builds nothing the second time, says what is open and shows it', async ({
  store,
  folder,
}) => {
  test.slow()
  const path = await store('stores/3.18.0-file')
  const { stdout } = await run(process.execPath, ['scripts/start.mjs', path, '--once'], {
    cwd: root,
    env: {
      ...process.env,
      XDG_CONFIG_HOME: folder,
      APPDATA: folder,
      RUNBENCH_CACHE: process.env['RUNBENCH_CACHE'] ?? '',
    },
  })
  expect(stdout).toContain('as in package-lock.json')
  expect(stdout).toContain('as the sources are')
  expect(stdout).toMatch(new RegExp(`${basename(path)}: \\d+ experiments, \\d+ runs; screenshot`))
  const report = JSON.parse(await readFile(join(root, '.start/report.json'), 'utf8')) as {
    runs: number
    screenshot: string
  }
  expect(report.runs).toBeGreaterThan(0)
  expect((await readFile(report.screenshot)).subarray(1, 4).toString()).toBe('PNG')
})

test('the sample is opened as a copy in the data folder', async ({ launch }) => {
  const { page, userData } = await launch()
  await page.getByRole('button', { name: 'Open sample' }).click()
  await expect
    .poll(async () => (await ask(page, 'workspaces.list', {})).workspaces[0]?.state.runCount ?? 0)
    .toBeGreaterThan(20)
  expect((await ask(page, 'workspaces.list', {})).workspaces[0]?.path).toBe(join(userData, 'sample'))
})

test('what a person chose is there again after a restart', async ({ launch, folder }) => {
  const userData = join(folder, 'data')
  const first = await launch({ userData, size: { width: 1000, height: 700 } })
  await ask(first.page, 'settings.update', { patch: { theme: 'dark', language: 'zh-CN', density: 'compact' } })
  await first.close()
  const { app, page } = await launch({ userData })
  expect((await ask(page, 'settings.get', {})).settings).toMatchObject({
    theme: 'dark',
    language: 'zh-CN',
    density: 'compact',
  })
  expect((await ask(page, 'app.info', {})).language).toBe('zh-CN')
  expect(await page.evaluate(() => matchMedia('(prefers-color-scheme: dark)').matches)).toBe(true)
  const seen = await app.evaluate(({ BrowserWindow, Menu }) => ({
    width: BrowserWindow.getAllWindows()[0]?.getNormalBounds().width,
    menu: Menu.getApplicationMenu()?.items.map(({ label }) => label),
  }))
  expect(seen.width).toBe(1000)
  expect(seen.menu).toContain('文件')
})

test('closing the window without jobs asks nothing and ends the app', async ({ launch }) => {
  const { app } = await launch()
  await answerQuestions(app, 2)
  const ended = app.waitForEvent('close')
  await app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.close())
  await ended
})
