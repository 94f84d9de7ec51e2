import { spawn, type ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { readdir, readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { afterEach, describe, expect, it, vi } from 'vitest'
import { createTempFolder } from '../../../testing/fixtures'
import { createJobJournal } from './job-journal'
import { createLinuxProcesses } from './processes-linux'
import { createPosixProcesses } from './processes-posix'

const kinds = [
  { name: 'ps', isHere: process.platform !== 'win32', create: createPosixProcesses },
  { name: '/proc', isHere: process.platform === 'linux', create: createLinuxProcesses },
]

let child: ChildProcess | undefined
afterEach(() => {
  try {
    if (child?.pid) process.kill(-child.pid, 'SIGKILL')
  } catch {
    // It has ended, as it should.
  }
})

describe.each(kinds.filter(({ isHere }) => isHere))('processes from $name', ({ create }) => {
  it('tells one from another, finds the members of a group, and ends them', async () => {
    const processes = create()
    child = spawn('bash', ['-c', 'sleep 600 <&- & read -r _'], { detached: true, stdio: ['pipe', 'ignore', 'ignore'] })
    const ended = once(child, 'exit')
    const pid = child.pid ?? 0
    const identity = await processes.identityOf(pid)
    child.stdin?.end('go\n')
    await ended
    const tree = { pid, identity, marker: 'RUNBENCH_JOB=none' }
    expect(identity).toBeTruthy()
    expect(await processes.identityOf(pid)).toBeUndefined()
    // The test runner: started seconds ago, which is as fine as `ps` tells.
    expect(await processes.identityOf(process.ppid)).not.toBe(identity)
    expect(await processes.hasMembers(tree)).toBe(true)
    await processes.signal(tree, 'SIGTERM')
    await vi.waitFor(async () => expect(await processes.hasMembers(tree)).toBe(false), { timeout: 10_000 })
    await processes.signal(tree, 'SIGKILL')
  }, 20_000)
})

it('puts a journal aside that it cannot understand', async () => {
  const folder = await createTempFolder()
  const onReset = vi.fn()
  const path = join(folder.path, 'jobs.json')
  await writeFile(path, '{"version": 9}')
  const journal = createJobJournal(path, onReset)
  expect(journal.read()).toEqual([])
  expect(onReset).toHaveBeenCalledOnce()
  expect(await readdir(folder.path)).toEqual([expect.stringMatching(/^jobs\.corrupt-/)])
  journal.write([])
  expect(JSON.parse(await readFile(path, 'utf8'))).toEqual({ version: 1, jobs: [] })
  await folder.remove()
})
