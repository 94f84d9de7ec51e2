// A port is two functions. Electron's utility process, a worker thread and an in-memory pair are adapters of a few lines.

export interface Port {
  post(message: unknown): void
  /** Listens until the returned function is called. */
  onMessage(listener: (message: unknown) => void): () => void
}

/** Two ends in one process; messages are cloned and arrive asynchronously, as they would from another process. */
export function createPortPair(): readonly [Port, Port] {
  const listeners = [new Set<(message: unknown) => void>(), new Set<(message: unknown) => void>()] as const
  const end = (own: 0 | 1): Port => ({
    post: (message) => {
      const copy: unknown = structuredClone(message)
      queueMicrotask(() => listeners[own === 0 ? 1 : 0].forEach((listener) => listener(copy)))
    },
    onMessage: (listener) => {
      listeners[own].add(listener)
      return () => void listeners[own].delete(listener)
    },
  })
  return [end(0), end(1)]
}
