// electron-builder's hook: takes out the default app that came with the Electron that was given; a packed app has its own.
// @ts-check
import { rmSync } from 'node:fs'
import { join } from 'node:path'

export default function afterPack(/** @type {import('electron-builder').AfterPackContext} */ { appOutDir, packager }) {
  rmSync(join(packager.getResourcesDir(appOutDir), 'default_app.asar'), { force: true })
}
