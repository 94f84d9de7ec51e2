import { z } from 'zod'
import { columnId } from './run'
import { sortKey } from './table'

export const theme = z.enum(['system', 'light', 'dark'])
export const language = z.enum(['system', 'en', 'zh-CN'])
export const density = z.enum(['compact', 'normal', 'relaxed'])

/** What the table of one set of experiments looks like. Key: workspace path and experiment names. */
export const tableLayout = z.object({
  columns: z.array(columnId),
  widths: z.record(z.string(), z.number()),
  sort: sortKey.optional(),
})
export type TableLayout = z.output<typeof tableLayout>

/** What a person chose. The page may read and patch all of it. */
export const settings = z.object({
  theme,
  language,
  density,
  /** Paths, newest first. */
  recent: z.array(z.string()),
  layouts: z.record(z.string(), tableLayout),
  /** Sizes and folds of panels, by panel name; percentages or pixels as the panel has it. */
  panels: z.record(z.string(), z.number()),
  /** Folded inspector sections and the like, by name. */
  folds: z.record(z.string(), z.boolean()),
})
export type Settings = z.output<typeof settings>

export const settingsPatch = z.object({
  theme: theme.optional(),
  language: language.optional(),
  density: density.optional(),
  /** Merged entry by entry. */
  layouts: z.record(z.string(), tableLayout).optional(),
  panels: z.record(z.string(), z.number()).optional(),
  folds: z.record(z.string(), z.boolean()).optional(),
})
export type SettingsPatch = z.output<typeof settingsPatch>
