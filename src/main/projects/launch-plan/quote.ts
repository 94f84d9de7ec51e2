// One value as one word of a command line, spelled exactly as MLflow spells it: the quoted form is also what is logged.

const POSIX_SAFE = /^[A-Za-z0-9_@%+=:,./-]+$/

/** For `bash -c`: nothing inside single quotes means anything, and a single quote is put between double ones. */
export function quotePosix(value: string): string {
  if (value === '') return "''"
  return POSIX_SAFE.test(value) ? value : `'${value.replaceAll("'", `'"'"'`)}'`
}

const CMD_SPECIAL = /[\s"&|<>^()%!]/
/** These keep their meaning for cmd even between double quotes, so every special character is escaped with a caret. */
const CMD_LIVE_IN_QUOTES = /["%!]/
const CMD_META = /["&|<>^()%!]/g

/** For `cmd /c`, and then for the program's own reading of its command line (the C runtime's rules). */
export function quoteWindows(value: string): string {
  if (value === '') return '""'
  if (!CMD_SPECIAL.test(value)) return value
  if (!CMD_LIVE_IN_QUOTES.test(value)) return quoteForRuntime(value)
  const word = /[\s"]/.test(value) ? quoteForRuntime(value) : value
  return word.replace(CMD_META, '^$&')
}

/** Backslashes count only before a double quote: there they are doubled, and the quote is escaped by one more. */
function quoteForRuntime(value: string): string {
  const body = value.replace(/(\\*)"/g, '$1$1\\"').replace(/(\\+)$/, '$1$1')
  return `"${body}"`
}

export const quoteFor = (platform: NodeJS.Platform): ((value: string) => string) =>
  platform === 'win32' ? quoteWindows : quotePosix
