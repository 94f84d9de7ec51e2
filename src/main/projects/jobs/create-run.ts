// From a request to a run in the workspace's store: everything up to the process, in MLflow's order. What fails before the run
// exists leaves nothing; what fails after is told to the caller, who closes the run.
import { userInfo } from 'node:os'
import type { AppError } from '../../../shared/errors'
import type { WorkspaceId } from '../../../shared/domain/ids'
import type { OutputOf } from '../../../shared/ipc/define'
import type { WorkerRequests } from '../../../shared/ipc/contract-workspace'
import { Failure } from '../../rpc/router'
import { readGitFacts } from '../git-facts'
import { PlanProblem, type Param, type PlannedCommand } from '../launch-plan/plan-launch'
import { readProject, type LoadedProject } from '../mlproject/read-project'
import { toPair, type LaunchRequest, type ProjectService } from '../project-service'
import { collectRunTags, userNameOf } from '../run-tags'
import type { BaseEnvironment } from './base-environment'
import { demand, type WorkspacePort } from './workspace-port'

export interface StartRequest extends LaunchRequest {
  readonly storeId?: string | undefined
  readonly experimentId?: string | undefined
  readonly runName?: string | undefined
}

export interface PreparedRun {
  readonly project: LoadedProject
  readonly storeId: string
  readonly tracking: OutputOf<WorkerRequests, 'store.trackingUri'>
  readonly run: OutputOf<WorkerRequests, 'run.create'>
  readonly startTime: number
  readonly loggedParams: readonly Param[]
  /** What to run, or why MLflow would have failed after it had made the run. */
  readonly outcome:
    { readonly kind: 'ready'; readonly command: string } | { readonly kind: 'failed'; readonly error: AppError }
}

export interface CreateRunDeps {
  readonly workspaces: WorkspacePort
  readonly projects: ProjectService
  readonly baseEnvironment: BaseEnvironment
}

export async function createRun(request: StartRequest, deps: CreateRunDeps): Promise<PreparedRun> {
  const project = await readProject(deps.projects.folderOf(request))
  const planned = await planOrProblem(project, request, deps.projects)
  if (planned instanceof PlanProblem && planned.stage === 'before-run') throw new Failure(planned.error)
  // Before git is asked: what a repository configures may run programs.
  await deps.projects.requireTrust(project)
  const { workspaceId } = request
  const storeId = await chooseStore(workspaceId, request.storeId, deps.workspaces)
  const tracking = await demand(deps.workspaces, workspaceId, 'store.trackingUri', { storeId })
  const environment = await deps.baseEnvironment()
  const userName = userNameOf(environment, () => userInfo().username)
  const { entryPoint, experimentId, runName } = request
  const tags = collectRunTags({
    userName,
    folder: project.folder,
    entryPoint,
    git: await readGitFacts(project.folder, environment),
    command: planned instanceof PlanProblem ? undefined : planned.command,
  })
  const startTime = Date.now()
  const run = await demand(deps.workspaces, workspaceId, 'run.create', {
    storeId,
    ...(experimentId === undefined ? {} : { experimentId }),
    ...(runName ? { runName } : {}),
    userId: userName,
    startTime,
    params: planned.loggedParams.map(toPair),
    tags: tags.map(toPair),
  })
  const outcome: PreparedRun['outcome'] =
    planned instanceof PlanProblem
      ? { kind: 'failed', error: planned.error }
      : { kind: 'ready', command: planned.command }
  return { project, storeId, tracking, run, startTime, loggedParams: planned.loggedParams, outcome }
}

async function planOrProblem(
  project: LoadedProject,
  request: StartRequest,
  projects: ProjectService,
): Promise<PlannedCommand | PlanProblem> {
  return projects.planCommand(project, request).catch((cause: unknown) => {
    if (cause instanceof PlanProblem) return cause
    throw cause
  })
}

async function chooseStore(
  workspaceId: WorkspaceId,
  wanted: string | undefined,
  workspaces: WorkspacePort,
): Promise<string> {
  const { storeIds } = await demand(workspaces, workspaceId, 'store.ensure', {})
  if (wanted !== undefined) {
    if (storeIds.includes(wanted)) return wanted
    throw new Failure({ code: 'not-found', what: 'store', id: wanted })
  }
  const [only, ...others] = storeIds
  if (only !== undefined && others.length === 0) return only
  throw new Failure({ code: 'choose-store', storeIds })
}
