// What git knows of a project folder, asked of the person's own git without changing anything: no lock is taken, no hook, pager
// or file-system monitor that the repository names is started, and nothing is asked on a terminal. No git, no facts.
import { homedir } from 'node:os'
import { resolve } from 'node:path'
import { execa } from 'execa'
import { findOnPath, type Environment } from './find-on-path'

export interface GitFacts {
  /** Absolute path of the work tree's root, spelled as the folder was. */
  readonly top: string
  /** HEAD; undefined without commits, and for a folder that git ignores. */
  readonly commit: string | undefined
  /** Undefined when HEAD is detached. */
  readonly branch: string | undefined
  readonly isDirty: boolean
  /** Of the first remote in the configuration, as written. */
  readonly remoteUrl: string | undefined
}

const TIMEOUT_MS = 10_000
const SAFE = ['--no-optional-locks', '--no-pager', '-c', 'core.fsmonitor=false', '-c', 'core.hooksPath=/dev/null']

export async function readGitFacts(folder: string, environment: Environment): Promise<GitFacts | undefined> {
  const git = findOnPath('git', environment)
  if (!git) return undefined
  const env = gitEnvironment(environment)
  const ask = async (...args: string[]): Promise<string | undefined> => {
    const options = {
      cwd: homedir(),
      env,
      extendEnv: false,
      timeout: TIMEOUT_MS,
      reject: false,
      stdin: 'ignore',
    } as const
    const { exitCode, stdout } = await execa(git, [...SAFE, '-C', folder, ...args], options)
    return exitCode === 0 ? stdout : undefined
  }
  const up = await ask('rev-parse', '--show-cdup')
  if (up === undefined) return undefined
  const [commit, branch, changes, remotes, ignored] = await Promise.all([
    ask('rev-parse', '--verify', '--quiet', 'HEAD^{commit}'),
    ask('symbolic-ref', '--short', '--quiet', 'HEAD'),
    ask('status', '--porcelain', '--ignore-submodules=all'),
    ask('config', '--get-regexp', '^remote\\..*\\.url$'),
    ask('check-ignore', '--quiet', '--', folder),
  ])
  return {
    top: resolve(folder, up),
    commit: ignored === undefined ? commit : undefined,
    branch,
    isDirty: Boolean(changes),
    remoteUrl: /^\S+ (.*)$/m.exec(remotes ?? '')?.[1],
  }
}

/** GIT_DIR and its kin would point git at another repository: set where the app was started from a hook. */
function gitEnvironment(environment: Environment): Environment {
  const kept = Object.entries(environment).filter(([name]) => !/^GIT_/i.test(name))
  return { ...Object.fromEntries(kept), GIT_TERMINAL_PROMPT: '0', GIT_OPTIONAL_LOCKS: '0', LC_ALL: 'C' }
}
