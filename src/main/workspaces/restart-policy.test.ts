import { describe, expect, it } from 'vitest'
import { decideRestart } from './restart-policy'

describe('decideRestart', () => {
  it('waits longer each time and gives up after five losses within a minute', () => {
    let losses: readonly number[] = []
    const delays = [0, 1, 2, 3, 4, 5].map((second) => {
      const decision = decideRestart(losses, second * 1_000)
      losses = decision.losses
      return decision.delayMs
    })
    expect(delays).toEqual([200, 500, 1_000, 2_000, 4_000, undefined])
  })

  it('forgets losses that are more than a minute old', () => {
    expect(decideRestart([0, 1, 2, 3, 4], 61_000)).toEqual({ delayMs: 200, losses: [61_000] })
  })
})
