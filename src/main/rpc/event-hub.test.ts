import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { z } from 'zod'
import { event } from '../../shared/ipc/define'
import { createEventHub } from './event-hub'

const contract = {
  'index.progress': event(z.number(), 'latest'),
  'runs.changed': event(z.string(), 'append'),
} as const

describe('event hub', () => {
  beforeEach(() => void vi.useFakeTimers())
  afterEach(() => void vi.useRealTimers())

  it('sends one batch a frame: the newest of latest, all of append in order', () => {
    const hub = createEventHub(contract)
    const receive = vi.fn()
    hub.connect(receive)
    hub.publish('index.progress', 1)
    hub.publish('runs.changed', 'a')
    hub.publish('index.progress', 2)
    hub.publish('runs.changed', 'b')
    expect(receive).not.toHaveBeenCalled()
    vi.advanceTimersByTime(16)
    expect(receive.mock.calls).toEqual([
      [
        [
          ['runs.changed', 'a'],
          ['index.progress', 2],
          ['runs.changed', 'b'],
        ],
      ],
    ])
  })

  it('sends nothing to a receiver that has gone, and nothing after it was disposed', () => {
    const hub = createEventHub(contract)
    const receive = vi.fn()
    hub.connect(receive)()
    hub.publish('runs.changed', 'a')
    hub.dispose()
    vi.advanceTimersByTime(100)
    expect(receive).not.toHaveBeenCalled()
  })
})
