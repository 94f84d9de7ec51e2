// A workspace whose store is a table in memory and a real folder for artifacts: what jobs need of a worker, without one.
import { mkdirSync } from 'node:fs'
import { join } from 'node:path'
import type { AppError } from '../shared/errors'
import { err, ok } from '../shared/result'
import type { WorkspacePort } from '../main/projects/jobs/workspace-port'

export interface MemoryRun {
  readonly params: readonly (readonly [string, string])[]
  readonly tags: Map<string, string>
  readonly name: string
  status: string
  endTime: number | undefined
}

export interface MemoryWorkspace extends WorkspacePort {
  readonly id: string
  readonly runs: Map<string, MemoryRun>
  storeIds: string[]
  /** What every question is answered with instead, while set. */
  failure: AppError | undefined
  readonly asked: string[]
}

type Input = Readonly<Record<string, never>> & {
  readonly runKey: string
  readonly tags: [string, string][]
  readonly params: [string, string][]
  readonly runName?: string
  readonly status: string
  readonly endTime: number
}

export function createMemoryWorkspace(path: string): MemoryWorkspace {
  const runs = new Map<string, MemoryRun>()
  const runOf = (key: string): MemoryRun => {
    const run = runs.get(key)
    if (!run) throw new Error(`no run ${key}`)
    return run
  }
  const answers: Readonly<Record<string, (input: Input) => unknown>> = {
    'store.ensure': () => ({ storeIds: workspace.storeIds }),
    'store.trackingUri': () => ({ trackingUri: `file://${path}/mlruns`, kind: 'file' }),
    'run.create': ({ params, tags, runName }) => {
      const runId = `run${runs.size + 1}`
      const artifactPath = join(path, 'mlruns', '0', runId, 'artifacts')
      mkdirSync(artifactPath, { recursive: true })
      const name = runName ?? `name-${runs.size + 1}`
      runs.set(`key-${runId}`, { params, tags: new Map(tags), name, status: 'RUNNING', endTime: undefined })
      return { runId, runKey: `key-${runId}`, runName: name, experimentId: '0', artifactPath }
    },
    'run.setTags': ({ runKey, tags }) => {
      tags.forEach(([key, value]) => runOf(runKey).tags.set(key, value))
      return {}
    },
    'run.finish': ({ runKey, status, endTime }) => {
      Object.assign(runOf(runKey), { status, endTime })
      return {}
    },
  }
  const workspace: MemoryWorkspace = {
    id: 'workspace',
    runs,
    storeIds: ['mlruns'],
    failure: undefined,
    asked: [],
    pathOf: (id) => (id === 'workspace' ? path : undefined),
    ask: (_id, name, input) => {
      workspace.asked.push(name)
      if (workspace.failure) return Promise.resolve(err(workspace.failure))
      return Promise.resolve(ok(answers[name]?.(input as unknown as Input) as never))
    },
  }
  return workspace
}
