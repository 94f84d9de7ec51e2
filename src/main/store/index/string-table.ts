// Every text of the index once: columns hold numbers, and a search looks at each distinct text a single time.

export interface StringTable {
  /** Number of this text, the same for equal texts; never 0, which columns use for "nothing here". */
  intern(text: string): number
  /** The number when the text is known already. */
  find(text: string): number | undefined
  textOf(id: number): string
  /** Ids run from 1 to `size`. */
  readonly size: number
  /** A byte for each id, 1 where the text contains `word` (already in lower case). Kept and extended as texts arrive. */
  containing(word: string): Uint8Array
}

const WORDS_KEPT = 16

/** V8 keeps the whole file alive for a piece cut out of it; a joined copy is a text of its own. */
const detach = (text: string): string => (text.length < 13 ? text : ` ${text}`.slice(1))

interface Found {
  flags: Uint8Array
  known: number
}

export function createStringTable(): StringTable {
  const ids = new Map<string, number>()
  const texts: string[] = ['']
  const found = new Map<string, Found>()

  const searched = (word: string): Found => {
    const entry = found.get(word) ?? { flags: new Uint8Array(0), known: 0 }
    found.delete(word)
    found.set(word, entry)
    if (found.size > WORDS_KEPT) found.delete(found.keys().next().value ?? '')
    return entry
  }

  const grown = (flags: Uint8Array, length: number): Uint8Array => {
    if (flags.length >= length) return flags
    const next = new Uint8Array(Math.max(length, flags.length * 2))
    next.set(flags)
    return next
  }

  return {
    intern: (text) => {
      const known = ids.get(text)
      if (known !== undefined) return known
      const own = detach(text)
      const id = texts.push(own) - 1
      ids.set(own, id)
      return id
    },
    find: (text) => ids.get(text),
    textOf: (id) => texts[id] ?? '',
    get size() {
      return texts.length - 1
    },
    containing: (word) => {
      const entry = searched(word)
      entry.flags = grown(entry.flags, texts.length)
      for (let id = entry.known + 1; id < texts.length; id++)
        if ((texts[id] as string).toLowerCase().includes(word)) entry.flags[id] = 1
      entry.known = texts.length - 1
      return entry.flags
    },
  }
}
