// Which lines a chart has and how they look: the same colours and dashes as the table's swatches.
import type { RunKey } from '../../../../shared/domain/ids'
import type { RunDetail } from '../../../../shared/domain/run'
import { cutText } from '../../lib/format'
import { isDashedSlot, RUN_COLOUR_COUNT } from '../../ui/run-swatch'

export interface RunLook {
  readonly key: RunKey
  readonly name: string
  readonly slot: number
  readonly token: `--run-${number}`
  readonly isDashed: boolean
}

/** Slot 0 … 19 is a colour, from 20 on the same colours dashed. */
export const lookOfSlot = (slot: number): Pick<RunLook, 'slot' | 'token' | 'isDashed'> => ({
  slot,
  token: `--run-${(slot % RUN_COLOUR_COUNT) + 1}`,
  isDashed: isDashedSlot(slot),
})

/** A run that was never selected (the focused one alone) takes the lowest slot that no other shown run has. */
export function collectLooks(
  keys: readonly RunKey[],
  slots: ReadonlyMap<RunKey, number>,
  names: ReadonlyMap<RunKey, string>,
): RunLook[] {
  const taken = new Set(keys.flatMap((key) => slots.get(key) ?? []))
  let free = 0
  const slotOf = (key: RunKey): number => {
    const slot = slots.get(key)
    if (slot !== undefined) return slot
    while (taken.has(free)) free += 1
    taken.add(free)
    return free
  }
  return keys.map((key) => ({ key, name: cutText(names.get(key) ?? ''), ...lookOfSlot(slotOf(key)) }))
}

export interface ChartMetric {
  readonly metric: string
  readonly runCount: number
}

/** Metrics of the runs, those that most runs have first, then by name; `search`: words that must all occur. */
export function collectMetrics(runs: readonly Pick<RunDetail, 'metrics'>[], search: string): ChartMetric[] {
  const counts = new Map<string, number>()
  for (const run of runs) for (const { key } of run.metrics) counts.set(key, (counts.get(key) ?? 0) + 1)
  const words = search.toLowerCase().split(/\s+/).filter(Boolean)
  return [...counts]
    .map(([metric, runCount]) => ({ metric, runCount }))
    .filter(({ metric }) => words.every((word) => metric.toLowerCase().includes(word)))
    .sort((a, b) => b.runCount - a.runCount || a.metric.localeCompare(b.metric, undefined, { numeric: true }))
}
