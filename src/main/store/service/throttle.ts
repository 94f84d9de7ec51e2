export interface Throttle {
  /** Runs at once when the last run is long enough ago, else once at the end of the rest. */
  trigger(): void
  dispose(): void
}

export function createThrottle(run: () => void, restMs: number): Throttle {
  let timer: NodeJS.Timeout | undefined
  let lastRun = -Infinity

  const go = (): void => {
    timer = undefined
    lastRun = performance.now()
    run()
  }

  return {
    trigger: () => {
      if (timer) return
      const wait = lastRun + restMs - performance.now()
      if (wait <= 0) go()
      else timer = setTimeout(go, wait)
    },
    dispose: () => clearTimeout(timer),
  }
}
