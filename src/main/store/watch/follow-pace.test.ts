import { describe, expect, it } from 'vitest'
import { BURST, isScanDue, nextPassDelay } from './follow-pace'

const calm = { sinceChangeMs: Infinity, hasRunning: false, lastPassMs: 1, state: 'ready', failureCount: 0 } as const

describe('nextPassDelay', () => {
  it('looks often after a change, less often while something runs, seldom else', () => {
    const delays = [{ ...calm, sinceChangeMs: 10 }, { ...calm, hasRunning: true }, calm].map(nextPassDelay)
    expect(delays).toEqual([...delays].sort((a, b) => a - b))
    expect(new Set(delays).size).toBe(3)
  })

  it('leaves a store that is slow to look at more rest, but never more than some seconds', () => {
    expect(nextPassDelay({ ...calm, lastPassMs: 300 })).toBe(3_000)
    expect(nextPassDelay({ ...calm, lastPassMs: 60_000 })).toBe(4_000)
  })

  it('tries a failing store less and less often, but goes on trying', () => {
    const delayAfter = (failureCount: number): number => nextPassDelay({ ...calm, state: 'failed', failureCount })
    expect(delayAfter(2)).toBeGreaterThan(delayAfter(1))
    expect(delayAfter(1_000)).toBe(10_000)
  })
})

describe('isScanDue', () => {
  const fresh = { sinceScanMs: 0, lastScanMs: 10, sinceChangeMs: 0, hintCount: 0 }

  it('scans after a burst of events, since the system drops events', () => {
    expect(isScanDue({ ...fresh, hintCount: BURST })).toBe(false)
    expect(isScanDue({ ...fresh, hintCount: BURST + 1 })).toBe(true)
  })

  it('scans now and then when calm, and leaves live runs alone for longer', () => {
    const later = { ...fresh, sinceScanMs: 31_000 }
    expect(isScanDue({ ...later, sinceChangeMs: 60_000 })).toBe(true)
    expect(isScanDue(later)).toBe(false)
    expect(isScanDue({ ...later, sinceChangeMs: 60_000, lastScanMs: 5_000 })).toBe(false)
  })
})
