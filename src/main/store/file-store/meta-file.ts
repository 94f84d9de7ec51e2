// Reads a meta.yaml. MLflow rewrites a run's in place, so an empty or torn one is usually one that is being written: it counts as
// damaged only once it has stayed so for a while.
import { lstatSync } from 'node:fs'
import type { Problem } from '../../../shared/domain/run'
import { parseMeta, type MetaValues } from './meta-yaml'
import { errnoOf, isAbsent, readText } from './read-file'

/** MLflow's own reader gives up after 0.3 s; a slow disk deserves more. */
export const SETTLE_MS = 2_000

export type MetaOutcome =
  | { readonly kind: 'values'; readonly values: MetaValues }
  | { readonly kind: 'missing' }
  /** Cannot be understood; `isFresh` when it was touched so recently that a writer may be at it. */
  | { readonly kind: 'damaged'; readonly problem: Problem; readonly isFresh: boolean }

export function readMeta(path: string): MetaOutcome {
  try {
    const stats = lstatSync(path)
    if (!stats.isFile()) return damaged({ kind: 'special-file', path, detail: 'not a regular file' }, false)
    const { text, isCut } = readText(path)
    if (isCut) return damaged({ kind: 'too-large', path, detail: 'too long for a meta.yaml' }, false)
    const meta = parseMeta(text)
    if (meta.kind === 'values') return meta
    return damaged(toProblem(meta, path), Date.now() - stats.mtimeMs < SETTLE_MS)
  } catch (cause) {
    if (isAbsent(cause)) return { kind: 'missing' }
    return damaged({ kind: 'unreadable', path, detail: errnoOf(cause) }, false)
  }
}

const damaged = (problem: Problem, isFresh: boolean): MetaOutcome => ({ kind: 'damaged', problem, isFresh })

function toProblem(meta: Exclude<ReturnType<typeof parseMeta>, { kind: 'values' }>, path: string): Problem {
  if (meta.kind === 'empty') return { kind: 'malformed', path, detail: 'the file is empty' }
  return { kind: 'malformed', path, detail: meta.detail, ...(meta.line === undefined ? {} : { line: meta.line }) }
}
