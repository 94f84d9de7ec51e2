/** Runs `job` at most one at a time; a call during a run causes exactly one more run after it. */
export function coalesce(job: () => Promise<void>, onError: (cause: unknown) => void): () => Promise<void> {
  let isRunning = false
  let isWanted = false
  return async function trigger(): Promise<void> {
    if (isRunning) {
      isWanted = true
      return
    }
    isRunning = true
    try {
      do {
        isWanted = false
        await job().catch(onError)
      } while (isWanted)
    } finally {
      isRunning = false
    }
  }
}
