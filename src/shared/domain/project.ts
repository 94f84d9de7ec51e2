import { z } from 'zod'
import { appError } from '../errors'

export const projectParameter = z.object({
  name: z.string(),
  /** `string`, `float`, `path`, `uri`, or an unknown name carried as written. */
  type: z.string(),
  /** As Python's `str()` shows the YAML value; undefined: a value must be given. */
  default: z.string().optional(),
})
export type ProjectParameter = z.output<typeof projectParameter>

export const entryPoint = z.object({
  name: z.string(),
  command: z.string().optional(),
  parameters: z.array(projectParameter),
})
export type EntryPoint = z.output<typeof entryPoint>

export const project = z.object({
  /** Relative to the workspace. */
  dir: z.string(),
  name: z.string(),
  /** Absolute path of the MLproject file; undefined for a folder without one. */
  file: z.string().optional(),
  environment: z.object({
    kind: z.enum(['system', 'python_env', 'conda_env', 'docker_env']),
    file: z.string().optional(),
  }),
  entryPoints: z.array(entryPoint),
  isTrusted: z.boolean(),
  /** The files whose content the trust covers. */
  trustedFiles: z.array(z.string()),
  /** The file could not be understood: everything else here is then empty. */
  error: appError.optional(),
})
export type Project = z.output<typeof project>

/** What exactly will run. Pure result of project, entry point and params; shown before it runs. */
export const launchPlan = z.object({
  /** For `bash -c` (POSIX) or `cmd /c` (Windows), byte for byte as `mlflow run --env-manager local` would give it. */
  command: z.string(),
  /** Params as MLflow logs them: ordered, values in shell-quoted form. */
  loggedParams: z.array(z.tuple([z.string(), z.string()])),
  cwd: z.string(),
  /** Variables added to or changed in the inherited environment; ids not yet known are shown as `<run id>`. */
  environment: z.array(z.tuple([z.string(), z.string()])),
  /** Marks that do not stop it: a `float` that is not a number. */
  warnings: z.array(z.object({ parameter: z.string(), kind: z.enum(['not-a-number', 'undeclared']) })),
})
export type LaunchPlan = z.output<typeof launchPlan>
