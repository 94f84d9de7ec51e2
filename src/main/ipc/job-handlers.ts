import type { jobRequests } from '../../shared/ipc/contract-jobs'
import type { JobSupervisor } from '../projects/jobs/job-supervisor'
import type { HandlersOf } from '../rpc/router'

type Names = `jobs.${'start' | 'list' | 'stop' | 'console'}`

export const createJobHandlers = (jobs: JobSupervisor): HandlersOf<Pick<typeof jobRequests, Names>> => ({
  'jobs.start': async (request) => ({ jobId: await jobs.start(request) }),
  'jobs.list': () => jobs.list(),
  'jobs.stop': ({ jobId }) => {
    jobs.stop(jobId)
    return {}
  },
  'jobs.console': ({ jobId, offset, limitBytes }) => jobs.console(jobId, offset, limitBytes),
})
