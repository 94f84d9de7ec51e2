import { describe, expect, it } from 'vitest'
import { createPageAddress } from './page-address'

const page = createPageAddress('app://runbench/index.html')

describe('the address of the page', () => {
  it.each(['app://runbench/index.html', 'app://runbench/assets/a.js', 'app://runbench/#x'])(
    '%s is its own',
    (address) => {
      expect(page.isOwn(address)).toBe(true)
      expect(page.isLoadable(address)).toBe(true)
    },
  )

  it.each([
    'app://runbench.evil.com/index.html',
    'app://evil/index.html',
    'app://runbench:81/index.html',
    'apps://runbench/index.html',
    'http://runbench/index.html',
    'https://example.com/app://runbench/',
    'file:///etc/passwd',
    'javascript:alert(1)',
    'ws://runbench/',
    'about:blank',
    'not an address',
    '',
  ])('%s is not', (address) => {
    expect(page.isOwn(address)).toBe(false)
    expect(page.isLoadable(address)).toBe(false)
  })

  it('may load what the page made itself, but not be it', () => {
    for (const address of ['blob:app://runbench/1', 'data:text/plain,x']) {
      expect(page.isLoadable(address)).toBe(true)
      expect(page.isOwn(address)).toBe(false)
    }
  })

  it('lets a development page speak to its server only', () => {
    const dev = createPageAddress('http://localhost:5173/')
    expect(dev.isOwn('http://localhost:5173/src/main.tsx')).toBe(true)
    expect(dev.isLoadable('ws://localhost:5173/')).toBe(true)
    expect(dev.isLoadable('http://localhost:5174/')).toBe(false)
    expect(dev.isLoadable('https://localhost:5173/')).toBe(false)
  })
})
