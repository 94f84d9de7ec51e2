// The settings file: what a person chose, and what main remembers for the next start. `migrations[n]` takes version n + 1 to
// n + 2; each new version adds one, with a test.
import { z } from 'zod'
import { settings, type Settings, type SettingsPatch } from '../../shared/domain/settings'

export type Migration = (old: Record<string, unknown>) => Record<string, unknown>

export const migrations: readonly Migration[] = []

export const CURRENT_VERSION = migrations.length + 1

const bounds = z.object({
  x: z.number(),
  y: z.number(),
  width: z.number().min(1),
  height: z.number().min(1),
  isMaximized: z.boolean(),
})
export type WindowBounds = z.output<typeof bounds>

export const storedSettings = z.object({
  version: z.literal(CURRENT_VERSION),
  settings,
  /** Paths of the open workspaces, in order. */
  open: z.array(z.string()),
  window: bounds.optional(),
})
export type StoredSettings = z.output<typeof storedSettings>

export const defaultSettings = (): StoredSettings => ({
  version: CURRENT_VERSION,
  settings: { theme: 'system', language: 'system', density: 'normal', recent: [], layouts: {}, panels: {}, folds: {} },
  open: [],
})

/** Brings an older file up to date and checks it. Throws when it is not one of ours, or is of a newer version. */
export function parseStored(raw: unknown, steps: readonly Migration[] = migrations): StoredSettings {
  const { version } = z
    .looseObject({
      version: z
        .int()
        .min(1)
        .max(steps.length + 1),
    })
    .parse(raw)
  const current = steps.slice(version - 1).reduce<unknown>((old, step) => step(old as Record<string, unknown>), raw)
  return storedSettings.parse(current)
}

const RECENT_MAX = 20

/** Newest first, each path once. */
export const collectRecent = (recent: readonly string[], path: string): string[] =>
  [path, ...recent.filter((other) => other !== path)].slice(0, RECENT_MAX)

/** Records are merged entry by entry, everything else is replaced. */
export const collectPatched = (current: Settings, patch: SettingsPatch): Settings => ({
  ...current,
  theme: patch.theme ?? current.theme,
  language: patch.language ?? current.language,
  density: patch.density ?? current.density,
  layouts: { ...current.layouts, ...patch.layouts },
  panels: { ...current.panels, ...patch.panels },
  folds: { ...current.folds, ...patch.folds },
})
