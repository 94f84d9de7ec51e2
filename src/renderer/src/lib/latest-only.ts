// One question under way and the latest wanted: a fast scroll asks twice, not a hundred times.

export interface LatestOnly<Q> {
  ask(question: Q): void
  /** Answers that are still to come are dropped. */
  dispose(): void
}

export function createLatestOnly<Q, A>(
  ask: (question: Q) => Promise<A>,
  onAnswer: (answer: A, question: Q) => void,
): LatestOnly<Q> {
  let isUnderWay = false
  let isDisposed = false
  let wanted: { readonly question: Q } | undefined

  const start = async (question: Q): Promise<void> => {
    isUnderWay = true
    try {
      const answer = await ask(question)
      if (!isDisposed) onAnswer(answer, question)
    } finally {
      isUnderWay = false
      const next = wanted
      wanted = undefined
      if (next !== undefined && !isDisposed) void start(next.question)
    }
  }

  return {
    ask: (question) => {
      if (isUnderWay) wanted = { question }
      else void start(question)
    },
    dispose: () => {
      isDisposed = true
      wanted = undefined
    },
  }
}
