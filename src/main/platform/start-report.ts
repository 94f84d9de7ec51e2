// `--report-to=FILE`: for starts without a screen (`npm start` under Xvfb). When the shown workspace is read and painted, a
// picture of the window is put beside FILE, and FILE gets what is open. Nobody else uses it.
import type { BrowserWindow } from 'electron'
import { writeFile } from 'node:fs/promises'
import writeFileAtomic from 'write-file-atomic'
import type { WorkspaceSummary } from '../../shared/domain/workspace'

const READY_MS = 60_000
const PAINT_MS = 10_000
const POLL_MS = 100

const pause = (): Promise<void> => new Promise((next) => setTimeout(next, POLL_MS))

async function until(isDone: () => boolean | Promise<boolean>, withinMs: number): Promise<void> {
  const end = Date.now() + withinMs
  while (Date.now() < end && !(await isDone())) await pause()
}

const isSettled = (summary: WorkspaceSummary | undefined): boolean =>
  summary?.error !== undefined || summary?.state.phase === 'ready'

/** The page's name of the workspace is on it, and two frames were drawn after that. */
async function isPainted(window: BrowserWindow, name: string): Promise<boolean> {
  const shown: unknown = await window.webContents.executeJavaScript(
    `new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(() => done(document.body.innerText.includes(${JSON.stringify(name)})))))`,
  )
  return shown === true
}

export interface StartReportOptions {
  readonly file: string
  readonly window: BrowserWindow
  /** The workspace to report on, as it is now; undefined when none is open. */
  summary(): WorkspaceSummary | undefined
}

export async function writeStartReport({ file, window, summary }: StartReportOptions): Promise<void> {
  await until(() => isSettled(summary()), READY_MS)
  const open = summary()
  await until(() => isPainted(window, open?.name ?? ''), PAINT_MS)
  const screenshot = file.replace(/(\.json)?$/, '.png')
  await writeFile(screenshot, (await window.webContents.capturePage()).toPNG())
  const report = {
    workspace: open?.path,
    phase: open?.state.phase,
    experiments: open?.state.experiments.filter(({ lifecycleStage }) => lifecycleStage === 'active').length ?? 0,
    runs: open?.state.runCount ?? 0,
    screenshot,
    ...(open?.error && { error: open.error }),
  }
  await writeFileAtomic(file, `${JSON.stringify(report, null, 2)}\n`)
}
