// What the command line asks for. Chromium slips switches of its own into a second launch's, so whatever starts with `-` and
// is not ours is passed over. Pure.
import { fileURLToPath } from 'node:url'
import { isAbsolute, resolve } from 'node:path'
import { z } from 'zod'

export const launchRequest = z.object({
  /** Absolute, in the order given. */
  paths: z.array(z.string()),
  /** `--open-sample`: the bundled sample workspace. */
  isSampleWanted: z.boolean(),
  /** `--report-to=FILE`: see start-report.ts. */
  reportTo: z.string().optional(),
})
export type LaunchRequest = z.output<typeof launchRequest>

const REPORT = '--report-to='
const TAKES_A_VALUE = new Set(['-r', '--require'])

export interface CommandLine {
  readonly argv: readonly string[]
  readonly cwd: string
  /** Run from the source tree: the app's own folder is the first argument. */
  readonly isFromSource: boolean
}

export function parseLaunch({ argv, cwd, isFromSource }: CommandLine): LaunchRequest {
  const words = argv.slice(1).filter((word, i, all) => !TAKES_A_VALUE.has(word) && !TAKES_A_VALUE.has(all[i - 1] ?? ''))
  const plain = words.filter((word) => word !== '' && !word.startsWith('-'))
  const reportTo = words.find((word) => word.startsWith(REPORT))?.slice(REPORT.length)
  return {
    paths: (isFromSource ? plain.slice(1) : plain).map((word) => absolutePath(word, cwd)),
    isSampleWanted: words.includes('--open-sample'),
    ...(reportTo && { reportTo }),
  }
}

/** File managers hand over `file:` addresses. One that cannot be a path here is kept as it is and then not found. */
function absolutePath(word: string, cwd: string): string {
  if (!word.startsWith('file:')) return isAbsolute(word) ? word : resolve(cwd, word)
  try {
    return fileURLToPath(word)
  } catch {
    return word
  }
}
