// How a text artifact is shown beside its plain text: told from its name, since the worker already told text from binary.
export type TextForm = 'plain' | 'json' | 'markdown' | 'table'

const FORMS: Readonly<Record<string, TextForm>> = {
  json: 'json',
  geojson: 'json',
  ipynb: 'json',
  md: 'markdown',
  markdown: 'markdown',
  csv: 'table',
  tsv: 'table',
}

export const extensionOf = (path: string): string => /\.([^./]+)$/.exec(path)?.[1]?.toLowerCase() ?? ''

export const textFormOf = (path: string): TextForm => FORMS[extensionOf(path)] ?? 'plain'

const INDENT = '  '
const SPACE = /\s/

interface Printer {
  readonly parts: string[]
  depth: number
}

const newLine = (printer: Printer): void => void printer.parts.push('\n', INDENT.repeat(Math.max(0, printer.depth)))

/** End of the string literal that starts at `start`. */
function endOfString(text: string, start: number): number {
  let at = start + 1
  while (at < text.length && text[at] !== '"') at += text[at] === '\\' ? 2 : 1
  return Math.min(at + 1, text.length)
}

const nextNonSpace = (text: string, from: number): number => {
  let at = from
  while (at < text.length && SPACE.test(text.charAt(at))) at += 1
  return at
}

/** Writes one structural character; the place to go on from. */
function printMark(printer: Printer, text: string, at: number): number {
  const mark = text.charAt(at)
  if (mark === '{' || mark === '[') {
    const next = nextNonSpace(text, at + 1)
    if (text[next] === '}' || text[next] === ']') {
      printer.parts.push(mark, text.charAt(next))
      return next + 1
    }
    printer.depth += 1
    printer.parts.push(mark)
    newLine(printer)
  } else if (mark === '}' || mark === ']') {
    printer.depth -= 1
    newLine(printer)
    printer.parts.push(mark)
  } else if (mark === ',') {
    printer.parts.push(mark)
    newLine(printer)
  } else printer.parts.push(': ')
  return at + 1
}

/**
 * JSON laid out in lines. Works on the text, not on parsed values: long integers keep their digits, NaN stays NaN, and a file
 * that was cut is laid out as far as it goes.
 */
export function collectPrettyJson(text: string): string {
  const printer: Printer = { parts: [], depth: 0 }
  let at = 0
  while (at < text.length) {
    const char = text.charAt(at)
    if (char === '"') {
      const end = endOfString(text, at)
      printer.parts.push(text.slice(at, end))
      at = end
    } else if ('{}[],:'.includes(char)) at = printMark(printer, text, at)
    else {
      if (!SPACE.test(char)) printer.parts.push(char)
      at += 1
    }
  }
  return printer.parts.join('')
}
