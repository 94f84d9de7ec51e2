// Starts the real app, each time with a data folder of its own (the single-instance lock would join them otherwise).
import { _electron, type ElectronApplication, type Page } from '@playwright/test'
import { mkdirSync, writeFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { findElectron } from '../../scripts/lib/electron.mjs'
import { defaultSettings } from '../../src/main/settings/stored-settings'
import type { Settings } from '../../src/shared/domain/settings'

export const root = resolve(import.meta.dirname, '../..')

export interface LaunchOptions {
  /** The app's data folder. */
  readonly userData: string
  /** Opened as if named on the command line. */
  readonly paths?: readonly string[]
  readonly theme?: 'light' | 'dark'
  readonly language?: 'en' | 'zh-CN'
  readonly size?: { readonly width: number; readonly height: number }
  readonly settings?: Partial<Settings>
  readonly env?: Readonly<Record<string, string>>
  /** More switches. */
  readonly args?: readonly string[]
  readonly cwd?: string
}

export interface RunningApp {
  readonly app: ElectronApplication
  readonly page: Page
  readonly userData: string
  close(): Promise<void>
}

/** Light, English and 1280 × 800 unless asked otherwise. A data folder that has settings keeps them. */
export async function launchApp(options: LaunchOptions): Promise<RunningApp> {
  const { userData, paths = [], args = [], env = {} } = options
  mkdirSync(userData, { recursive: true })
  prepareSettings(options)
  const app = await _electron.launch({
    ...executable(),
    args: [root, `--user-data-dir=${userData}`, '--force-device-scale-factor=1', ...args, ...paths],
    cwd: options.cwd ?? root,
    // Playwright would show every page a light theme, whatever the app chose.
    colorScheme: null,
    env: { ...inherited(), ...env },
  })
  const page = await app.firstWindow()
  await page.waitForLoadState('domcontentloaded')
  return { app, page, userData, close: () => app.close() }
}

function prepareSettings({ userData, theme = 'light', language = 'en', size, settings }: LaunchOptions): void {
  const stored = defaultSettings()
  const content = {
    ...stored,
    settings: { ...stored.settings, theme, language, ...settings },
    window: { x: 0, y: 0, ...(size ?? { width: 1280, height: 800 }), isMaximized: false },
  }
  try {
    writeFileSync(join(userData, 'settings.json'), JSON.stringify(content), { flag: 'wx' })
  } catch (cause) {
    if ((cause as NodeJS.ErrnoException).code !== 'EEXIST') throw cause
  }
}

/** Where scripts/e2e.mjs did not say which Electron: the one that is there. */
function executable(): { executablePath?: string } {
  const electron = findElectron()
  if (!electron) throw new Error('No Electron is there: run `npm run test:e2e`, which fetches one.')
  process.env['ELECTRON_OVERRIDE_DIST_PATH'] = electron.dist
  // Through electron's own package Playwright can hold the app back until it listens; elsewhere that needs a file name it lacks.
  return process.platform === 'linux' ? {} : { executablePath: electron.executable }
}

const inherited = (): Record<string, string> =>
  Object.fromEntries(
    Object.entries(process.env).filter(
      (pair): pair is [string, string] => pair[1] !== undefined && !pair[0].startsWith('ELECTRON_RUN'),
    ),
  )
