// What the palette offers for what was typed: commands (recent ones first), then runs, experiments, metrics and entry points.
import { collectMatches } from '../../lib/fuzzy'

export type EntryKind = 'recent' | 'commands' | 'runs' | 'experiments' | 'metrics' | 'entryPoints'

export interface PaletteEntry {
  readonly id: string
  readonly kind: EntryKind
  readonly title: string
  /** Faint, behind the title: the workspace of an experiment. */
  readonly note?: string | undefined
  readonly shortcut?: string | undefined
  readonly run: () => void
}

export interface PaletteGroup {
  readonly kind: EntryKind
  readonly entries: readonly PaletteEntry[]
}

const MOST: Readonly<Record<EntryKind, number>> = {
  recent: 5,
  commands: 40,
  runs: 8,
  experiments: 8,
  metrics: 8,
  entryPoints: 6,
}

/** Runs whose name has what was typed come before those that have it in a param or tag. */
const collectNamed = (runs: readonly PaletteEntry[], typed: string): readonly PaletteEntry[] => {
  const isNamed = ({ title }: PaletteEntry): boolean => title.toLowerCase().includes(typed.trim().toLowerCase())
  return [...runs.filter(isNamed), ...runs.filter((run) => !isNamed(run))]
}

/** Pure: groups in their order, each with its best matches. Runs are matched by the worker already. */
export function collectGroups(entries: readonly PaletteEntry[], typed: string): readonly PaletteGroup[] {
  const order: readonly EntryKind[] =
    typed.trim() === ''
      ? ['recent', 'commands', 'experiments', 'entryPoints']
      : ['commands', 'runs', 'experiments', 'metrics', 'entryPoints']
  return order.flatMap((kind) => {
    const own = entries.filter((entry) => entry.kind === kind)
    const found =
      kind === 'runs'
        ? collectNamed(own, typed).slice(0, MOST.runs)
        : collectMatches(typed, own, ({ title, note }) => `${title} ${note ?? ''}`, MOST[kind])
    return found.length === 0 ? [] : [{ kind, entries: found }]
  })
}
