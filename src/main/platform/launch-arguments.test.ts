import { resolve } from 'node:path'
import { pathToFileURL } from 'node:url'
import { describe, expect, it } from 'vitest'
import { parseLaunch } from './launch-arguments'

const cwd = resolve('/home/ada')
const parse = (argv: readonly string[], isFromSource = false) =>
  parseLaunch({ argv: ['runbench', ...argv], cwd, isFromSource })

describe('parseLaunch', () => {
  it('resolves paths against the folder of the launch', () => {
    expect(parse(['runs', '../bob', resolve('/data')]).paths).toEqual([
      resolve(cwd, 'runs'),
      resolve(cwd, '../bob'),
      resolve('/data'),
    ])
  })

  it('passes over the switches of Chromium and Playwright', () => {
    expect(parse(['--allow-file-access-from-files', '-r', 'loader.js', '--no-sandbox', 'runs']).paths).toEqual([
      resolve(cwd, 'runs'),
    ])
  })

  it('drops the app folder of a start from source', () => {
    expect(parse(['.', 'runs'], true).paths).toEqual([resolve(cwd, 'runs')])
    expect(parse(['--inspect=0', '.'], true).paths).toEqual([])
  })

  it('takes the file addresses that a file manager gives', () => {
    const path = resolve('/data/my runs é')
    expect(parse([pathToFileURL(path).href]).paths).toEqual([path])
    expect(parse(['file://%zz']).paths).toEqual(['file://%zz'])
  })

  it('knows its own switches', () => {
    expect(parse(['--open-sample', '--report-to=/tmp/report.json'])).toEqual({
      paths: [],
      isSampleWanted: true,
      reportTo: '/tmp/report.json',
    })
  })
})
