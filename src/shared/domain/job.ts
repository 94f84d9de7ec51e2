import { z } from 'zod'
import { appError } from '../errors'
import { jobId, runKey, storeId, workspaceId } from './ids'

export const stopSignal = z.enum(['SIGINT', 'SIGTERM', 'SIGKILL'])
export type StopSignal = z.output<typeof stopSignal>

export const jobPhase = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('starting') }),
  z.object({ kind: z.literal('running'), pid: z.number() }),
  /** `signal`: the strongest sent so far. */
  z.object({ kind: z.literal('stopping'), pid: z.number(), signal: stopSignal }),
  z.object({
    kind: z.literal('ended'),
    /** Undefined when a signal ended it or when it could not be learnt. */
    exitCode: z.number().optional(),
    signal: z.string().optional(),
    /** What it took, when a person stopped it. */
    stoppedWith: stopSignal.optional(),
    status: z.enum(['FINISHED', 'FAILED', 'KILLED']),
    /** It never started, or its run could not be written. */
    error: appError.optional(),
  }),
  /** Left running by an earlier session and no longer found. */
  z.object({ kind: z.literal('lost') }),
])
export type JobPhase = z.output<typeof jobPhase>

export const job = z.object({
  id: jobId,
  workspaceId: workspaceId.optional(),
  workspacePath: z.string(),
  projectDir: z.string(),
  projectName: z.string(),
  entryPoint: z.string(),
  command: z.string(),
  params: z.array(z.tuple([z.string(), z.string()])),
  storeId,
  runId: z.string(),
  runKey,
  runName: z.string(),
  /** Absolute; stdout and stderr together. */
  consolePath: z.string(),
  startTime: z.number(),
  endTime: z.number().optional(),
  phase: jobPhase,
})
export type Job = z.output<typeof job>
