// What a folder that a person opened holds: stores, projects, models. Only looks; never follows links, never goes into stores (what
// lies in artifacts is not to be trusted), and stops at a bound rather than reading a whole disk.
import { readdirSync, statSync, type Dirent } from 'node:fs'
import { join, relative, resolve, sep } from 'node:path'
import type { Problem } from '../../../shared/domain/run'
import type { ProjectRef } from '../../../shared/domain/workspace'
import { Failure } from '../../rpc/router'
import { errnoOf } from '../file-store/read-file'
import { isMlflowDatabase } from '../sql-store/probe'
import { readProjectName } from './project-name'
import { hasSqliteHeader, isDatabaseName, isFileStore, isMlflowDatabaseName } from './store-signs'

export interface DiscoveredStore {
  /** Path relative to the workspace, `.` when that is the store itself. */
  readonly id: string
  readonly kind: 'file' | 'sql'
  /** Absolute. */
  readonly path: string
}

export interface Discovery {
  /** Absolute. */
  readonly path: string
  readonly stores: readonly DiscoveredStore[]
  readonly projects: readonly ProjectRef[]
  /** Folders with an MLmodel, relative to the workspace. */
  readonly modelFolders: readonly string[]
  readonly problems: readonly Problem[]
}

export interface DiscoverOptions {
  /** Databases this process has open: they are stores, and are not read again (closing would drop SQLite's locks). */
  readonly open?: ReadonlySet<string>
  readonly maxEntries?: number
}

const MAX_DEPTH = 4
const MAX_ENTRIES = 50_000
/** Dependencies, and the artifacts of a database or a server. */
const SKIPPED = new Set(['node_modules', '__pycache__', 'site-packages', 'mlartifacts'])
/** What marks a Python environment, whatever its folder is called. */
const ENVIRONMENT_MARKS = new Set(['pyvenv.cfg', 'conda-meta'])

/** Throws `Failure` when there is no such path, it cannot be read, or nothing is found. */
export function discoverWorkspace(path: string, options: DiscoverOptions = {}): Discovery {
  const root = resolve(path)
  const open = options.open ?? new Set<string>()
  if (open.has(root) || isRegularFile(root)) return discoverDatabase(root, open)
  const walk = new Walk(root, open, options.maxEntries ?? MAX_ENTRIES)
  const found = walk.run()
  if (found.stores.length + found.projects.length + found.modelFolders.length === 0)
    throw new Failure({ code: 'nothing-here', path: root })
  return found
}

function isRegularFile(path: string): boolean {
  try {
    const stats = statSync(path)
    if (!stats.isDirectory() && !stats.isFile()) throw new Failure({ code: 'not-a-folder', path })
    return stats.isFile()
  } catch (cause) {
    if (cause instanceof Failure) throw cause
    throw new Failure({ code: 'io', errno: errnoOf(cause), path }, { cause })
  }
}

function discoverDatabase(path: string, open: ReadonlySet<string>): Discovery {
  if (!open.has(path) && !hasSqliteHeader(path)) throw new Failure({ code: 'not-a-folder', path })
  if (!isDatabaseStore(path, open)) throw new Failure({ code: 'database', reason: 'not-mlflow', path, detail: '' })
  return { path, stores: [{ id: '.', kind: 'sql', path }], projects: [], modelFolders: [], problems: [] }
}

const isDatabaseStore = (path: string, open: ReadonlySet<string>): boolean =>
  open.has(path) || isMlflowDatabaseName(path) || (hasSqliteHeader(path) && isMlflowDatabase(path))

class Walk {
  private readonly stores: DiscoveredStore[] = []
  private readonly projects: ProjectRef[] = []
  private readonly modelFolders: string[] = []
  private readonly problems: Problem[] = []
  private seen = 0

  constructor(
    private readonly root: string,
    private readonly open: ReadonlySet<string>,
    private readonly maxEntries: number,
  ) {}

  run(): Discovery {
    let level = [this.root]
    for (let depth = 0; depth <= MAX_DEPTH && level.length > 0; depth++) {
      const next: string[] = []
      for (const folder of level) next.push(...this.visit(folder))
      level = next
    }
    const byId = (a: DiscoveredStore, b: DiscoveredStore): number => (a.id < b.id ? -1 : 1)
    return {
      path: this.root,
      stores: this.stores.sort(byId),
      projects: this.projects,
      modelFolders: this.modelFolders,
      problems: this.problems,
    }
  }

  /** Notes what the folder holds and returns the folders to go on with. */
  private visit(folder: string): string[] {
    const entries = this.list(folder)
    if (folder !== this.root && entries.some(({ name }) => ENVIRONMENT_MARKS.has(name))) return []
    for (const entry of entries) if (entry.isFile()) this.noteFile(folder, entry.name)
    if (isFileStore(folder)) {
      this.stores.push({ id: this.idOf(folder), kind: 'file', path: folder })
      return []
    }
    const isModel = entries.some((entry) => entry.isFile() && entry.name === 'MLmodel')
    if (isModel) this.modelFolders.push(this.idOf(folder))
    if (isModel || isArtifactFolder(folder)) return []
    return entries
      .filter((entry) => entry.isDirectory() && !entry.name.startsWith('.') && !SKIPPED.has(entry.name))
      .map((entry) => join(folder, entry.name))
  }

  private list(folder: string): Dirent[] {
    if (this.seen >= this.maxEntries) return []
    try {
      const entries = readdirSync(folder, { withFileTypes: true })
      this.seen += entries.length
      if (this.seen >= this.maxEntries)
        this.problems.push({
          kind: 'too-large',
          path: folder,
          count: this.maxEntries,
          detail: `more than ${this.maxEntries} entries: the rest was not searched`,
        })
      return entries.sort((a, b) => (a.name < b.name ? -1 : 1))
    } catch (cause) {
      if (folder === this.root) throw new Failure({ code: 'io', errno: errnoOf(cause), path: folder }, { cause })
      this.problems.push({ kind: 'unreadable', path: folder, detail: errnoOf(cause) })
      return []
    }
  }

  private noteFile(folder: string, name: string): void {
    const path = join(folder, name)
    if (name.toLowerCase() === 'mlproject' && !this.projects.some(({ dir }) => dir === this.idOf(folder)))
      this.projects.push({ dir: this.idOf(folder), name: readProjectName(path, folder) })
    else if (isDatabaseName(name) && isDatabaseStore(path, this.open))
      this.stores.push({ id: this.idOf(path), kind: 'sql', path })
  }

  private readonly idOf = (path: string): string => relative(this.root, path).split(sep).join('/') || '.'
}

/** An `mlruns` that is no store holds a database's artifacts. */
const isArtifactFolder = (folder: string): boolean => folder.split(sep).at(-1) === 'mlruns'
