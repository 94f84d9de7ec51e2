// What `start`, `test` and `dev` have in common: everything that must be there before the app can run.
// @ts-check
import { electronEnv, ensureElectron } from './electron.mjs'
import { ensurePackages } from './packages.mjs'
import { ensureSystem } from './system.mjs'
import { step } from './step.mjs'

/** Packages, Electron, system libraries; returns the variables for the tools. */
export async function setUp() {
  await step('Packages', ensurePackages)
  const electron = await step('Electron', ensureElectron)
  await step('System', () => ensureSystem(electron.executable))
  return { electron, env: electronEnv(electron) }
}
