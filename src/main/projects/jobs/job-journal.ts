// What survives the app: every job with how to find its process again and what is still to be written into its run. Synced to
// disk before a process is started and right after, so that a crash between leaves a trace.
import { mkdirSync, readFileSync, renameSync } from 'node:fs'
import { dirname } from 'node:path'
import { sync as writeFileAtomicSync } from 'write-file-atomic'
import { z } from 'zod'
import { job } from '../../../shared/domain/job'

const journaledJob = z.object({
  job,
  exitPath: z.string(),
  /** Of the process, with `identity` against pids that are used again. */
  pid: z.number().optional(),
  identity: z.string().optional(),
  /** A person asked for it to stop. */
  isStopping: z.boolean(),
  /** How its run is to be closed; undefined once that is written. */
  closing: z
    .object({
      status: z.enum(['FINISHED', 'FAILED', 'KILLED']),
      endTime: z.number(),
      tags: z.array(z.tuple([z.string(), z.string()])),
    })
    .optional(),
})
export type JournaledJob = z.output<typeof journaledJob>

const schema = z.object({ version: z.literal(1), jobs: z.array(journaledJob) })

export interface JobJournal {
  read(): readonly JournaledJob[]
  /** On disk when it returns. */
  write(jobs: readonly JournaledJob[]): void
}

/** A journal that cannot be understood is put aside, never overwritten. */
export function createJobJournal(path: string, onReset: (path: string, cause: unknown) => void): JobJournal {
  mkdirSync(dirname(path), { recursive: true })
  return {
    read: () => {
      try {
        return schema.parse(JSON.parse(readFileSync(path, 'utf8'))).jobs
      } catch (cause) {
        if ((cause as NodeJS.ErrnoException).code === 'ENOENT') return []
        renameSync(path, path.replace(/(\.json)?$/, `.corrupt-${Date.now()}.json`))
        onReset(path, cause)
        return []
      }
    },
    write: (jobs) => writeFileAtomicSync(path, JSON.stringify({ version: 1, jobs })),
  }
}
