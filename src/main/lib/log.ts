// The log: one file in the app's log folder, rotated by electron-log. The rest of main knows only `Log`.
import electronLog from 'electron-log/node'
import { randomBytes } from 'node:crypto'
import { join } from 'node:path'

export interface Log {
  info(text: string): void
  warn(text: string, cause?: unknown): void
  /** Logs a defect; returns the id under which a person finds it. */
  incident(cause: unknown, where: string): string
}

export function createFileLog(folder: string): Log {
  const log = electronLog.create({ logId: 'runbench' })
  log.transports.file.resolvePathFn = () => join(folder, 'runbench.log')
  log.transports.file.level = 'info'
  log.transports.console.level = 'warn'
  return {
    info: (text) => log.info(text),
    warn: (text, cause) => (cause === undefined ? log.warn(text) : log.warn(text, cause)),
    incident: (cause, where) => {
      const id = randomBytes(4).toString('hex')
      log.error(`incident ${id} in ${where}:`, cause)
      return id
    },
  }
}
