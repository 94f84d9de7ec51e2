// The table of runs, by what a person or a screen reader knows it by: names, column titles, roles.
import type { Locator, Page } from '@playwright/test'

export const runsTableOf = (page: Page) => {
  const grid = page.getByRole('treegrid', { name: 'Runs' })
  const row = (name: string): Locator => grid.getByRole('row').filter({ has: page.getByTitle(name, { exact: true }) })
  const header = (title: string): Locator =>
    grid.getByRole('columnheader').and(grid.locator(`[title=${JSON.stringify(title)}]`))
  const name = (run: string): Locator => row(run).getByRole('rowheader')
  return {
    grid,
    row,
    name,
    header,
    /** A press on the title cycles the sort. */
    sortBy: (title: string): Promise<void> => header(title).getByRole('button').first().click(),
    cell: async (run: string, title: string): Promise<Locator> => {
      const place = await header(title).getAttribute('aria-colindex')
      return row(run).locator(`[role=gridcell][aria-colindex="${place}"]`)
    },
    /** Names of the rows in the page, from the top. */
    names: (): Promise<string[]> =>
      grid
        .getByRole('rowheader')
        .evaluateAll((cells) => cells.map((cell) => cell.querySelector('span[title]')?.textContent ?? '')),
    /** Rows with runs, after folding and narrowing. */
    rowCount: async (): Promise<number> => Number(await grid.getAttribute('aria-rowcount')) - 2,
    search: page.getByRole('searchbox', { name: 'Search runs' }),
    count: page.getByRole('toolbar', { name: 'Runs' }).getByText(/^[\d,]+ of [\d,]+$/),
  }
}

/** Shows or hides columns through the picker, found by its search. */
export async function pickColumns(page: Page, columns: readonly string[]): Promise<void> {
  await page.getByRole('button', { name: 'Choose columns' }).click()
  const picker = page.getByRole('dialog', { name: 'Columns' })
  for (const column of columns) {
    await picker.getByRole('searchbox', { name: 'Search columns' }).fill(column)
    await picker.getByRole('group', { name: 'Available' }).getByTitle(column, { exact: true }).first().click()
  }
  await page.keyboard.press('Escape')
  await picker.waitFor({ state: 'hidden' })
}

/** Keeps every text that this cell shows from now on, however short: `seen()` tells them in order. */
export async function keepTexts(page: Page, run: string, title: string): Promise<() => Promise<readonly string[]>> {
  await page.evaluate(
    ([wantedRun, wantedTitle]) => {
      const grid = document.querySelector('[role=treegrid][aria-label]')
      const seen: string[] = []
      const look = (): void => {
        const head = grid?.querySelector(`[role=columnheader][title=${JSON.stringify(wantedTitle)}]`)
        const place = head?.getAttribute('aria-colindex') ?? ''
        const name = [...(grid?.querySelectorAll('[role=rowheader] span[title]') ?? [])].find(
          ({ textContent }) => textContent === wantedRun,
        )
        const cell = name?.closest('[role=row]')?.querySelector(`[role=gridcell][aria-colindex="${place}"]`)
        // A column that has just joined may push the cell aside for a frame: then it shows nothing.
        const text = cell?.textContent ?? ''
        if (seen.at(-1) !== text) seen.push(text)
      }
      Object.assign(window, { keptTexts: seen })
      if (grid) new MutationObserver(look).observe(grid, { subtree: true, childList: true, characterData: true })
      look()
    },
    [run, title] as const,
  )
  return () => page.evaluate(() => [...(window as unknown as { keptTexts: string[] }).keptTexts])
}
