// Through the system's own tools, by their full path. Windows has no signals: a tree is asked to close, and at last ended.
import { join } from 'node:path'
import { execa } from 'execa'
import type { ProcessTable } from './process-table'

export function createWindowsProcesses(): ProcessTable {
  const identityOf = async (pid: number): Promise<string | undefined> => {
    const { stdout } = await run('tasklist.exe', ['/FI', `PID eq ${pid}`, '/FO', 'CSV', '/NH'])
    const [, image, found] = /^"([^"]*)","(\d+)"/m.exec(stdout) ?? []
    return Number(found) === pid ? image : undefined
  }
  return {
    identityOf,
    hasMembers: async ({ pid }) => (await identityOf(pid)) !== undefined,
    signal: async ({ pid }, signal) => {
      const force = signal === 'SIGKILL' ? ['/F'] : []
      await run('taskkill.exe', ['/PID', String(pid), '/T', ...force])
    },
    findLeader: () => Promise.resolve(undefined),
  }
}

const run = (tool: string, args: readonly string[]) =>
  execa(join(process.env['SystemRoot'] ?? 'C:\\Windows', 'System32', tool), args, { reject: false, stdin: 'ignore' })
