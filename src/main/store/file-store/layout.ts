// Which folders of a store are what. Everything else (artifacts above all) is never looked into, so that a meta.yaml planted
// there is no run.
import { readdirSync } from 'node:fs'
import type { ProblemList } from './key-files'
import { isAbsent, kindOf } from './read-file'

export const TRASH = '.trash'
export const META = 'meta.yaml'

// `\w` of Python's `re` knows all letters; MLflow's own ids are ASCII, and so is the first character.
const EXPERIMENT_NAME = /^[a-zA-Z0-9][\p{L}\p{N}_-]{0,63}$/u
const RUN_NAME = /^[a-zA-Z0-9][\p{L}\p{N}_-]{0,255}$/u
/** `artifacts`: MLflow refuses any run whose path passes through a folder of that name. */
const NO_EXPERIMENTS = new Set(['models', 'artifacts'])
const NO_RUNS = new Set(['tags', 'datasets', 'traces', 'models', 'artifacts'])

export const isExperimentFolder = (name: string): boolean => EXPERIMENT_NAME.test(name) && !NO_EXPERIMENTS.has(name)
export const isRunFolder = (name: string): boolean => RUN_NAME.test(name) && !NO_RUNS.has(name)

/** Names of the real sub-folders that pass. A link in the place of one is a problem: links are not followed. */
export function listSubfolders(path: string, isWanted: (name: string) => boolean, problems: ProblemList): string[] {
  const found: string[] = []
  for (const entry of readdirSync(path, { withFileTypes: true })) {
    if (entry.isFile() || !isWanted(entry.name)) continue
    if (entry.isDirectory()) found.push(entry.name)
    else problems.add({ kind: 'special-file', path: `${path}/${entry.name}`, detail: kindOf(entry) })
  }
  return found
}

/** As above, for a folder that may be missing or closed to us. */
export function listSubfoldersIfAny(
  path: string,
  isWanted: (name: string) => boolean,
  problems: ProblemList,
): string[] {
  try {
    return listSubfolders(path, isWanted, problems)
  } catch (cause) {
    if (!isAbsent(cause)) problems.addCause(path, cause)
    return []
  }
}
