import { expect, test } from 'vitest'
import {
  cutText,
  formatBytes,
  formatDuration,
  formatNumber,
  formatRelativeTime,
  formatShortcut,
  formatWhole,
} from './format'

test('text of any length is cut to what can be read', () => {
  expect(cutText('short')).toBe('short')
  expect(cutText('x'.repeat(1_000_000))).toBe(`${'x'.repeat(300)}…`)
  expect(cutText('abcdef', 3)).toBe('abc…')
})

test.each([
  [0.698712345, '0.69871'],
  [12, '12'],
  [123456, '123456'],
  [1234.5678, '1234.6'],
  [0.00001234567, '1.2346e-5'],
  [0.00002, '2e-5'],
  [1e300, '1e300'],
  [123456789.5, '1.2346e8'],
  [-0.5, '-0.5'],
  [0, '0'],
  [NaN, 'NaN'],
  [Infinity, '∞'],
  [-Infinity, '-∞'],
])('shows %s in a table as %s', (value, text) => {
  expect(formatNumber(value)).toBe(text)
})

test('shows every digit where there is room', () => {
  expect(formatWhole(Number('0.12345678901234567'))).toBe('0.12345678901234566')
  expect(formatWhole(NaN)).toBe('NaN')
})

test.each([
  [8_400, '0:08'],
  [132_000, '2:12'],
  [3_723_000, '1:02:03'],
  [3 * 86_400_000 + 4 * 3_600_000, '3 d 04:00'],
  [-1, ''],
  [NaN, ''],
])('shows %s ms as %s', (ms, text) => {
  expect(formatDuration(ms)).toBe(text)
})

test('shows times near now relatively and far ones as dates, in the language', () => {
  const now = Date.UTC(2026, 5, 15, 12)
  expect(formatRelativeTime(now - 120_000, now, 'en')).toBe('2 min. ago')
  expect(formatRelativeTime(now - 120_000, now, 'zh-CN')).toContain('分钟前')
  expect(formatRelativeTime(now - 400 * 86_400_000, now, 'en')).toContain('2025')
  expect(formatRelativeTime(8.7e15, now, 'en')).toBe('8700000000000000')
})

test('shows sizes and keys as people write them', () => {
  expect(formatBytes(612, 'en')).toBe('612 B')
  expect(formatBytes(1_234_000, 'en')).toBe('1.2 MB')
  expect(formatShortcut('CmdOrCtrl+Shift+C', false)).toBe('Ctrl Shift C')
  expect(formatShortcut('CmdOrCtrl+Shift+C', true)).toBe('⌘⇧C')
})
