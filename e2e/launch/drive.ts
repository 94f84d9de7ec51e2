// What a person does to the app from outside its page: drops files, chooses from the menu, answers dialogs.
import type { ElectronApplication, Locator, Page } from '@playwright/test'

/** Drops real paths on an element (the middle of the window when none is named), as a file manager does. */
export async function dropPaths(page: Page, paths: readonly string[], target?: Locator): Promise<void> {
  const box = (await target?.boundingBox()) ?? { x: 0, y: 0, ...(await sizeOf(page)) }
  const cdp = await page.context().newCDPSession(page)
  const at = {
    x: Math.round(box.x + box.width / 2),
    y: Math.round(box.y + box.height / 2),
    data: { items: [], files: [...paths], dragOperationsMask: 1 },
  }
  for (const type of ['dragEnter', 'dragOver', 'drop'] as const)
    await cdp.send('Input.dispatchDragEvent', { type, ...at })
  await cdp.detach()
}

const sizeOf = (page: Page): Promise<{ width: number; height: number }> =>
  page.evaluate(() => ({ width: window.innerWidth, height: window.innerHeight }))

/** Chooses a menu item by its id: a command's id, or `recent.0`. */
export const chooseMenu = (app: ElectronApplication, id: string): Promise<void> =>
  app.evaluate(({ Menu }, wanted) => {
    const item = Menu.getApplicationMenu()?.getMenuItemById(wanted)
    if (!item) throw new Error(`no menu item ${wanted}`)
    item.click()
  }, id)

/** Every file dialog from now on is answered with this path; undefined cancels. */
export const answerOpenDialog = (app: ElectronApplication, path: string | undefined): Promise<void> =>
  app.evaluate(({ dialog }, chosen) => {
    dialog.showOpenDialog = () => Promise.resolve({ canceled: !chosen, filePaths: chosen ? [chosen] : [] })
  }, path)

interface Asked {
  readonly message: string
  readonly detail: string | undefined
  readonly buttons: readonly string[]
}

/** Every question from now on is answered with this button; `askedQuestions` tells what was asked. */
export const answerQuestions = (app: ElectronApplication, button: number): Promise<void> =>
  app.evaluate(({ dialog }, response) => {
    const asked: unknown[] = []
    Object.assign(globalThis, { askedQuestions: asked })
    const answer = (...args: unknown[]) => {
      asked.push(args.at(-1))
      return Promise.resolve({ response, checkboxChecked: false })
    }
    dialog.showMessageBox = answer
  }, button)

export const askedQuestions = (app: ElectronApplication): Promise<readonly Asked[]> =>
  app.evaluate(() => (globalThis as unknown as { askedQuestions: Asked[] }).askedQuestions)
