import { describe, expect, it, vi } from 'vitest'
import { coalesce } from './coalesce'

describe('coalesce', () => {
  it('runs once more after calls that came during a run, whatever their number', async () => {
    const gates: (() => void)[] = []
    const job = vi.fn(() => new Promise<void>((resolve) => gates.push(resolve)))
    const trigger = coalesce(job, vi.fn())
    const first = trigger()
    void trigger()
    void trigger()
    expect(job).toHaveBeenCalledTimes(1)
    gates[0]?.()
    await vi.waitFor(() => expect(job).toHaveBeenCalledTimes(2))
    gates[1]?.()
    await first
    expect(job).toHaveBeenCalledTimes(2)
  })

  it('goes on after a failed run', async () => {
    const onError = vi.fn()
    const job = vi.fn().mockRejectedValueOnce(new Error('gone')).mockResolvedValue(undefined)
    const trigger = coalesce(job, onError)
    await trigger()
    await trigger()
    expect(onError).toHaveBeenCalledOnce()
    expect(job).toHaveBeenCalledTimes(2)
  })
})
