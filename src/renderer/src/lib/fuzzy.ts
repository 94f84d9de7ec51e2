// How well a text answers to what was typed: its letters in order, better at word starts and in one piece.

const isBoundary = (text: string, index: number): boolean =>
  index === 0 || /[\s\-_/.:：]/.test(text[index - 1] ?? '') || /[^ -~]/.test(text[index] ?? '')

/** Pure: undefined where it does not match; higher is better. */
export function scoreOf(typed: string, text: string): number | undefined {
  const [needle, hay] = [typed.toLowerCase().replace(/\s+/g, ''), text.toLowerCase()]
  if (needle === '') return 0
  const whole = hay.indexOf(typed.toLowerCase().trim())
  if (whole >= 0) return 1000 - hay.length * 0.1 + (isBoundary(hay, whole) ? 200 : 0) - whole
  let score = 0
  let at = -1
  for (const letter of needle) {
    const found = hay.indexOf(letter, at + 1)
    if (found < 0) return undefined
    score += found === at + 1 ? 8 : isBoundary(hay, found) ? 6 : 1
    at = found
  }
  return score - hay.length * 0.1
}

export function collectMatches<T>(typed: string, items: readonly T[], textOf: (item: T) => string, limit: number): T[] {
  return items
    .flatMap((item) => {
      const score = scoreOf(typed, textOf(item))
      return score === undefined ? [] : [{ item, score }]
    })
    .sort((one, other) => other.score - one.score)
    .slice(0, limit)
    .map(({ item }) => item)
}
