// Python's `str.format(**values)` over strings: an entry point's command is such a template. Messages are Python's own, since
// that is what a person finds when they search for them.
import { quotedRepr } from '../mlproject/python-value'

export class FormatProblem extends Error {}

const MAX_WIDTH = 1_000_000

export function pythonFormat(template: string, values: ReadonlyMap<string, string>): string {
  return expand(template, values, 2)
}

interface Field {
  readonly name: string
  readonly conversion: string | undefined
  readonly spec: string
  readonly next: number
}

function expand(template: string, values: ReadonlyMap<string, string>, depth: number): string {
  if (depth < 0) throw new FormatProblem('Max string recursion exceeded')
  let result = ''
  let position = 0
  while (position < template.length) {
    const brace = template.slice(position).search(/[{}]/)
    if (brace < 0) return result + template.slice(position)
    result += template.slice(position, position + brace)
    position += brace
    const character = template.charAt(position)
    if (template.charAt(position + 1) === character) {
      result += character
      position += 2
      continue
    }
    if (character === '}') throw new FormatProblem("Single '}' encountered in format string")
    const field = readField(template, position + 1)
    result += render(field, values, depth)
    position = field.next
  }
  return result
}

function readField(template: string, start: number): Field {
  if (start >= template.length) throw new FormatProblem("Single '{' encountered in format string")
  const end = endOfName(template, start)
  const name = template.slice(start, end)
  const stop = template.charAt(end)
  if (stop === '}') return { name, conversion: undefined, spec: '', next: end + 1 }
  if (stop === '') throw new FormatProblem("expected '}' before end of string")
  if (stop === ':') return { name, conversion: undefined, ...readSpec(template, end + 1) }
  const conversion = String.fromCodePoint(template.codePointAt(end + 1) ?? 0)
  const after = end + 1 + conversion.length
  if (end + 1 >= template.length) throw new FormatProblem('end of string while looking for conversion specifier')
  if (template.charAt(after) === '}') return { name, conversion, spec: '', next: after + 1 }
  if (after >= template.length) throw new FormatProblem("unmatched '{' in format spec")
  if (template.charAt(after) !== ':') throw new FormatProblem("expected ':' after conversion specifier")
  return { name, conversion, ...readSpec(template, after + 1) }
}

/** Where the name stops: `}`, `:`, `!` or the end. Inside brackets all of them are ordinary. */
function endOfName(template: string, start: number): number {
  let position = start
  while (position < template.length) {
    const character = template.charAt(position)
    if (character === '{') throw new FormatProblem("unexpected '{' in field name")
    if (character === '}' || character === ':' || character === '!') return position
    if (character === '[') {
      const close = template.indexOf(']', position)
      position = close < 0 ? template.length : close
    }
    position++
  }
  return template.length
}

function readSpec(template: string, start: number): { spec: string; next: number } {
  let open = 1
  for (let position = start; position < template.length; position++) {
    const character = template.charAt(position)
    if (character === '{') open++
    if (character === '}' && --open === 0) return { spec: template.slice(start, position), next: position + 1 }
  }
  throw new FormatProblem("unmatched '{' in format spec")
}

function render(field: Field, values: ReadonlyMap<string, string>, depth: number): string {
  const value = convert(lookUp(field.name, values), field.conversion)
  const spec = /[{}]/.test(field.spec) ? expand(field.spec, values, depth - 1) : field.spec
  return spec === '' ? value : applySpec(value, spec)
}

function convert(value: string, conversion: string | undefined): string {
  switch (conversion) {
    case undefined:
    case 's':
      return value
    case 'r':
      return quotedRepr(value)
    case 'a':
      return quotedRepr(value, true)
    default:
      throw new FormatProblem(`Unknown conversion specifier ${conversion}`)
  }
}

function lookUp(name: string, values: ReadonlyMap<string, string>): string {
  const first = /^[^.[]*/.exec(name)?.[0] ?? ''
  if (first === '' || /^[0-9]+$/.test(first))
    throw new FormatProblem(`Replacement index ${first || '0'} out of range for positional args tuple`)
  const value = values.get(first)
  if (value === undefined) throw new FormatProblem(`no parameter is named ${quotedRepr(first)}`)
  return follow(value, name.slice(first.length))
}

/** `[0]` takes a character. `.name` would reach into Python's own str type, which no command means. */
function follow(value: string, path: string): string {
  if (path === '') return value
  if (path.startsWith('.')) throw new FormatProblem(`attributes cannot be used here: ${quotedRepr(path)}`)
  if (!path.startsWith('[')) throw new FormatProblem("Only '.' or '[' may follow ']' in format field specifier")
  const close = path.indexOf(']')
  if (close < 0) throw new FormatProblem("Missing ']' in format string")
  const index = path.slice(1, close)
  if (index === '') throw new FormatProblem('Empty attribute in format string')
  if (!/^[0-9]+$/.test(index)) throw new FormatProblem("string indices must be integers, not 'str'")
  const character = Array.from(value)[Number(index)]
  if (character === undefined) throw new FormatProblem('string index out of range')
  return follow(character, path.slice(close + 1))
}

const SPEC = /^(?:(.)?([<>=^]))?([-+ ])?(z)?(#)?(0)?([0-9]+)?([,_]+)?(?:\.([0-9]+))?(.*)$/su

function applySpec(value: string, spec: string): string {
  const match = SPEC.exec(spec) ?? []
  const [, fill, align, sign, zeroFlag, alternate, zero, width, grouping, precision, type] = match
  if (type && type !== 's') throw new FormatProblem(badType(type))
  const refused = [
    [sign, 'Sign not allowed in string format specifier'],
    [zeroFlag, 'Negative zero coercion (z) not allowed in string format specifier'],
    [alternate, 'Alternate form (#) not allowed in string format specifier'],
    [grouping, `Cannot specify '${grouping?.charAt(0) ?? ''}' with 's'.`],
    [align === '=', "'=' alignment not allowed in string format specifier"],
  ].find(([isGiven]) => isGiven)
  if (refused) throw new FormatProblem(String(refused[1]))
  const characters = Array.from(value).slice(0, precision === undefined ? undefined : sizeOf(precision))
  const missing = sizeOf(width ?? '0') - characters.length
  return pad(characters.join(''), missing, { fill: fill ?? (zero ? '0' : ' '), align: align ?? '<' })
}

function badType(type: string): string {
  return Array.from(type).length === 1 && !type.startsWith('.')
    ? `Unknown format code '${type}' for object of type 'str'`
    : `Invalid format specifier: ${quotedRepr(type)}`
}

function sizeOf(digits: string): number {
  const size = Number(digits)
  if (size > MAX_WIDTH) throw new FormatProblem('Too many decimal digits in format string')
  return size
}

function pad(text: string, missing: number, { fill, align }: { fill: string; align: string }): string {
  if (missing <= 0) return text
  if (align === '>') return fill.repeat(missing) + text
  if (align === '<') return text + fill.repeat(missing)
  const before = Math.floor(missing / 2)
  return fill.repeat(before) + text + fill.repeat(missing - before)
}
