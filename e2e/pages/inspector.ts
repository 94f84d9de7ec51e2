// The inspector: sections by their titles.
import type { Locator, Page } from '@playwright/test'

export const inspectorOf = (page: Page) => {
  const root = page.getByRole('complementary', { name: 'Inspector' })
  const section = (title: string): Locator => root.getByRole('region', { name: title, exact: true })
  return {
    root,
    heading: root.getByRole('heading', { level: 2 }),
    section,
    /** The line of one param, metric or tag. */
    line: (title: string, key: string): Locator =>
      section(title)
        .getByRole('listitem')
        .filter({ has: page.getByTitle(key, { exact: true }) }),
    files: root.getByRole('tree', { name: 'Files' }),
  }
}
