// What can go wrong across a process edge. Codes and facts only: the sentence a person reads is made in the renderer by
// `describeError`, in their language. The one exception is `detail`, a tool's own words, shown verbatim in a fold.
import { z } from 'zod'

const subject = z.enum([
  'workspace',
  'store',
  'experiment',
  'run',
  'metric',
  'artifact',
  'model',
  'project',
  'entry-point',
  'job',
  'path',
])

export const appError = z.discriminatedUnion('code', [
  z.object({ code: z.literal('not-found'), what: subject, id: z.string() }),
  /** A file-system call failed; `errno` as Node spells it (`EACCES`, `ENOENT`, …). */
  z.object({ code: z.literal('io'), errno: z.string(), path: z.string() }),
  /** The path holds no store, no project and no model. */
  z.object({ code: z.literal('nothing-here'), path: z.string() }),
  z.object({ code: z.literal('not-a-folder'), path: z.string() }),
  /** An artifact location that is outside the workspace or on another service. */
  z.object({ code: z.literal('outside'), path: z.string() }),
  z.object({ code: z.literal('too-large'), path: z.string(), sizeBytes: z.number(), limitBytes: z.number() }),
  /** SQLite refused: locked for too long, not a database, damaged. */
  z.object({
    code: z.literal('database'),
    reason: z.enum(['locked', 'damaged', 'not-mlflow', 'read-only']),
    path: z.string(),
    detail: z.string(),
  }),
  /** A file that should hold YAML, JSON or a number does not. `line` is 1-based where known. */
  z.object({ code: z.literal('malformed'), path: z.string(), line: z.number().optional(), detail: z.string() }),
  /** An `MLproject`, entry point or parameter that cannot be run; `kind` picks the sentence, `subject` names the thing. */
  z.object({
    code: z.literal('project'),
    kind: z.enum([
      'not-a-mapping',
      'bad-field',
      'several-environments',
      'environment-file-missing',
      'no-such-entry-point',
      'no-command',
      'missing-parameters',
      'bad-template',
      'path-not-found',
      'not-a-uri',
      'bad-parameter-name',
      'unsupported-environment',
      'spawn-failed',
    ]),
    path: z.string(),
    subject: z.string(),
    detail: z.string(),
  }),
  z.object({ code: z.literal('untrusted'), path: z.string(), files: z.array(z.string()) }),
  z.object({ code: z.literal('choose-store'), storeIds: z.array(z.string()) }),
  z.object({ code: z.literal('invalid-input'), issues: z.array(z.string()) }),
  z.object({ code: z.literal('worker-lost'), path: z.string() }),
  z.object({ code: z.literal('cancelled') }),
  z.object({ code: z.literal('internal'), incident: z.string() }),
])

export type AppError = z.output<typeof appError>
