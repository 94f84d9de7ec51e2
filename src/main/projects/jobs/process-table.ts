// What the system knows of processes: who one is (its pid and when it started: pids are used again), and which belong to a job.
import { createLinuxProcesses } from './processes-linux'
import { createPosixProcesses } from './processes-posix'
import { createWindowsProcesses } from './processes-windows'
import type { StopSignal } from '../../../shared/domain/job'

export interface JobTree {
  /** Of the process that was started: the leader of its own group. */
  readonly pid: number
  /** When it started, as `identityOf` told it. */
  readonly identity: string | undefined
  /** `NAME=value` in the environment of everything that the job starts. */
  readonly marker: string
}

export interface ProcessTable {
  /** Differs for two processes that had the same pid; undefined: no such process lives. */
  identityOf(pid: number): Promise<string | undefined>
  /** Whether any process of the job lives. */
  hasMembers(tree: JobTree): Promise<boolean>
  /** To every process of the job; those that are gone meanwhile are no error. */
  signal(tree: JobTree, signal: StopSignal): Promise<void>
  /** A job's first process by its marker: one that was started just before we could write its pid down. */
  findLeader(marker: string): Promise<number | undefined>
}

export function createProcessTable(platform: NodeJS.Platform = process.platform): ProcessTable {
  if (platform === 'linux') return createLinuxProcesses()
  return platform === 'win32' ? createWindowsProcesses() : createPosixProcesses()
}
