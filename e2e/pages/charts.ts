// The charts: cards by their metric, with what is painted and what is said.
import { expect, type Locator, type Page } from '@playwright/test'

const quoted = (text: string): string => text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&')

export const chartsOf = (page: Page) => {
  const root = page.getByRole('region', { name: 'Charts', exact: true })
  const card = (metric: string): Locator => root.getByRole('figure', { name: new RegExp(`^${quoted(metric)}[,:]`) })
  const toolbar = root.getByRole('toolbar', { name: 'All charts' })
  const canvas = (metric: string): Locator => card(metric).locator('canvas')
  return {
    root,
    card,
    canvas,
    toolbar,
    reset: toolbar.getByRole('button', { name: 'Reset zoom' }),
    smoothing: toolbar.getByRole('slider', { name: 'Smoothing' }),
    /** The values under the cursor, over everything: it is for the eyes, a screen reader gets the words. */
    legend: page.locator('[class*=legend][aria-hidden]').filter({ has: page.locator('[data-slot]') }),
    crosshairs: root.locator('[class*=crosshair]'),
    chooseX: async (axis: 'Step' | 'Wall time' | 'Relative time'): Promise<void> => {
      await toolbar.getByRole('button', { name: /^(Step|Wall time|Relative time) Horizontal axis$/ }).click()
      await page.getByRole('option', { name: axis }).click()
    },
    /** Number of pixels that are not empty. */
    paintedPixels: (metric: string): Promise<number> =>
      canvas(metric).evaluate((element: HTMLCanvasElement) => {
        const { data } = element.getContext('2d')?.getImageData(0, 0, element.width, element.height) ?? { data: [] }
        let painted = 0
        for (let at = 3; at < data.length; at += 4) if (data[at] !== 0) painted += 1
        return painted
      }),
    /** What is painted, for comparison. */
    picture: (metric: string): Promise<string> =>
      canvas(metric).evaluate((element: HTMLCanvasElement) => element.toDataURL()),
    /** The picture once two looks in a row are equal: all lines are there and measured. */
    settledPicture: async (metric: string): Promise<string> => {
      const look = (): Promise<string> => canvas(metric).evaluate((element: HTMLCanvasElement) => element.toDataURL())
      let last = ''
      await expect
        .poll(
          async () => {
            const before = last
            last = await look()
            return last === before
          },
          { intervals: [500] },
        )
        .toBe(true)
      return last
    },
    /** Presses and moves over the plotting area, in shares of the canvas. */
    drag: async (metric: string, from: number, to: number): Promise<void> => {
      const box = await canvas(metric).boundingBox()
      if (!box) throw new Error(`no chart of ${metric}`)
      const y = box.y + box.height / 2
      await page.mouse.move(box.x + box.width * from, y)
      await page.mouse.down()
      await page.mouse.move(box.x + box.width * ((from + to) / 2), y, { steps: 4 })
      await page.mouse.move(box.x + box.width * to, y, { steps: 4 })
      await page.mouse.up()
    },
    hover: async (metric: string, at: number): Promise<void> => {
      const box = await canvas(metric).boundingBox()
      if (!box) throw new Error(`no chart of ${metric}`)
      await page.mouse.move(box.x + box.width * at, box.y + box.height / 2)
    },
    /** Run, last, min and max, as the card's table says. */
    rows: (metric: string): Promise<string[][]> =>
      card(metric)
        .getByRole('row')
        .evaluateAll((rows) => rows.slice(1).map((row) => [...row.children].map((cell) => cell.textContent.trim()))),
  }
}

/** Names with the colours of the swatches beside them. */
export const coloursIn = (scope: Locator): Promise<Record<string, string>> =>
  scope.evaluateAll((scopes) =>
    Object.fromEntries(
      scopes
        .flatMap((element) => [...element.querySelectorAll('[data-slot]')])
        .map((swatch) => {
          const named =
            swatch.closest('[role=row]')?.querySelector('[role=rowheader] span[title]') ?? swatch.parentElement
          const colour = getComputedStyle(swatch).getPropertyValue('--colour')
          return [
            named?.firstChild === swatch
              ? (swatch.nextElementSibling ?? named).textContent.trim()
              : (named?.textContent ?? ''),
            colour,
          ]
        }),
    ),
  )
