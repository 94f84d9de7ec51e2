import { createServiceContext } from '../lib/service-context'
import type { AppClient } from './client'

export const [ClientProvider, useClient] = createServiceContext<AppClient>('client')
