// Columns of the run index. They grow in pages, so that a key which one run in a thousand has costs a page, not a column.

const PAGE_BITS = 8
const PAGE_ROWS = 1 << PAGE_BITS
const PAGE_MASK = PAGE_ROWS - 1

/** Texts by their number in the string table; 0 is "nothing here". */
export class TextColumn {
  private readonly pages: (Uint32Array | undefined)[] = []
  /** How many rows have a value. */
  count = 0

  get(row: number): number {
    return this.pages[row >> PAGE_BITS]?.[row & PAGE_MASK] ?? 0
  }

  /** Returns whether the value differs from before. */
  set(row: number, id: number): boolean {
    const page = (this.pages[row >> PAGE_BITS] ??= new Uint32Array(PAGE_ROWS))
    const before = page[row & PAGE_MASK] ?? 0
    if (before === id) return false
    page[row & PAGE_MASK] = id
    this.count += (id === 0 ? 0 : 1) - (before === 0 ? 0 : 1)
    return true
  }

  has(row: number): boolean {
    return this.get(row) !== 0
  }

  clear(row: number): void {
    if (this.has(row)) this.set(row, 0)
  }

  /** Calls for each row that has a value. */
  forEach(visit: (row: number, id: number) => void): void {
    this.pages.forEach((page, number) => {
      page?.forEach((id, place) => {
        if (id !== 0) visit((number << PAGE_BITS) | place, id)
      })
    })
  }
}

interface MetricPage {
  readonly values: Float64Array
  readonly steps: Float64Array
  /** NaN where the row lacks the metric: a value may be NaN, a time never is. */
  readonly times: Float64Array
}

const newMetricPage = (): MetricPage => ({
  values: new Float64Array(PAGE_ROWS),
  steps: new Float64Array(PAGE_ROWS),
  times: new Float64Array(PAGE_ROWS).fill(NaN),
})

export interface MetricCell {
  readonly value: number
  readonly step: number
  readonly timestamp: number
}

/** The latest value of one metric, with its step and time. */
export class MetricColumn {
  private readonly pages: (MetricPage | undefined)[] = []
  count = 0

  has(row: number): boolean {
    const time = this.pages[row >> PAGE_BITS]?.times[row & PAGE_MASK]
    return time !== undefined && !Number.isNaN(time)
  }

  value(row: number): number {
    return this.pages[row >> PAGE_BITS]?.values[row & PAGE_MASK] ?? NaN
  }

  get(row: number): MetricCell | undefined {
    const page = this.pages[row >> PAGE_BITS]
    if (!page || !this.has(row)) return undefined
    const place = row & PAGE_MASK
    return { value: page.values[place] ?? NaN, step: page.steps[place] ?? 0, timestamp: page.times[place] ?? 0 }
  }

  set(row: number, cell: MetricCell): boolean {
    const page = (this.pages[row >> PAGE_BITS] ??= newMetricPage())
    const place = row & PAGE_MASK
    const time = Number.isNaN(cell.timestamp) ? 0 : cell.timestamp
    const isNew = !this.has(row)
    const isSame =
      !isNew &&
      Object.is(page.values[place], cell.value) &&
      page.steps[place] === cell.step &&
      page.times[place] === time
    if (isSame) return false
    if (isNew) this.count++
    page.values[place] = cell.value
    page.steps[place] = cell.step
    page.times[place] = time
    return true
  }

  clear(row: number): void {
    const page = this.pages[row >> PAGE_BITS]
    if (!page || !this.has(row)) return
    page.times[row & PAGE_MASK] = NaN
    this.count--
  }
}

/** A number a row that grows by doubling. */
export class NumberColumn<A extends Float64Array | Uint32Array | Uint8Array> {
  private data: A
  constructor(private readonly allocate: (length: number) => A) {
    this.data = allocate(PAGE_ROWS)
  }

  get(row: number): number {
    return this.data[row] ?? 0
  }

  set(row: number, value: number): boolean {
    if (row >= this.data.length) {
      const grown = this.allocate(Math.max(row + 1, this.data.length * 2))
      grown.set(this.data)
      this.data = grown
    }
    if (Object.is(this.data[row], value)) return false
    this.data[row] = value
    return true
  }
}

export const newFloats = (): NumberColumn<Float64Array> => new NumberColumn((length) => new Float64Array(length))
export const newWords = (): NumberColumn<Uint32Array> => new NumberColumn((length) => new Uint32Array(length))
export const newBytes = (): NumberColumn<Uint8Array> => new NumberColumn((length) => new Uint8Array(length))
