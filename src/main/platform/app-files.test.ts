import { join, resolve } from 'node:path'
import { describe, expect, it } from 'vitest'
import { fileOf } from './app-files'

const folder = resolve('/opt/runbench/renderer')

describe('fileOf', () => {
  it('names the files of the page', () => {
    expect(fileOf('app://runbench/index.html', folder)).toBe(join(folder, 'index.html'))
    expect(fileOf('app://runbench/assets/a%20b.js?v=1#x', folder)).toBe(join(folder, 'assets', 'a b.js'))
  })

  it.each([
    'app://runbench/',
    'app://runbench/../../../etc/passwd',
    'app://runbench/..%2f..%2fsecret.json',
    'app://runbench/a%00.html',
    'app://runbench/%zz.html',
    'app://runbench/main.cjs.map',
    'app://other/index.html',
    'file:///etc/passwd',
    'index.html',
  ])('%s is no file', (address) => {
    expect(fileOf(address, folder)).toBeUndefined()
  })
})
