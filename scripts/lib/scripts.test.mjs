// The decisions of the scripts, without doing what they decide.
// @ts-check
import { mkdtemp, readdir, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import { standIn } from './electron.mjs'
import { differs } from './packages.mjs'
import { countPlaywright, countVitest, sum } from './results.mjs'
import { checkIntegrity, destinationOf } from './stand-in.mjs'
import { debianPackages, missingIn } from './system.mjs'

it('tells installed packages from those of the lock', () => {
  const lock = {
    '': {},
    'node_modules/a': { version: '1.0.0', integrity: 'x' },
    'node_modules/b': { version: '2.0.0', optional: true },
  }
  const withoutOptional = { '': {}, 'node_modules/a': lock['node_modules/a'] }
  expect(differs(lock, lock)).toBe(false)
  expect(differs(lock, withoutOptional)).toBe(false)
  expect(differs(lock, {})).toBe(true)
  expect(differs(lock, { ...lock, 'node_modules/a': { version: '1.0.1', integrity: 'x' } })).toBe(true)
  expect(differs(lock, { ...lock, 'node_modules/a': { version: '1.0.0', integrity: 'y' } })).toBe(true)
  expect(differs(lock, { ...lock, 'node_modules/gone': { version: '1.0.0' } })).toBe(true)
})

it('names the Debian packages of the libraries that ldd does not find', () => {
  const output = `
    linux-vdso.so.1 (0x0)
    libffmpeg.so => not found
    libnss3.so => not found
    libnssutil3.so => not found
    libgtk-3.so.0 => not found
    libnew.so.9 => not found
    libc.so.6 => /lib/libc.so.6 (0x0)`
  expect(debianPackages(missingIn(output))).toEqual(['libnss3', 'libgtk-3-0', 'libnew.so.9'])
  expect(missingIn('libc.so.6 => /lib/libc.so.6')).toEqual([])
})

it('counts what the runners report, and a file that could not be loaded as one failure', () => {
  const vitest = {
    numPassedTests: 3,
    numFailedTests: 1,
    testResults: [
      { status: 'failed', assertionResults: [] },
      { status: 'failed', assertionResults: [{}] },
      { status: 'passed', assertionResults: [{}] },
    ],
  }
  const playwright = { stats: { expected: 5, unexpected: 1, flaky: 1 }, errors: [{}] }
  expect(countVitest(vitest)).toEqual({ passed: 3, failed: 2 })
  expect(countPlaywright(playwright)).toEqual({ passed: 5, failed: 2 })
  expect(countPlaywright({ stats: { expected: 0, unexpected: 0, flaky: 0 }, errors: [{}] })).toEqual({
    passed: 0,
    failed: 1,
  })
  expect(sum([countVitest(vitest), countPlaywright(playwright)])).toEqual({ passed: 8, failed: 4 })
})

it('unpacks the wanted part of the stand-in, and nothing outside its folder', () => {
  const folder = join(tmpdir(), 'electron')
  expect(destinationOf('Cypress/locales/en.pak', folder, standIn)).toBe(join(folder, 'locales', 'en.pak'))
  for (const entry of [
    'Other/x',
    'Cypress/locales/',
    'Cypress/resources/app.asar',
    'Cypress/browser_v8_context_snapshot.bin',
  ])
    expect(destinationOf(entry, folder, standIn)).toBeUndefined()
  expect(() => destinationOf('Cypress/../../x', folder, standIn)).toThrow('outside its folder')
})

it('refuses a download that is not what was pinned', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'runbench-'))
  try {
    const file = join(folder, 'package.tgz')
    await writeFile(file, 'something else')
    await expect(checkIntegrity(file, standIn.integrity, 'the package')).rejects.toThrow('is not what was pinned')
    expect(await readdir(folder)).toEqual(['package.tgz'])
  } finally {
    await rm(folder, { recursive: true })
  }
})
