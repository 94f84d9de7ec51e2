#!/usr/bin/env node
// Makes a .deb with dpkg-deb from the arguments that electron-builder gives fpm (CUSTOM_FPM_PATH), which Debian does not have.
// @ts-check
import { execFileSync } from 'node:child_process'
import { chmodSync, cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import process from 'node:process'

const FLAGS = new Set(['--force', '--debug'])
const SCRIPTS = [
  ['--before-install', 'preinst'],
  ['--after-install', 'postinst'],
  ['--before-remove', 'prerm'],
  ['--after-remove', 'postrm'],
]
const COMPRESSIONS = /** @type {Record<string, string>} */ ({ gz: 'gzip', xz: 'xz', zst: 'zstd' })

/** Options by name, each with all its values, and the `source=destination` words. */
function parse(/** @type {readonly string[]} */ argv) {
  /** @type {Map<string, string[]>} */
  const options = new Map()
  /** @type {string[]} */
  const maps = []
  for (let i = 0; i < argv.length; i += 1) {
    const word = argv[i] ?? ''
    if (FLAGS.has(word)) continue
    if (!word.startsWith('-')) maps.push(word)
    else options.set(word, [...(options.get(word) ?? []), argv[(i += 1)] ?? ''])
  }
  return { options, maps }
}

const { options, maps } = parse(process.argv.slice(2))
const one = (/** @type {string} */ name) => options.get(name)?.at(-1)
const all = (/** @type {string} */ name) => (options.get(name) ?? []).join(', ')

/** Copies what the package installs. */
function stageFiles(/** @type {string} */ stage) {
  for (const map of maps) {
    const at = map.lastIndexOf('=')
    const target = join(stage, map.slice(at + 1))
    mkdirSync(dirname(target), { recursive: true })
    cpSync(map.slice(0, at), target, { recursive: true, verbatimSymlinks: true })
  }
  execFileSync('chmod', ['-R', 'u+rwX,go+rX,go-w', stage])
}

function controlFile(/** @type {string} */ stage) {
  const size = execFileSync('du', ['-sk', stage], { encoding: 'utf8' }).split('\t')[0]
  const iteration = one('--iteration')
  const fields = {
    Package: one('--name'),
    Version: iteration ? `${one('--version')}-${iteration}` : one('--version'),
    License: one('--license'),
    Vendor: one('--vendor'),
    Architecture: one('--architecture'),
    Maintainer: one('--maintainer'),
    'Installed-Size': size,
    Depends: all('-d'),
    Recommends: all('--deb-recommends'),
    Section: one('--category') ?? 'science',
    Priority: one('--deb-priority') ?? 'optional',
    Homepage: one('--url'),
    // The following lines of a description start with a space.
    Description: (one('--description') || one('--name') || '').trim().replace(/\n\s*/g, '\n '),
  }
  const lines = Object.entries(fields).filter(([, value]) => value)
  return lines.map(([name, value]) => `${name}: ${value}\n`).join('')
}

if (one('-t') !== 'deb') throw new Error(`Only .deb packages can be made without fpm, not ${one('-t')}.`)
const stage = mkdtempSync(join(tmpdir(), 'runbench-deb-'))
try {
  chmodSync(stage, 0o755)
  stageFiles(stage)
  const control = controlFile(stage)
  mkdirSync(join(stage, 'DEBIAN'))
  writeFileSync(join(stage, 'DEBIAN/control'), control)
  for (const [option = '', name = ''] of SCRIPTS) {
    const source = one(option)
    if (source) writeFileSync(join(stage, 'DEBIAN', name), readFileSync(source), { mode: 0o755 })
  }
  const compression = COMPRESSIONS[one('--deb-compression') ?? 'xz'] ?? 'xz'
  const level = process.env.RUNBENCH_DEB_LEVEL ? [`-z${process.env.RUNBENCH_DEB_LEVEL}`] : []
  const target = one('--package') ?? one('-p') ?? '.'
  execFileSync('dpkg-deb', ['--root-owner-group', `-Z${compression}`, ...level, '--build', stage, target], {
    stdio: 'inherit',
  })
} finally {
  rmSync(stage, { recursive: true, force: true })
}
