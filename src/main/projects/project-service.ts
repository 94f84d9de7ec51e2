// Projects of open workspaces: what they hold, what would run, whether they are trusted.
import { existsSync } from 'node:fs'
import { relative, resolve, sep } from 'node:path'
import type { WorkspaceId } from '../../shared/domain/ids'
import type { LaunchPlan, Project } from '../../shared/domain/project'
import { Failure } from '../rpc/router'
import { PLANNED_VARIABLES } from './jobs/child-environment'
import type { BaseEnvironment } from './jobs/base-environment'
import { requirePath, type WorkspacePort } from './jobs/workspace-port'
import { checkLoggedParams } from './launch-plan/logged-params'
import { planLaunch, PlanProblem, type Param, type PlannedCommand } from './launch-plan/plan-launch'
import { findMlproject, projectName, readProject, type LoadedProject } from './mlproject/read-project'
import { isTrusted, setTrusted, trustedContent, type TrustStore } from './trust'

export interface ProjectDeps {
  readonly workspaces: WorkspacePort
  readonly trust: TrustStore
  readonly baseEnvironment: BaseEnvironment
  readonly platform?: NodeJS.Platform
}

export interface ProjectPlace {
  readonly workspaceId: WorkspaceId
  /** Relative to the workspace. */
  readonly projectDir: string
}

export interface LaunchRequest extends ProjectPlace {
  readonly entryPoint: string
  readonly params: readonly (readonly [string, string])[]
}

export type ProjectService = ReturnType<typeof createProjectService>

export function createProjectService(deps: ProjectDeps) {
  const platform = deps.platform ?? process.platform

  const folderOf = ({ workspaceId, projectDir }: ProjectPlace): string => {
    const workspace = requirePath(deps.workspaces, workspaceId)
    const folder = resolve(workspace, projectDir)
    if (folder !== workspace && !folder.startsWith(workspace.endsWith(sep) ? workspace : workspace + sep))
      throw new Failure({ code: 'outside', path: folder })
    return folder
  }

  /** Throws `PlanProblem` where MLflow would fail. */
  const planCommand = async (project: LoadedProject, request: LaunchRequest): Promise<PlannedCommand> => {
    const environment = await deps.baseEnvironment()
    const planned = planLaunch(project, request.entryPoint, request.params, {
      // As `mlflow run .` in the project's folder: a default in an MLproject can mean nothing else that is the same for all.
      cwd: project.folder,
      platform,
      shell: environment['SHELL'],
      exists: existsSync,
    })
    const path = project.file ?? project.folder
    const loggedParams: readonly Param[] = checkLoggedParams(planned.loggedParams, { path, platform })
    return { ...planned, loggedParams }
  }

  /** Throws `untrusted`, with the files to look at. */
  const requireTrust = async (project: LoadedProject): Promise<void> => {
    const { hash, files } = await trustedContent(project)
    if (await isTrusted(deps.trust, project.folder, hash)) return
    throw new Failure({ code: 'untrusted', path: project.folder, files: [...files] })
  }

  return {
    folderOf,
    planCommand,
    requireTrust,
    get: async (place: ProjectPlace): Promise<Project> => {
      const folder = folderOf(place)
      try {
        return await describe(place, await readProject(folder), deps.trust)
      } catch (cause) {
        if (!(cause instanceof Failure)) throw cause
        return describeBroken(place, folder, cause)
      }
    },
    plan: async (request: LaunchRequest): Promise<LaunchPlan> => {
      const project = await readProject(folderOf(request))
      const planned = await planCommand(project, request).catch((cause: unknown) => {
        throw cause instanceof PlanProblem ? new Failure(cause.error, { cause }) : cause
      })
      return {
        command: planned.command,
        loggedParams: planned.loggedParams.map(toPair),
        cwd: project.folder,
        environment: PLANNED_VARIABLES.map(toPair),
        warnings: [...planned.warnings],
      }
    },
    trust: async (place: ProjectPlace): Promise<void> => {
      const project = await readProject(folderOf(place))
      await setTrusted(deps.trust, project.folder, (await trustedContent(project)).hash)
    },
  }
}

export const toPair = ([name, value]: Param): [string, string] => [name, value]

async function describe(place: ProjectPlace, project: LoadedProject, trust: TrustStore): Promise<Project> {
  const { hash, files } = await trustedContent(project)
  return {
    dir: place.projectDir,
    name: projectName(project),
    ...(project.file === undefined ? {} : { file: project.file }),
    environment: withoutUndefined(project.environment),
    entryPoints: [...project.entryPoints],
    isTrusted: await isTrusted(trust, project.folder, hash),
    trustedFiles: [...files],
  }
}

function withoutUndefined({ kind, file }: LoadedProject['environment']): Project['environment'] {
  return file === undefined ? { kind } : { kind, file }
}

/** A folder that cannot be read at all is no project; an MLproject that cannot be understood is one with an error. */
async function describeBroken(place: ProjectPlace, folder: string, failure: Failure): Promise<Project> {
  const file = await findMlproject(folder)
  if (file === undefined) throw failure
  return {
    dir: place.projectDir,
    name: relative(resolve(folder, '..'), folder),
    file,
    environment: { kind: 'system' },
    entryPoints: [],
    isTrusted: false,
    trustedFiles: [file],
    error: failure.error,
  }
}
