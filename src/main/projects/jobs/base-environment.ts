// The environment that jobs inherit. Started from a terminal the app has the person's own; started from an icon it has the
// desktop's, in which `python` may be another one, so the login shell is asked once.
import { shellEnv } from 'shell-env'
import type { Environment } from '../find-on-path'

export type BaseEnvironment = () => Promise<Environment>

export interface StartedFrom {
  readonly environment: NodeJS.ProcessEnv
  readonly platform: NodeJS.Platform
  readonly hasTerminal: boolean
  readonly askShell?: () => Promise<Readonly<Record<string, string>>>
}

const TIMEOUT_MS = 10_000

export function createBaseEnvironment(from: StartedFrom): BaseEnvironment {
  const own = definedOnly(from.environment)
  const isFromIcon = from.platform !== 'win32' && !from.hasTerminal && own['TERM'] === undefined
  let asked: Promise<Environment> | undefined
  return () => (asked ??= isFromIcon ? askedOf(from.askShell ?? (() => shellEnv()), own) : Promise.resolve(own))
}

/** A shell that fails or waits for something leaves us with our own environment. */
async function askedOf(ask: () => Promise<Environment>, own: Environment): Promise<Environment> {
  let timer: NodeJS.Timeout | undefined
  const late = new Promise<Environment>((resolve) => {
    timer = setTimeout(() => resolve({}), TIMEOUT_MS)
  })
  const answer = await Promise.race([ask().catch(() => ({})), late])
  clearTimeout(timer)
  return { ...own, ...answer }
}

function definedOnly(environment: NodeJS.ProcessEnv): Environment {
  const entries = Object.entries(environment)
  return Object.fromEntries(entries.filter((entry): entry is [string, string] => entry[1] !== undefined))
}
