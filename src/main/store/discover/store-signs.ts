// How a store is told from a folder or file that only looks like one.
import { closeSync, readdirSync, readSync } from 'node:fs'
import { basename, extname } from 'node:path'
import { isExperimentFolder, META, TRASH } from '../file-store/layout'
import { openRegular, readText } from '../file-store/read-file'

const SQLITE_HEADER = 'SQLite format 3\0'
const DATABASE_EXTENSIONS = new Set(['.db', '.sqlite', '.sqlite3'])
/** An experiment is found among the first few folders or not at all. */
const MAX_LOOKS = 200

export const isDatabaseName = (name: string): boolean => DATABASE_EXTENSIONS.has(extname(name).toLowerCase())

/** MLflow's own name for its database: one that is damaged or locked is a store to complain about, not nothing. */
export const isMlflowDatabaseName = (path: string): boolean => /^mlflow\.(?:db|sqlite3?)$/i.test(basename(path))

/**
 * Whether a file begins as SQLite's do. Never call it for a database that this process has open: closing any descriptor of it
 * drops SQLite's locks.
 */
export function hasSqliteHeader(path: string): boolean {
  const bytes = Buffer.alloc(SQLITE_HEADER.length)
  try {
    const fd = openRegular(path)
    try {
      return readSync(fd, bytes, 0, bytes.length, 0) === bytes.length && bytes.toString('latin1') === SQLITE_HEADER
    } finally {
      closeSync(fd)
    }
  } catch {
    return false
  }
}

/**
 * A folder with experiments in it, in use or in the trash; or an empty one as MLflow leaves it. An `mlruns` that holds
 * a database's artifacts has no meta.yaml and is none, nor is a folder of runs, of logged models or of conda recipes.
 */
export function isFileStore(folder: string): boolean {
  const names = listFolders(folder)
  if (names.includes(TRASH) && (basename(folder) === 'mlruns' || hasExperiment(`${folder}/${TRASH}`))) return true
  return hasExperiment(folder, names)
}

const hasExperiment = (folder: string, names = listFolders(folder)): boolean =>
  names
    .filter(isExperimentFolder)
    .slice(0, MAX_LOOKS)
    .some((name) => isExperimentMeta(`${folder}/${name}/${META}`))

function isExperimentMeta(path: string): boolean {
  try {
    const { text } = readText(path)
    return /^(?:experiment_id|artifact_location):/m.test(text) && !/^(?:run_id|run_uuid|model_id):/m.test(text)
  } catch {
    return false
  }
}

function listFolders(path: string): string[] {
  try {
    return readdirSync(path, { withFileTypes: true }).flatMap((entry) => (entry.isDirectory() ? [entry.name] : []))
  } catch {
    return []
  }
}
