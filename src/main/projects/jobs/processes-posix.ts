// From `ps`, where there is no /proc (macOS). A job's processes are those of its group and what these started.
import { execa } from 'execa'
import type { JobTree, ProcessTable } from './process-table'
import { sendSignal } from './send-signal'

interface Process {
  readonly pid: number
  readonly parent: number
  readonly group: number
  readonly identity: string
}

const LINE = /^\s*(\d+)\s+(\d+)\s+(\d+)\s+(\S+)\s+(.+?)\s*$/

export function createPosixProcesses(): ProcessTable {
  return {
    identityOf: async (pid) => (await processes(['-p', String(pid)]))[0]?.identity,
    hasMembers: async (tree) => (await members(tree)).length > 0,
    signal: async (tree, signal) => {
      const found = await members(tree)
      if (found.some(({ group }) => group === tree.pid)) sendSignal(-tree.pid, signal)
      found.filter(({ group }) => group !== tree.pid).forEach(({ pid }) => sendSignal(pid, signal))
    },
    // The environment of a process is not to be had here without more rights.
    findLeader: () => Promise.resolve(undefined),
  }
}

async function members({ pid }: JobTree): Promise<readonly Process[]> {
  const all = await processes(['-ax'])
  const found = new Set(all.filter(({ group }) => group === pid))
  let size = -1
  while (size !== found.size) {
    size = found.size
    const pids = new Set(Array.from(found, (process) => process.pid))
    all.filter(({ parent }) => pids.has(parent)).forEach((process) => found.add(process))
  }
  return [...found]
}

async function processes(which: readonly string[]): Promise<Process[]> {
  const options = { reject: false, env: { LC_ALL: 'C' }, stdin: 'ignore' } as const
  const { stdout } = await execa('/bin/ps', [...which, '-o', 'pid=,ppid=,pgid=,stat=,lstart='], options)
  return stdout.split('\n').flatMap((line) => {
    const [, pid, parent, group, state, identity] = LINE.exec(line) ?? []
    if (!pid || !identity || state?.startsWith('Z')) return []
    return [{ pid: Number(pid), parent: Number(parent), group: Number(group), identity }]
  })
}
