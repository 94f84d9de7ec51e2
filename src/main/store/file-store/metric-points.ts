// Columns that metric points are parsed into. They grow, and hand out views: what a view shows never changes afterwards.

export class PointColumns {
  timestamps: Float64Array
  steps: Float64Array
  values: Float64Array
  /** Exact steps beyond ±2^53, by index. */
  readonly bigSteps = new Map<number, bigint>()
  count = 0
  /** Lines that hold no point, and the 1-based number of the first. */
  badLines = 0
  firstBadLine = 0
  /** Lines seen so far, good or bad. */
  lines = 0

  constructor(capacity = 256) {
    this.timestamps = new Float64Array(capacity)
    this.steps = new Float64Array(capacity)
    this.values = new Float64Array(capacity)
  }

  /** For scratch columns that are reduced after each chunk: forgets the points, keeps the line count. */
  clearPoints(): void {
    this.count = 0
    this.bigSteps.clear()
  }

  reset(): void {
    this.clearPoints()
    this.badLines = this.firstBadLine = this.lines = 0
  }

  push(timestamp: number, value: number, step: number): void {
    const at = this.count
    if (at === this.values.length) this.grow()
    this.timestamps[at] = timestamp
    this.values[at] = value
    this.steps[at] = step
    this.count = at + 1
  }

  pushBig(timestamp: number, value: number, step: bigint): void {
    this.bigSteps.set(this.count, step)
    this.push(timestamp, value, Number(step))
  }

  skipLine(): void {
    this.badLines += 1
    if (this.firstBadLine === 0) this.firstBadLine = this.lines
  }

  private grow(): void {
    const grown = (old: Float64Array): Float64Array => {
      const next = new Float64Array(old.length * 2)
      next.set(old)
      return next
    }
    this.timestamps = grown(this.timestamps)
    this.steps = grown(this.steps)
    this.values = grown(this.values)
  }
}

/** What a reader remembers of the points it has passed: count, latest and extremes. */
export interface PointSummary {
  count: number
  step: number
  bigStep: bigint | undefined
  timestamp: number
  value: number
  min: number
  minStep: number
  max: number
  maxStep: number
}

export const emptySummary = (): PointSummary => ({
  count: 0,
  step: NaN,
  bigStep: undefined,
  timestamp: NaN,
  value: NaN,
  min: NaN,
  minStep: NaN,
  max: NaN,
  maxStep: NaN,
})

/** Adds all points of the columns. Latest is Python's `max` over (step, timestamp, value): the first wins unless beaten. */
export function summarize(points: PointColumns, into: PointSummary): void {
  const { timestamps, steps, values } = points
  for (let i = 0; i < points.count; i++) {
    const step = steps[i] as number
    const timestamp = timestamps[i] as number
    const value = values[i] as number
    const big = points.bigSteps.size > 0 ? points.bigSteps.get(i) : undefined
    if (
      into.count === 0 ||
      isLater(step, big, into) ||
      (isSameStep(step, big, into) && isGreater(timestamp, value, into))
    ) {
      into.step = step
      into.bigStep = big
      into.timestamp = timestamp
      into.value = value
    }
    into.count += 1
    if (value - value === 0) addExtremes(into, value, step)
  }
}

function isLater(step: number, big: bigint | undefined, than: PointSummary): boolean {
  if (big === undefined || than.bigStep === undefined) return step > than.step
  return big > than.bigStep
}

function isSameStep(step: number, big: bigint | undefined, as: PointSummary): boolean {
  return big === undefined || as.bigStep === undefined ? step === as.step : big === as.bigStep
}

const isGreater = (timestamp: number, value: number, than: PointSummary): boolean =>
  timestamp > than.timestamp || (timestamp === than.timestamp && value > than.value)

function addExtremes(into: PointSummary, value: number, step: number): void {
  if (!(value >= into.min)) {
    into.min = value
    into.minStep = step
  }
  if (!(value <= into.max)) {
    into.max = value
    into.maxStep = step
  }
}
