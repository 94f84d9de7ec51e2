// The default app of an Electron that was packaged without one: loads the app folder (or file) that the command line names.
// Top-level await matters: Electron holds `ready` back until this module, and so the app's, has run; without it the app could
// register no scheme as privileged. `-r MODULE` is what Playwright passes.
// @ts-nocheck -- what a default app calls is not part of Electron's public types
import { app } from 'electron'
import console from 'node:console'
import { readFileSync, statSync } from 'node:fs'
import Module, { createRequire } from 'node:module'
import { join, resolve } from 'node:path'
import process from 'node:process'
import { pathToFileURL } from 'node:url'

/** Splits the command line into what to preload and what to load. */
function parse(argv) {
  const preloads = []
  for (let i = 0; i < argv.length; i += 1) {
    const word = argv[i]
    if (word === '--version' || word === '-v') return { preloads, isVersionAsked: true }
    if (word === '-r' || word === '--require') preloads.push(argv[(i += 1)])
    else if (word.startsWith('--require=')) preloads.push(word.slice('--require='.length))
    else if (!word.startsWith('-')) return { preloads, target: resolve(word) }
  }
  return { preloads }
}

/** Gives the app its own name and folders, as a packaged one has them; returns the file to run. */
function adopt(folder) {
  const about = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8'))
  app.setName(about.productName ?? about.name)
  if (about.version) app.setVersion(about.version)
  app.setDesktopName(about.desktopName ?? `${app.name}.desktop`)
  // Electron's own default app leaves a given folder alone too.
  if (!app.commandLine.hasSwitch('user-data-dir')) app.setPath('userData', join(app.getPath('appData'), app.name))
  app.setAppPath(folder)
  return createRequire(join(folder, 'package.json')).resolve(join(folder, about.main ?? 'index.js'))
}

const { preloads, target, isVersionAsked } = parse(process.argv.slice(1))
if (isVersionAsked) {
  console.log(`v${process.versions.electron}`)
  process.exit(0)
}
if (!target) {
  console.error('Name the folder of the app to run: electron FOLDER [ARGUMENTS]')
  process.exit(1)
}
process.defaultApp = true
const entry = statSync(target).isDirectory() ? adopt(target) : target
Module._preloadModules(preloads)
try {
  await import(pathToFileURL(entry).href)
} catch (cause) {
  console.error('The app failed while loading:', cause)
  process.exit(1)
}
