// What jobs need of the open workspaces: their paths, and their workers' answers.
import type { z } from 'zod'
import type { AppError } from '../../../shared/errors'
import type { WorkspaceId } from '../../../shared/domain/ids'
import type { WorkerRequests } from '../../../shared/ipc/contract-workspace'
import type { OutputOf } from '../../../shared/ipc/define'
import type { Result } from '../../../shared/result'
import { Failure } from '../../rpc/router'

export interface WorkspacePort {
  /** Undefined: not open. */
  pathOf(workspaceId: WorkspaceId): string | undefined
  /** For a workspace that is not open: an error, not an exception. */
  ask<N extends keyof WorkerRequests & string>(
    workspaceId: WorkspaceId,
    name: N,
    input: z.input<WorkerRequests[N]['input']>,
  ): Promise<Result<OutputOf<WorkerRequests, N>, AppError>>
}

/** As `ask`, throwing the error: for steps of which each needs the one before. */
export async function demand<N extends keyof WorkerRequests & string>(
  port: WorkspacePort,
  workspaceId: WorkspaceId,
  name: N,
  input: z.input<WorkerRequests[N]['input']>,
): Promise<OutputOf<WorkerRequests, N>> {
  const answer = await port.ask(workspaceId, name, input)
  if (!answer.ok) throw new Failure(answer.error)
  return answer.value
}

export function requirePath(port: WorkspacePort, workspaceId: WorkspaceId): string {
  const path = port.pathOf(workspaceId)
  if (path === undefined) throw new Failure({ code: 'not-found', what: 'workspace', id: workspaceId })
  return path
}
