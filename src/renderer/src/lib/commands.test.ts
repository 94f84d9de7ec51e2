import { expect, test, vi } from 'vitest'
import { commandOfKey, createCommands } from './commands'

const press = { key: 'k', ctrlKey: true, metaKey: false, shiftKey: false, altKey: false }

test('finds a command by its key, with the modifier of the system', () => {
  expect(commandOfKey(press, false)).toBe('palette.open')
  expect(commandOfKey(press, true)).toBeUndefined()
  expect(commandOfKey({ ...press, ctrlKey: false, metaKey: true }, true)).toBe('palette.open')
})

test('tells apart keys that differ by Shift', () => {
  expect(commandOfKey({ ...press, key: 'd' }, false)).toBe('runs.compare')
  expect(commandOfKey({ ...press, key: 'D', shiftKey: true }, false)).toBe('runs.scatter')
})

test('runs the newest handler, and the older one again when that is gone', () => {
  const { actions, store } = createCommands()
  const [first, second] = [vi.fn(), vi.fn()]
  actions.register('palette.open', { run: first, isEnabled: true })
  const leave = actions.register('palette.open', { run: second, isEnabled: true })
  expect(actions.run('palette.open')).toBe(true)
  leave()
  actions.run('palette.open')
  expect([first.mock.calls.length, second.mock.calls.length]).toEqual([1, 1])
  expect(store.getState().recent).toEqual(['palette.open'])
})

test('does nothing for a command that is not possible now', () => {
  const { actions } = createCommands()
  actions.register('runs.compare', { run: () => expect.unreachable(), isEnabled: false })
  expect(actions.run('runs.compare')).toBe(false)
})
