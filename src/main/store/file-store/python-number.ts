// Numbers as Python's `int()` and `float()` read them: MLflow writes with `str()` and reads with these.

const INTEGER = /^[+-]?\d+(?:_\d+)*$/
const DIGITS = '\\d+(?:_\\d+)*'
const DECIMAL = new RegExp(`^[+-]?(?:${DIGITS}\\.?(?:${DIGITS})?|\\.${DIGITS})(?:[eE][+-]?${DIGITS})?$`)
const SPECIAL = /^([+-]?)(nan|inf|infinity)$/i

/** The number; a bigint where it does not fit a double exactly. */
export function parsePythonInt(text: string): number | bigint | undefined {
  if (!INTEGER.test(text)) return undefined
  const digits = text.replaceAll('_', '')
  const value = Number(digits)
  if (Number.isSafeInteger(value)) return value === 0 ? 0 : value
  return digits.startsWith('-') ? -BigInt(digits.slice(1)) : BigInt(digits.replace('+', ''))
}

export function parsePythonFloat(text: string): number | undefined {
  if (DECIMAL.test(text)) return Number(text.replaceAll('_', ''))
  const special = SPECIAL.exec(text)
  if (!special) return undefined
  if (special[2]?.toLowerCase() === 'nan') return NaN
  return special[1] === '-' ? -Infinity : Infinity
}
