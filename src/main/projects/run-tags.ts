// The tags of a run that a project starts: MLflow's own exactly as `mlflow run --env-manager local` sets them, ours under
// `runbench.`.
import { posix, relative, sep } from 'node:path'
import type { Param } from './launch-plan/plan-launch'
import type { GitFacts } from './git-facts'

export interface RunFacts {
  readonly userName: string
  /** Absolute. */
  readonly folder: string
  readonly entryPoint: string
  readonly git: GitFacts | undefined
  /** Undefined when none could be made: a template that cannot be filled in. */
  readonly command: string | undefined
}

/** MLflow sets it only once the process has started. */
export const STARTED_TAGS: readonly Param[] = [['mlflow.project.backend', 'local']]

const MAX_TAG_LENGTH = 8_000

export function collectRunTags({ userName, folder, entryPoint, git, command }: RunFacts): readonly Param[] {
  const remote = git?.remoteUrl === undefined ? undefined : withoutCredentials(git.remoteUrl)
  const tags: readonly (readonly [string, string | undefined])[] = [
    ['mlflow.user', userName],
    ['mlflow.source.name', sourceName(folder, git)],
    ['mlflow.source.type', 'PROJECT'],
    ['mlflow.project.entryPoint', entryPoint],
    ['mlflow.source.git.commit', git?.commit],
    ['mlflow.source.git.repoURL', remote],
    ['runbench.git.branch', git?.branch],
    ['runbench.git.dirty', git && String(git.isDirty)],
    ['runbench.command', command?.slice(0, MAX_TAG_LENGTH)],
  ]
  return tags.flatMap(([name, value]): Param[] => (value === undefined ? [] : [[name, value]]))
}

function sourceName(folder: string, git: GitFacts | undefined): string {
  if (!git) return folder
  const inside = relative(git.top, folder).split(sep).join(posix.sep)
  return inside === '' ? `file://${git.top}` : `file://${git.top}#${inside}`
}

/** The user and password of `scheme://user:password@host`; `git@host:path` has no scheme and stays. */
const withoutCredentials = (url: string): string => url.replace(/^([A-Za-z][A-Za-z0-9+.-]*:\/\/)[^/?#]*@/, '$1')

/** As Python's getpass.getuser() does, before it asks the system. */
export function userNameOf(environment: Readonly<Record<string, string>>, systemName: () => string): string {
  const names = ['LOGNAME', 'USER', 'LNAME', 'USERNAME'].map((name) => environment[name])
  return names.find((name) => name) ?? systemName()
}
