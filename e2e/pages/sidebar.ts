// The sidebar: workspaces with their experiments, models and projects.
import { expect, type Locator, type Page } from '@playwright/test'
import { ask } from '../launch/ask'

export const sidebarOf = (page: Page) => {
  const root = page.getByRole('navigation', { name: 'Workspaces' })
  /** An experiment, with its count in its name; `Models`; a project. */
  const item = (name: string | RegExp): Locator => root.getByRole('button', { name })
  return { root, item, workspace: (name: string): Locator => root.getByRole('region', { name, exact: true }) }
}

/** Waits until the only workspace is read to the end. */
export async function expectRead(page: Page, runCount?: number): Promise<void> {
  const state = async () => (await ask(page, 'workspaces.list', {})).workspaces[0]?.state
  await expect.poll(async () => (await state())?.phase, { timeout: 60_000 }).toBe('ready')
  if (runCount !== undefined) expect((await state())?.runCount).toBe(runCount)
}
