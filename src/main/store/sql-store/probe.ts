import { createDatabaseAccess } from './connection'
import { findCapabilities } from './schema'

/** Whether `path` is a database that MLflow made. False for anything else, whatever is wrong with it; leaves nothing behind. */
export function isMlflowDatabase(path: string): boolean {
  const access = createDatabaseAccess(path)
  try {
    return access.read((db) => findCapabilities(db) !== undefined)
  } catch {
    return false
  } finally {
    access.dispose()
  }
}
