import { describe, expect, it } from 'vitest'
import { actionOfKey } from './chart-keys'

const shown = { x: [0, 1, 2, 3, 4], range: [1, 3], index: undefined } as const

describe('keys on a chart', () => {
  it.each([
    ['ArrowRight', undefined, 1],
    ['ArrowLeft', undefined, 3],
    ['ArrowRight', 2, 3],
    ['ArrowRight', 3, 3],
    ['Home', 3, 1],
    ['End', 1, 3],
  ])('%s with the cursor at %s puts it at %d', (key, index, expected) => {
    expect(actionOfKey(key, false, { ...shown, index })).toEqual({ kind: 'cursor', index: expected })
  })

  it('pans with Shift, zooms around the cursor, resets and leaves', () => {
    expect(actionOfKey('ArrowRight', true, shown)).toEqual({ kind: 'range', range: [1.4, 3.4] })
    expect(actionOfKey('+', false, { ...shown, index: 1 })).toEqual({ kind: 'range', range: [1, 2.4] })
    expect(actionOfKey('0', false, shown)).toEqual({ kind: 'range', range: undefined })
    expect(actionOfKey('Escape', false, shown)).toEqual({ kind: 'leave' })
  })

  it('leaves other keys and empty charts alone', () => {
    expect(actionOfKey('a', false, shown)).toBeUndefined()
    expect(actionOfKey('ArrowRight', false, { ...shown, x: [] })).toBeUndefined()
  })
})
