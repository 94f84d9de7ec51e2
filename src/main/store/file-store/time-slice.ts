import { setImmediate } from 'node:timers/promises'

/** Half a frame: the worker answers questions in between. */
const SLICE_MS = 8

/** Tells when a slice of work is used up, and hands the thread to whoever waits. */
export interface TimeSlice {
  isOver(): boolean
  rest(): Promise<void>
}

export function createTimeSlice(): TimeSlice {
  let started = performance.now()
  return {
    isOver: () => performance.now() - started >= SLICE_MS,
    rest: async () => {
      await setImmediate()
      started = performance.now()
    },
  }
}
