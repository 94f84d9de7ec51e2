// Keeps the index equal to one store: a first scan, then short looks, each the trailing one of what asked for it.
// Events are hints that make a look come sooner; looks come without them too.
import { existsSync } from 'node:fs'
import type { AppError } from '../../../shared/errors'
import type { Problem } from '../../../shared/domain/run'
import type { RunKey } from '../../../shared/domain/ids'
import type { Progress } from '../../../shared/domain/workspace'
import { coalesce } from '../../lib/coalesce'
import { Failure, type IncidentLog } from '../../rpc/router'
import type { RunIndex } from '../index/run-index'
import type { ScanBatch, ScanEnd, StoreReader } from '../ports'
import { BURST, isScanDue, nextPassDelay } from './follow-pace'

export interface FollowerState {
  readonly state: 'ready' | 'missing' | 'failed'
  readonly error: AppError | undefined
  readonly problems: readonly Problem[]
  /** Whether the store was read completely at least once. */
  readonly hasScanned: boolean
  readonly isCancelled: boolean
  readonly progress: Progress | undefined
}

export interface FollowerOptions {
  readonly reader: StoreReader
  readonly index: RunIndex
  readonly logIncident: IncidentLog
  /** Whether any run of this store says that it is running. */
  readonly hasRunning: () => boolean
  /** Runs that came, went or changed. */
  readonly onRuns: (keys: readonly RunKey[]) => void
  /** Something else that a person sees changed: the state, an experiment, the progress. */
  readonly onState: () => void
  /** A look ended: other paths may be worth watching now. */
  readonly onPass: () => void
}

export interface StoreFollower {
  readonly current: FollowerState
  start(): void
  /** Looks again soon, at least at these paths. */
  hint(path: string): void
  /** Resolves after a look that began after this call: at these paths, or at everything. */
  lookNow(what: readonly string[] | 'everything'): Promise<void>
  cancel(): void
  resume(): void
  dispose(): void
}

/** Rest between two looks: an append a millisecond must not keep the worker from answering. */
const REST_MS = 25

const nextTurn = (): Promise<void> => new Promise((resolve) => setImmediate(resolve))

export function createStoreFollower(options: FollowerOptions): StoreFollower {
  const { reader, index } = options
  let current: FollowerState = {
    state: 'ready',
    error: undefined,
    problems: [],
    hasScanned: false,
    isCancelled: false,
    progress: undefined,
  }
  let hints = new Set<string>()
  let hintCount = 0
  let waiting: (() => void)[] = []
  let timer: NodeJS.Timeout | undefined
  let timerAt = Infinity
  let controller: AbortController | undefined
  let isDisposed = false
  let isLooking = false
  let wantsScan = true
  let failureCount = 0
  const clock = { passEnd: 0, passMs: 0, scanEnd: 0, scanMs: 0, change: -Infinity, pollDue: 0 }

  const set = (patch: Partial<FollowerState>): void => {
    current = { ...current, ...patch }
    options.onState()
  }

  const report = (keys: readonly RunKey[]): void => {
    if (keys.length === 0) return
    clock.change = performance.now()
    options.onRuns(keys)
  }

  const take = (batch: ScanBatch): void => {
    if (batch.experiments && index.setExperiments(reader.id, batch.experiments)) options.onState()
    report(index.upsert(reader.id, batch.runs, { marksChange: current.hasScanned }))
    if (!current.hasScanned) set({ progress: { done: batch.done, total: batch.total } })
  }

  const finish = (end: ScanEnd, isScan: boolean): void => {
    const isChanged = index.setExperiments(reader.id, end.experiments)
    const isFewer = index.keepExperiments(reader.id, end.experiments)
    report(index.remove(index.keysBeyond(reader.id, end.runIds)))
    const hasScanned = current.hasScanned || isScan
    const isNews = isChanged || isFewer || hasScanned !== current.hasScanned || current.state !== 'ready'
    if (isNews || JSON.stringify(end.problems) !== JSON.stringify(current.problems))
      set({ state: 'ready', error: undefined, problems: end.problems, hasScanned, progress: undefined })
  }

  const read = async (
    batches: ReturnType<StoreReader['scan']>,
    isScan: boolean,
    signal: AbortSignal,
  ): Promise<void> => {
    let step = await batches.next()
    while (!step.done && !signal.aborted) {
      take(step.value)
      await nextTurn()
      step = await batches.next()
    }
    if (signal.aborted) return void (await batches.return(undefined))
    // A store that vanished meanwhile looks empty; its rows stay.
    if (!existsSync(reader.path)) throw missing(reader.path)
    if (step.value) finish(step.value as ScanEnd, isScan)
  }

  /** A scan sees everything; else what the hints name, and, when it is time, what changes without any hint. */
  const readWanted = async (isScan: boolean, paths: readonly string[], signal: AbortSignal): Promise<void> => {
    if (isScan) return read(reader.scan(signal), true, signal)
    const isPollDue = paths.length === 0 || performance.now() >= clock.pollDue
    if (paths.length > 0) await read(reader.refresh(paths, signal), false, signal)
    if (!isPollDue || signal.aborted) return
    clock.pollDue = Infinity
    await read(reader.refresh(undefined, signal), false, signal)
  }

  const recover = (cause: unknown): void => {
    failureCount++
    wantsScan = true
    const error = errorOf(cause)
    if (error) return set({ state: existsSync(reader.path) ? 'failed' : 'missing', error, progress: undefined })
    const incident = options.logIncident(cause, `store ${reader.id}`)
    set({ state: 'failed', error: { code: 'internal', incident }, progress: undefined })
  }

  const look = async (): Promise<void> => {
    const answered = waiting
    waiting = []
    const isScan = wantsScan && !current.isCancelled
    const seen = hints
    hints = new Set()
    hintCount = 0
    wantsScan = false
    controller = new AbortController()
    const began = performance.now()
    isLooking = true
    try {
      if (!existsSync(reader.path)) throw missing(reader.path)
      await readWanted(isScan, [...seen], controller.signal)
      failureCount = 0
    } catch (cause) {
      if (!isDisposed) recover(cause)
    }
    isLooking = false
    clock.passEnd = performance.now()
    const tookMs = clock.passEnd - began
    if (isScan) Object.assign(clock, { scanEnd: clock.passEnd, scanMs: tookMs, pollDue: Infinity })
    else clock.passMs = tookMs
    answered.forEach((resolve) => resolve())
  }

  const pass = async (): Promise<void> => {
    if (isDisposed || (current.isCancelled && waiting.length === 0)) return
    await look()
    if (isDisposed) return
    options.onPass()
    scheduleNext()
  }

  const trigger = coalesce(pass, (cause) => void options.logIncident(cause, `store ${reader.id}`))

  const schedule = (delayMs: number): void => {
    const at = performance.now() + delayMs
    if (isDisposed || at >= timerAt) return
    clearTimeout(timer)
    timerAt = at
    timer = setTimeout(() => {
      timerAt = Infinity
      void trigger()
    }, delayMs)
  }

  const scheduleNext = (): void => {
    const now = performance.now()
    const sinceChangeMs = now - clock.change
    const sinceScanMs = now - clock.scanEnd
    if (isScanDue({ sinceScanMs, lastScanMs: clock.scanMs, sinceChangeMs, hintCount })) wantsScan = true
    const facts = { sinceChangeMs, hasRunning: options.hasRunning(), lastPassMs: clock.passMs, failureCount }
    const delayMs = nextPassDelay({ ...facts, state: current.state })
    clock.pollDue = Math.min(clock.pollDue, now + delayMs)
    schedule(hintCount > 0 ? REST_MS : Math.max(0, clock.pollDue - now))
  }

  const addHint = (path: string): void => {
    hintCount++
    // After a burst everything is looked at anyway.
    if (hintCount > BURST) {
      hints.clear()
      wantsScan = true
    } else hints.add(path)
  }

  return {
    get current() {
      return current
    },
    start: () => void trigger(),
    hint: (path) => {
      addHint(path)
      // During a look, its end will see the hint. While the store is failing, its own pace holds: a damaged database that is
      // written to must not be tried at each write.
      if (!isLooking && current.state === 'ready') schedule(Math.max(0, clock.passEnd + REST_MS - performance.now()))
    },
    lookNow: (what) => {
      if (what === 'everything') wantsScan = true
      else what.forEach(addHint)
      return new Promise((resolve) => {
        if (isDisposed) return resolve()
        waiting.push(resolve)
        void trigger()
      })
    },
    cancel: () => {
      if (current.hasScanned) return
      controller?.abort()
      set({ isCancelled: true, progress: current.progress })
    },
    resume: () => {
      if (!current.isCancelled) return
      wantsScan = true
      set({ isCancelled: false })
      void trigger()
    },
    dispose: () => {
      isDisposed = true
      controller?.abort()
      clearTimeout(timer)
      waiting.forEach((resolve) => resolve())
      reader.dispose()
    },
  }
}

const missing = (path: string): Failure => new Failure({ code: 'io', errno: 'ENOENT', path })

/** What a person can act on; undefined for a defect. */
function errorOf(cause: unknown): AppError | undefined {
  if (cause instanceof Failure) return cause.error
  const { code, path } = cause as NodeJS.ErrnoException
  return typeof code === 'string' && /^E[A-Z]+$/.test(code) && path !== undefined
    ? { code: 'io', errno: code, path }
    : undefined
}
