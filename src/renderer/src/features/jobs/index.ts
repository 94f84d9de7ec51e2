export { ConsolePanel } from './console-panel'
export { JobsProvider, useJobs, useJobsActions } from './jobs-context'
export { createJobs, isLive, shownJob, type Jobs } from './jobs-store'
export { RunningJobs } from './running-jobs'
