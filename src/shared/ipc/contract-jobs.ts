// Projects and jobs: main's own, since main supervises the processes.
import { z } from 'zod'
import { experimentId, jobId, storeId, workspaceId } from '../domain/ids'
import { job } from '../domain/job'
import { launchPlan, project } from '../domain/project'
import { event, nothing, request } from './define'

const launch = z.object({
  workspaceId,
  projectDir: z.string(),
  entryPoint: z.string(),
  /** In the order given; a declared parameter left out takes its default. */
  params: z.array(z.tuple([z.string(), z.string()])).max(10_000),
})

export const jobRequests = {
  'projects.get': request(z.object({ workspaceId, projectDir: z.string() }), project),
  'projects.plan': request(launch, launchPlan),
  /** The person trusts this folder's MLproject and environment file as they are now. */
  'projects.trust': request(z.object({ workspaceId, projectDir: z.string() }), nothing),
  'jobs.start': request(
    launch.extend({
      /** Undefined where the workspace has one store or none; several: the answer is `choose-store`. */
      storeId: storeId.optional(),
      experimentId: experimentId.optional(),
      runName: z.string().max(250).optional(),
    }),
    z.object({ jobId }),
  ),
  'jobs.list': request(nothing, z.object({ seq: z.number(), jobs: z.array(job) })),
  'jobs.stop': request(z.object({ jobId }), nothing),
  /** A piece of the console file. `nextOffset` is where the following piece starts; equal to `offset` at the end. */
  'jobs.console': request(
    z.object({ jobId, offset: z.int().min(0), limitBytes: z.int().min(1).max(4_194_304) }),
    z.object({ data: z.instanceof(Uint8Array), nextOffset: z.number(), sizeBytes: z.number() }),
  ),
} as const

export const jobEvents = {
  'jobs.changed': event(z.object({ seq: z.number(), jobs: z.array(job) }), 'latest'),
  /** More was written to this job's console; ask `jobs.console` from where you are. */
  'jobs.output': event(z.object({ jobId, sizeBytes: z.number() }), 'append'),
} as const
