import { useStore } from 'zustand'
import { createServiceContext } from '../../lib/service-context'
import type { Navigation, NavigationState } from './navigation-store'

export { createNavigation, type Navigation, type NavigationState, type RunsMode } from './navigation-store'

export const [NavigationProvider, useNavigationService] = createServiceContext<Navigation>('navigation')

export const useNavigation = <T>(select: (state: NavigationState) => T): T =>
  useStore(useNavigationService().store, select)
export const useNavigationActions = (): Navigation['actions'] => useNavigationService().actions
