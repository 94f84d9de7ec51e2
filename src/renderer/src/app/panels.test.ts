import { expect, test } from 'vitest'
import { collectShown } from './panels'

const all = { inspector: true, sidebar: true, charts: true }

test('shows all panels at the design size', () => {
  expect(collectShown(1280, all, undefined)).toEqual(all)
})

test('lets the inspector, then the sidebar, then the charts give way', () => {
  expect(collectShown(900, all, undefined)).toEqual({ inspector: false, sidebar: true, charts: true })
  expect(collectShown(800, all, undefined)).toEqual({ inspector: false, sidebar: false, charts: true })
  expect(collectShown(600, all, undefined)).toEqual({ inspector: false, sidebar: false, charts: false })
})

test('keeps the panel that was opened last', () => {
  expect(collectShown(900, all, 'inspector')).toEqual({ inspector: true, sidebar: false, charts: false })
})

test('opens nothing that is closed', () => {
  expect(collectShown(3000, { ...all, charts: false }, undefined).charts).toBe(false)
})
