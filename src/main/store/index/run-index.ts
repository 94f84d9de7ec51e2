// All runs of a workspace in memory, by column. It holds what the stores said last and knows when each row last changed;
// what to do with the rows is decided in query/.
import type { ExperimentRecord, RunRecord } from '../ports'
import { runKeyOf } from '../ports'
import type { LifecycleStage, Problem, RunStatus } from '../../../shared/domain/run'
import type { RunKey, StoreId } from '../../../shared/domain/ids'
import { MetricColumn, newBytes, newFloats, newWords, TextColumn } from './columns'
import { createStringTable, type StringTable } from './string-table'

export const PARENT_TAG = 'mlflow.parentRunId'

const STATUSES: readonly RunStatus[] = ['RUNNING', 'SCHEDULED', 'FINISHED', 'FAILED', 'KILLED']

export interface ExperimentEntry {
  readonly storeId: StoreId
  readonly experimentId: string
  /** Undefined while only a run has named it. */
  readonly record: ExperimentRecord | undefined
}

export interface UpsertOptions {
  /** Whether this is news to a person who is looking: false while a store is read for the first time. */
  readonly marksChange: boolean
}

type Columns<C> = ReadonlyMap<string, C>

export class RunIndex {
  /** Revision: rises with every change. */
  seq = 0
  /** Rises when rows come, go or get another parent, experiment or start: what the tree and its default order depend on. */
  shapeSeq = 0
  readonly strings: StringTable = createStringTable()
  private recordCount = 0
  private readonly rows = new Map<RunKey, number>()
  private readonly free: number[] = []
  private readonly keys: (RunKey | undefined)[] = []
  private readonly runIds: string[] = []
  private readonly locations: string[] = []
  private readonly artifactUris: (string | undefined)[] = []
  private readonly problems = new Map<number, readonly Problem[]>()
  private readonly experiments: ExperimentEntry[] = []
  private readonly experimentNumbers = new Map<string, number>()
  private readonly attributes = {
    start: newFloats(),
    end: newFloats(),
    status: newBytes(),
    isDeleted: newBytes(),
    experiment: newWords(),
    name: newWords(),
    user: newWords(),
    changed: newFloats(),
    /** Number of the record that was taken last: what was read of the run's histories before may be old. */
    revision: newFloats(),
  }
  private readonly paramColumns = new Map<string, TextColumn>()
  private readonly tagColumns = new Map<string, TextColumn>()
  private readonly metricColumns = new Map<string, MetricColumn>()

  get size(): number {
    return this.rows.size
  }
  /** Rows are 0 … capacity − 1; those without a key are free. */
  get capacity(): number {
    return this.keys.length
  }
  get params(): Columns<TextColumn> {
    return this.paramColumns
  }
  get tags(): Columns<TextColumn> {
    return this.tagColumns
  }
  get metrics(): Columns<MetricColumn> {
    return this.metricColumns
  }
  get damagedCount(): number {
    return this.problems.size
  }

  rowOf(key: RunKey): number | undefined {
    return this.rows.get(key)
  }
  keyOf(row: number): RunKey | undefined {
    return this.keys[row]
  }
  runIdOf(row: number): string {
    return this.runIds[row] ?? ''
  }
  nameOf(row: number): string {
    return this.strings.textOf(this.attributes.name.get(row))
  }
  nameIdOf(row: number): number {
    return this.attributes.name.get(row)
  }
  userOf(row: number): string | undefined {
    return this.optionalText(this.attributes.user.get(row))
  }
  locationOf(row: number): string {
    return this.locations[row] ?? ''
  }
  artifactUriOf(row: number): string | undefined {
    return this.artifactUris[row]
  }
  /** NaN when unknown. */
  startOf(row: number): number {
    return this.attributes.start.get(row)
  }
  endOf(row: number): number {
    return this.attributes.end.get(row)
  }
  statusOf(row: number): RunStatus {
    return STATUSES[this.attributes.status.get(row)] ?? 'RUNNING'
  }
  changedSeqOf(row: number): number {
    return this.attributes.changed.get(row)
  }
  revisionOf(row: number): number {
    return this.attributes.revision.get(row)
  }
  problemsOf(row: number): readonly Problem[] {
    return this.problems.get(row) ?? []
  }
  experimentNumberOf(row: number): number {
    return this.attributes.experiment.get(row)
  }
  experimentOf(row: number): ExperimentEntry {
    return this.experiments[this.attributes.experiment.get(row)] as ExperimentEntry
  }
  /** A run of a deleted experiment is deleted too, whatever its own file says. */
  lifecycleOf(row: number): LifecycleStage {
    const isDeleted =
      this.attributes.isDeleted.get(row) === 1 || this.experimentOf(row).record?.lifecycleStage === 'deleted'
    return isDeleted ? 'deleted' : 'active'
  }
  tagOf(row: number, key: string): string | undefined {
    return this.optionalText(this.tagColumns.get(key)?.get(row) ?? 0)
  }

  allExperiments(): readonly ExperimentEntry[] {
    return this.experiments
  }
  experimentNumber(storeId: StoreId, experimentId: string): number | undefined {
    return this.experimentNumbers.get(runKeyOf(storeId, experimentId))
  }

  /** Takes records as the store has them now; returns the keys of all of them. */
  upsert(storeId: StoreId, records: readonly RunRecord[], options: UpsertOptions): RunKey[] {
    if (records.length === 0) return []
    this.seq++
    return records.map((record) => this.upsertOne(storeId, record, options))
  }

  remove(keys: Iterable<RunKey>): RunKey[] {
    const removed = [...keys].filter((key) => this.rows.has(key))
    if (removed.length === 0) return removed
    this.seq++
    this.shapeSeq++
    removed.forEach((key) => this.removeOne(key))
    return removed
  }

  /** Keys of this store's runs that are not among `runIds`. */
  keysBeyond(storeId: StoreId, runIds: ReadonlySet<string>): RunKey[] {
    const beyond: RunKey[] = []
    for (const [key, row] of this.rows)
      if (this.experimentOf(row).storeId === storeId && !runIds.has(this.runIdOf(row))) beyond.push(key)
    return beyond
  }

  /** Returns whether anything differs from before. */
  setExperiments(storeId: StoreId, records: readonly ExperimentRecord[]): boolean {
    let isChanged = false
    for (const record of records) {
      const number = this.numberFor(storeId, record.experimentId)
      const before = this.experiments[number]?.record
      if (before && JSON.stringify(before) === JSON.stringify(record)) continue
      this.experiments[number] = { storeId, experimentId: record.experimentId, record }
      isChanged = true
    }
    if (isChanged) this.bump()
    return isChanged
  }

  /** Forgets the records of experiments that the store no longer has; those that runs still name stay as numbers. */
  keepExperiments(storeId: StoreId, records: readonly ExperimentRecord[]): boolean {
    const existing = new Set(records.map((record) => record.experimentId))
    let isChanged = false
    this.experiments.forEach((entry, number) => {
      if (entry.storeId !== storeId || !entry.record || existing.has(entry.experimentId)) return
      this.experiments[number] = { ...entry, record: undefined }
      isChanged = true
    })
    if (isChanged) this.bump()
    return isChanged
  }

  private bump(): void {
    this.seq++
    this.shapeSeq++
  }

  private optionalText(id: number): string | undefined {
    return id === 0 ? undefined : this.strings.textOf(id)
  }

  private numberFor(storeId: StoreId, experimentId: string): number {
    const key = runKeyOf(storeId, experimentId)
    const known = this.experimentNumbers.get(key)
    if (known !== undefined) return known
    const number = this.experiments.push({ storeId, experimentId, record: undefined }) - 1
    this.experimentNumbers.set(key, number)
    return number
  }

  private upsertOne(storeId: StoreId, record: RunRecord, options: UpsertOptions): RunKey {
    const key = runKeyOf(storeId, record.runId)
    const known = this.rows.get(key)
    const row = known ?? this.addRow(key, record.runId)
    const placeBefore = known === undefined ? '' : this.placeOf(row)
    const hasNewAttributes = this.setAttributes(row, storeId, record)
    const hasNewData = this.setData(row, record, known !== undefined)
    const isMoved = known === undefined || placeBefore !== this.placeOf(row)
    if (isMoved) this.shapeSeq++
    const isNews = known === undefined || hasNewAttributes || hasNewData
    if (isNews && options.marksChange) this.attributes.changed.set(row, this.seq)
    this.attributes.revision.set(row, ++this.recordCount)
    return key
  }

  /** Experiment, start and parent: where the run stands in the tree. */
  private placeOf(row: number): string {
    return `${this.attributes.experiment.get(row)} ${this.startOf(row)} ${this.tagColumns.get(PARENT_TAG)?.get(row) ?? 0}`
  }

  private addRow(key: RunKey, runId: string): number {
    const row = this.free.pop() ?? this.keys.length
    this.keys[row] = key
    this.runIds[row] = runId
    this.rows.set(key, row)
    this.attributes.changed.set(row, 0)
    return row
  }

  private removeOne(key: RunKey): void {
    const row = this.rows.get(key) as number
    this.rows.delete(key)
    this.keys[row] = undefined
    this.problems.delete(row)
    for (const family of [this.paramColumns, this.tagColumns, this.metricColumns])
      for (const [name, column] of family) {
        column.clear(row)
        if (column.count === 0) family.delete(name)
      }
    this.free.push(row)
  }

  private setAttributes(row: number, storeId: StoreId, record: RunRecord): boolean {
    const { attributes, strings } = this
    const hadProblems = this.problems.get(row)
    if (record.problems.length > 0) this.problems.set(row, record.problems)
    else this.problems.delete(row)
    this.locations[row] = record.location
    this.artifactUris[row] = record.artifactUri
    const changes = [
      attributes.start.set(row, record.startTime ?? NaN),
      attributes.end.set(row, record.endTime ?? NaN),
      attributes.status.set(row, STATUSES.indexOf(record.status)),
      attributes.isDeleted.set(row, record.lifecycleStage === 'deleted' ? 1 : 0),
      attributes.experiment.set(row, this.numberFor(storeId, record.experimentId)),
      attributes.name.set(row, strings.intern(record.name)),
      attributes.user.set(row, record.userId === undefined ? 0 : strings.intern(record.userId)),
      hadProblems?.length !== this.problems.get(row)?.length,
    ]
    return changes.includes(true)
  }

  private setData(row: number, record: RunRecord, isKnown: boolean): boolean {
    let isChanged = false
    for (const pair of record.params) isChanged = this.setText(this.paramColumns, row, pair) || isChanged
    for (const pair of record.tags) isChanged = this.setText(this.tagColumns, row, pair) || isChanged
    for (const metric of record.metrics)
      isChanged = columnIn(this.metricColumns, metric.key, MetricColumn).set(row, metric) || isChanged
    return isKnown ? this.dropOld(row, record) || isChanged : isChanged
  }

  private dropOld(row: number, record: RunRecord): boolean {
    const changes = [
      dropBeyond(this.paramColumns, row, new Set(record.params.map(([key]) => key))),
      dropBeyond(this.tagColumns, row, new Set(record.tags.map(([key]) => key))),
      dropBeyond(this.metricColumns, row, new Set(record.metrics.map(({ key }) => key))),
    ]
    return changes.includes(true)
  }

  private setText(family: Map<string, TextColumn>, row: number, [key, value]: readonly [string, string]): boolean {
    return columnIn(family, key, TextColumn).set(row, this.strings.intern(value))
  }
}

function columnIn<C>(family: Map<string, C>, key: string, Column: new () => C): C {
  const known = family.get(key)
  if (known) return known
  const column = new Column()
  family.set(key, column)
  return column
}

/** Clears what the row had before and has no longer; a column that nobody has is dropped. */
function dropBeyond(family: Map<string, TextColumn | MetricColumn>, row: number, keep: ReadonlySet<string>): boolean {
  let isChanged = false
  for (const [key, column] of family) {
    if (keep.has(key) || !column.has(row)) continue
    column.clear(row)
    if (column.count === 0) family.delete(key)
    isChanged = true
  }
  return isChanged
}
