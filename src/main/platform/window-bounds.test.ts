import { expect, it } from 'vitest'
import { fitBounds } from './window-bounds'

const screen = { x: 0, y: 25, width: 1600, height: 975 }

it('opens where it was', () => {
  const bounds = { x: 300, y: 100, width: 900, height: 600 }
  expect(fitBounds(bounds, [screen])).toEqual(bounds)
})

it.each([
  ['a display that is gone', { x: 1700, y: 100, width: 900, height: 600 }],
  ['below the screen', { x: 0, y: 990, width: 900, height: 600 }],
  ['its title bar above the screen', { x: 0, y: -200, width: 900, height: 600 }],
  ['nothing remembered', undefined],
])('opens at its own size after: %s', (_name, bounds) => {
  expect(fitBounds(bounds, [screen])).toEqual({ width: 1280, height: 800 })
})
