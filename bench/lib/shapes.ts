// The shapes of performance.md: what a generated run holds. Values are seeded; times are fixed.
import { createRandom, hexId } from './random'

export interface Shape {
  readonly params: number
  readonly metrics: number
  readonly points: number
  readonly tags: number
}

export const shapes = {
  /** 10 params, 5 metrics × 100 points, 5 tags: 21 files in a file store. */
  typical: { params: 10, metrics: 5, points: 100, tags: 5 },
  /** 3 params, 2 metrics × 20 points, 5 tags: 11 files. */
  lean: { params: 3, metrics: 2, points: 20, tags: 5 },
} as const satisfies Record<string, Shape>

export interface GeneratedRun {
  readonly runId: string
  readonly name: string
  readonly startTime: number
  readonly endTime: number
  readonly params: readonly (readonly [string, string])[]
  readonly tags: readonly (readonly [string, string])[]
  /** One array of values a metric; step = index, one point a second from the start. */
  readonly metrics: readonly (readonly [string, readonly number[]])[]
}

const BEGAN = 1_700_000_000_000
const MINUTE_MS = 60_000

export function* generateRuns(shape: Shape, count: number, seed = 1): Generator<GeneratedRun> {
  const random = createRandom(seed)
  for (let number = 0; number < count; number++) {
    const startTime = BEGAN + number * MINUTE_MS
    const name = `run-${number}`
    const metrics = Array.from({ length: shape.metrics }, (_, metric) => {
      const scale = 0.5 + random()
      const values = Array.from(
        { length: shape.points },
        (_point, step) => scale * Math.exp(-step / 40) + 0.05 * random(),
      )
      return [metric === 0 ? 'train/loss' : `metric_${metric}`, values] as const
    })
    yield {
      runId: hexId(random),
      name,
      startTime,
      endTime: startTime + shape.points * 1000,
      params: Array.from(
        { length: shape.params },
        (_, param) => [`param_${param}`, (random() * 10).toPrecision(4)] as const,
      ),
      tags: [
        ['mlflow.runName', name] as const,
        ['mlflow.user', 'bench'] as const,
        ['mlflow.source.name', 'train.py'] as const,
        ['mlflow.source.type', 'LOCAL'] as const,
        ...Array.from(
          { length: shape.tags - 4 },
          (_, tag) => [`tag_${tag}`, `value ${Math.floor(random() * 8)}`] as const,
        ),
      ],
      metrics,
    }
  }
}
