/** Far beyond what MLflow or a person writes; the YAML library's time grows with the square of the depth and worse. */
const MAX_DEPTH = 200
const DEEP_BLOCK = new RegExp(`^(?: {${2 * MAX_DEPTH}}|(?:[-?] ){${MAX_DEPTH}})`, 'm')

export const TOO_DEEP = 'nested too deeply'

/** Whether brackets or indentation nest too deeply to hand the text to a parser. Brackets in quotes count: cheap and safe. */
export function isNestedTooDeeply(text: string): boolean {
  let open = 0
  for (let at = 0; at < text.length; at++) {
    const code = text.charCodeAt(at)
    if (code === 0x7b || code === 0x5b) open += 1
    else if ((code === 0x7d || code === 0x5d) && open > 0) open -= 1
    if (open > MAX_DEPTH) return true
  }
  return DEEP_BLOCK.test(text)
}
