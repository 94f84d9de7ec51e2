// Files that are whole on disk or not there at all: written beside, synced, renamed.
import { chmodSync, closeSync, fsyncSync, mkdirSync, openSync, renameSync, rmSync, statSync, writeSync } from 'node:fs'
import { dirname } from 'node:path'
import { newRunId } from './new-run-id'

export function writeSynced(path: string, text: string): void {
  const fd = openSync(path, 'wx')
  try {
    const bytes = Buffer.from(text, 'utf8')
    for (let at = 0; at < bytes.length;) at += writeSync(fd, bytes, at)
    fsyncSync(fd)
  } finally {
    closeSync(fd)
  }
}

/** Makes a rename or a new name durable. Windows cannot open folders, and needs not. */
export function syncFolder(path: string): void {
  if (process.platform === 'win32') return
  const fd = openSync(path, 'r')
  try {
    fsyncSync(fd)
  } finally {
    closeSync(fd)
  }
}

/**
 * Replaces `path`, keeping its mode. The temporary file lies in `tempFolder`, on the same file system: MLflow takes every file
 * in `params`, `tags` and `metrics` for a key.
 */
export function replaceFile(path: string, text: string, tempFolder: string): void {
  const temp = `${tempFolder}/.runbench-${newRunId()}.tmp`
  try {
    writeSynced(temp, text)
    const mode = statSync(path, { throwIfNoEntry: false })?.mode
    if (mode !== undefined) chmodSync(temp, mode & 0o7777)
    mkdirSync(dirname(path), { recursive: true })
    renameSync(temp, path)
  } catch (cause) {
    rmSync(temp, { force: true })
    throw cause
  }
  syncFolder(dirname(path))
}
