// A scenario's samples, side by side: ours, the peer (what a person would use instead) and the floor (what the machine allows).
import { loadavg } from 'node:os'

export interface Samples {
  readonly name: string
  /** Milliseconds, one a repetition. */
  readonly ms: readonly number[]
}

export interface Scenario {
  readonly id: string
  readonly title: string
  readonly ours: Samples
  readonly peer?: Samples | undefined
  readonly floor?: Samples | undefined
  /** What `performance.md` asks of ours : peer. */
  readonly target?: string | undefined
  readonly notes?: readonly string[]
}

export const median = (values: readonly number[]): number => {
  const sorted = [...values].sort((a, b) => a - b)
  const middle = sorted.length >> 1
  return sorted.length % 2 === 1 ? (sorted[middle] ?? NaN) : ((sorted[middle - 1] ?? NaN) + (sorted[middle] ?? NaN)) / 2
}

const show = (ms: number): string => (ms >= 1000 ? `${(ms / 1000).toFixed(2)} s` : `${ms.toFixed(ms < 10 ? 2 : 0)} ms`)
const describe = (samples: Samples | undefined): string =>
  samples && samples.ms.length > 0
    ? `${show(median(samples.ms))} (min ${show(Math.min(...samples.ms))}, n ${samples.ms.length}; ${samples.name})`
    : '–'

const ratio = (ours: Samples, other: Samples | undefined): string => {
  if (!other || other.ms.length === 0) return '–'
  const value = median(ours.ms) / median(other.ms)
  return value < 1 ? `1 : ${(1 / value).toFixed(1)}` : `${value.toFixed(2)} : 1`
}

export function printScenario(scenario: Scenario): void {
  console.log(`\n${scenario.id}  ${scenario.title}`)
  console.log(`  ours   ${describe(scenario.ours)}`)
  console.log(`  peer   ${describe(scenario.peer)}`)
  console.log(`  floor  ${describe(scenario.floor)}`)
  console.log(
    `  ours : peer   ${ratio(scenario.ours, scenario.peer)}${scenario.target ? `   (target ${scenario.target})` : ''}`,
  )
  console.log(`  ours : floor  ${ratio(scenario.ours, scenario.floor)}   load ${loadavg()[0]?.toFixed(1)}`)
  for (const note of scenario.notes ?? []) console.log(`  ${note}`)
}
