import type { jobRequests } from '../../shared/ipc/contract-jobs'
import type { ProjectService } from '../projects/project-service'
import type { HandlersOf } from '../rpc/router'

type Names = `projects.${'get' | 'plan' | 'trust'}`

export const createProjectHandlers = (projects: ProjectService): HandlersOf<Pick<typeof jobRequests, Names>> => ({
  'projects.get': (place) => projects.get(place),
  'projects.plan': (request) => projects.plan(request),
  'projects.trust': async (place) => {
    await projects.trust(place)
    return {}
  },
})
