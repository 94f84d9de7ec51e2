// MLflow's rules for what may be logged as a param; it checks them after the run was created.
import { PlanProblem, type Param } from './plan-launch'

const MAX_KEY_LENGTH = 250
const MAX_VALUE_LENGTH = 6_000

/** Params whose values are cut as MLflow cuts them; throws for a name that it would refuse. */
export function checkLoggedParams(
  params: readonly Param[],
  { path, platform }: { path: string; platform: NodeJS.Platform },
): readonly Param[] {
  const bad = params.find(([name]) => !isLoggableName(name, platform))
  if (bad) {
    const [name] = bad
    throw new PlanProblem('log', { code: 'project', kind: 'bad-parameter-name', path, subject: name, detail: name })
  }
  return params.map(([name, value]): Param => [name, cut(value)])
}

const cut = (value: string): string =>
  value.length <= MAX_VALUE_LENGTH ? value : Array.from(value).slice(0, MAX_VALUE_LENGTH).join('')

/** Letters, digits, `_ - . / space :` (no colon on Windows), and a relative path in normal form. */
export function isLoggableName(name: string, platform: NodeJS.Platform): boolean {
  const allowed = platform === 'win32' ? /^[/\p{L}\p{N}_.\- ]+$/u : /^[/\p{L}\p{N}_.\- :]+$/u
  if (!allowed.test(name) || Array.from(name).length > MAX_KEY_LENGTH) return false
  return name.split('/').every((part) => part !== '' && part !== '.') && !name.startsWith('..')
}
