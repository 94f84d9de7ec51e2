// One YAML document as PyYAML's safe_load gives it. The library's parser finds the structure (with the failsafe schema, so
// that it turns nothing into a number); scalars, merge keys and tags are resolved here by PyYAML's rules.
import { isAlias, isMap, isScalar, LineCounter, parseDocument, type Document, type Node, type ParsedNode } from 'yaml'
import { isNestedTooDeeply, TOO_DEEP } from '../../lib/yaml-depth'
import { pythonRepr, type PythonMapping, type PythonValue } from './python-value'
import { BadScalar, plainScalar, taggedScalar } from './yaml-scalar'

export class YamlProblem extends Error {
  constructor(
    message: string,
    /** 1-based. */
    readonly line: number | undefined,
  ) {
    super(message)
  }
}

const MAX_DEPTH = 200

export function loadYaml(text: string): PythonValue {
  if (isNestedTooDeeply(text)) throw new YamlProblem(TOO_DEEP, undefined)
  const lines = new LineCounter()
  const document = parseDocument(text.replace(/^\uFEFF/, ''), {
    version: '1.1',
    schema: 'failsafe',
    merge: false,
    uniqueKeys: false,
    keepSourceTokens: false,
    prettyErrors: false,
    lineCounter: lines,
    logLevel: 'silent',
  })
  const error = document.errors[0]
  if (error) throw new YamlProblem(error.message, lines.linePos(error.pos[0]).line)
  return new Loader(document, lines).load(document.contents, 0)
}

class Loader {
  /** Each node is built once, however many aliases point to it, so a bomb of aliases stays as small as its file. */
  private readonly built = new Map<Node, PythonValue>()
  private readonly open = new Set<Node>()

  constructor(
    private readonly document: Document.Parsed<ParsedNode>,
    private readonly lines: LineCounter,
  ) {}

  load(given: Node | null | undefined, depth: number): PythonValue {
    if (!given) return { kind: 'none' }
    const node = isAlias(given) ? given.resolve(this.document) : given
    if (!node) throw this.problem(given, 'found an undefined alias')
    const known = this.built.get(node)
    if (known) return known
    if (this.open.has(node)) throw this.problem(given, 'an alias that contains itself')
    if (depth > MAX_DEPTH) throw this.problem(given, `nested deeper than ${MAX_DEPTH} levels`)
    this.open.add(node)
    const value = this.build(node, depth)
    this.open.delete(node)
    this.built.set(node, value)
    return value
  }

  private build(node: Node, depth: number): PythonValue {
    if (isScalar(node)) return this.scalar(node)
    if (isMap(node)) {
      this.checkTag(node, 'tag:yaml.org,2002:map')
      return { kind: 'map', entries: this.entries(node.items as readonly Pair[], depth) }
    }
    this.checkTag(node, 'tag:yaml.org,2002:seq')
    const { items } = node as unknown as { items: readonly (Node | null)[] }
    return { kind: 'list', items: items.map((item) => this.load(item, depth + 1)) }
  }

  private scalar(node: Node & { value: unknown; type?: unknown }): PythonValue {
    const text = typeof node.value === 'string' ? node.value : ''
    try {
      if (!node.tag) return node.type === 'PLAIN' ? plainScalar(text) : { kind: 'str', value: text }
      const value = taggedScalar(node.tag, text)
      if (value) return value
    } catch (cause) {
      if (cause instanceof BadScalar) throw this.problem(node, cause.message)
      throw cause
    }
    throw this.problem(node, `could not determine a constructor for the tag '${node.tag}'`)
  }

  private entries(pairs: readonly Pair[], depth: number): PythonMapping['entries'] {
    const own = new Map<string, readonly [PythonValue, PythonValue]>()
    const merged = new Map<string, readonly [PythonValue, PythonValue]>()
    for (const pair of pairs) {
      if (isMergeKey(pair.key)) {
        for (const [key, value] of this.mergedEntries(pair, depth)) merged.set(pythonRepr(key), [key, value])
        continue
      }
      const key = this.load(pair.key, depth + 1)
      if (key.kind === 'list' || key.kind === 'map') throw this.problem(pair.key, 'found unhashable key')
      own.set(pythonRepr(key), [key, this.load(pair.value, depth + 1)])
    }
    return [...new Map([...merged, ...own]).values()]
  }

  /** Of several merged mappings the first wins, so the last is laid down first. */
  private mergedEntries(pair: Pair, depth: number): PythonMapping['entries'] {
    const value = this.load(pair.value, depth + 1)
    const sources = value.kind === 'list' ? value.items.toReversed() : [value]
    return sources.flatMap((source) => {
      if (source.kind === 'map') return source.entries
      throw this.problem(pair.value, 'expected a mapping or list of mappings for merging')
    })
  }

  private checkTag(node: Node, expected: string): void {
    if (node.tag && node.tag !== expected && node.tag !== '!')
      throw this.problem(node, `could not determine a constructor for the tag '${node.tag}'`)
  }

  private problem(node: Node | null | undefined, message: string): YamlProblem {
    const offset = node?.range?.[0]
    return new YamlProblem(message, offset === undefined ? undefined : this.lines.linePos(offset).line)
  }
}

interface Pair {
  readonly key: Node | null
  readonly value: Node | null
}

const isMergeKey = (key: Node | null): boolean =>
  isScalar(key) && key.value === '<<' && key.type === 'PLAIN' && !key.tag
