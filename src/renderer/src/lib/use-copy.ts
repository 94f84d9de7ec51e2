import { useCallback } from 'react'
import { useClient } from '../bridge/client-context'

/** Puts text on the system's clipboard, through main: the page itself has no permission. */
export function useCopy(): (text: string) => void {
  const client = useClient()
  return useCallback((text: string) => void client.request('shell.copyText', { text }), [client])
}
