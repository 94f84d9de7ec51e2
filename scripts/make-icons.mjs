// Draws the icons of every size from resources/icons/icon.svg. Run by Electron, not by Node, after a change of the drawing:
//   electron --no-sandbox scripts/make-icons.mjs
// @ts-check
import { app, BrowserWindow } from 'electron'
import { readFileSync, writeFileSync } from 'node:fs'
import { join, resolve } from 'node:path'

const SIZES = [16, 32, 48, 64, 128, 256, 512, 1024]
const folder = resolve(import.meta.dirname, '../resources/icons')

async function draw() {
  const svg = `data:image/svg+xml;base64,${readFileSync(join(folder, 'icon.svg')).toString('base64')}`
  const window = new BrowserWindow({ show: false })
  await window.loadURL('data:text/html,<title>icons</title>')
  for (const size of SIZES) {
    /** @type {string} */
    const png = await window.webContents.executeJavaScript(`new Promise((done, fail) => {
    const image = new Image()
    image.onerror = () => fail(new Error('the drawing is damaged'))
    image.onload = () => {
      const canvas = Object.assign(document.createElement('canvas'), { width: ${size}, height: ${size} })
      const pen = canvas.getContext('2d')
      pen.imageSmoothingQuality = 'high'
      pen.drawImage(image, 0, 0, ${size}, ${size})
      done(canvas.toDataURL('image/png').split(',')[1])
    }
    image.src = ${JSON.stringify(svg)}
  })`)
    const bytes = Buffer.from(png, 'base64')
    writeFileSync(join(folder, `${size}x${size}.png`), bytes)
    if (size === 512) writeFileSync(join(folder, 'icon.png'), bytes)
  }
  app.quit()
}

// Not awaited here: Electron is not ready before this module has run.
void app.whenReady().then(draw)
