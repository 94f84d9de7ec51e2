// From /proc. A job's processes are those of its group and session, those with its marker in their environment (a daemon leaves
// both group and session), and what these started.
import { readdirSync, readFileSync } from 'node:fs'
import type { JobTree, ProcessTable } from './process-table'
import { sendSignal } from './send-signal'

interface Process {
  readonly pid: number
  readonly parent: number
  readonly group: number
  readonly session: number
  /** Clock ticks since the system started. */
  readonly startTicks: number
}

export function createLinuxProcesses(): ProcessTable {
  const boot = readText('/proc/sys/kernel/random/boot_id')?.trim() ?? ''
  const identityOf = (process: Process): string => `${boot}:${process.startTicks}`
  return {
    identityOf: (pid) => {
      const process = readProcess(pid)
      return Promise.resolve(process && identityOf(process))
    },
    hasMembers: (tree) => Promise.resolve(members(tree).length > 0),
    signal: (tree, signal) => {
      const found = members(tree)
      if (found.some(({ group }) => group === tree.pid)) sendSignal(-tree.pid, signal)
      found.filter(({ group }) => group !== tree.pid).forEach(({ pid }) => sendSignal(pid, signal))
      return Promise.resolve()
    },
    findLeader: (marker) => {
      const leader = allProcesses().find((process) => process.pid === process.group && hasMarker(process.pid, marker))
      return Promise.resolve(leader?.pid)
    },
  }
}

function members({ pid, identity, marker }: JobTree): readonly Process[] {
  // What is older than the job cannot be of it, and its environment need not be read.
  const since = Number(identity?.split(':')[1] ?? 0)
  const candidates = allProcesses().filter((process) => process.startTicks >= since)
  const found = new Map<number, Process>()
  const isOfJob = (process: Process): boolean =>
    process.group === pid || process.session === pid || hasMarker(process.pid, marker)
  candidates.filter(isOfJob).forEach((process) => found.set(process.pid, process))
  let size = -1
  while (size !== found.size) {
    size = found.size
    candidates.filter(({ parent }) => found.has(parent)).forEach((process) => found.set(process.pid, process))
  }
  return [...found.values()]
}

function allProcesses(): Process[] {
  const names = readdirSync('/proc').filter((name) => /^\d+$/.test(name))
  return names.map((name) => readProcess(Number(name))).filter((process) => process !== undefined)
}

/** Undefined for one that is gone, or dead and only not yet collected by its parent. */
function readProcess(pid: number): Process | undefined {
  const stat = readText(`/proc/${pid}/stat`)
  if (stat === undefined) return undefined
  // The name in parentheses may hold anything, also parentheses.
  const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ')
  const [state = 'X'] = fields
  if ('ZX'.includes(state)) return undefined
  const [parent = 0, group = 0, session = 0] = fields.slice(1, 4).map(Number)
  return { pid, parent, group, session, startTicks: Number(fields[19]) }
}

function hasMarker(pid: number, marker: string): boolean {
  const environment = readText(`/proc/${pid}/environ`)
  return environment?.split('\0').includes(marker) ?? false
}

/** Undefined when the process is gone or another person's. */
function readText(path: string): string | undefined {
  try {
    return readFileSync(path, 'utf8')
  } catch {
    return undefined
  }
}
