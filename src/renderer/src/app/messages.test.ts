// The catalogue is whole: both languages have the same keys, every key that source asks for exists, and no text stands in JSX.
import { readdirSync, readFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import ts from 'typescript'
import { describe, expect, test } from 'vitest'
import { resources } from '../../../shared/messages'

type Tree = { readonly [key: string]: string | Tree }

const PLURAL = /_(zero|one|two|few|many|other)$/

function collectKeys(tree: Tree, prefix = ''): readonly string[] {
  return Object.entries(tree).flatMap(([key, value]) =>
    typeof value === 'string' ? [`${prefix}${key}`] : collectKeys(value, `${prefix}${key}.`),
  )
}

/** Plural forms differ between languages: they count as one key. */
const baseKeys = (language: keyof typeof resources): ReadonlySet<string> =>
  new Set(
    Object.entries(resources[language]).flatMap(([namespace, tree]) =>
      collectKeys(tree as Tree).map((key) => `${namespace}:${key.replace(PLURAL, '')}`),
    ),
  )

const sourceRoot = resolve(import.meta.dirname, '..')
const files = readdirSync(sourceRoot, { recursive: true, encoding: 'utf8' })
  .filter((name) => /\.tsx?$/.test(name) && !/\.test\.tsx?$|\.d\.ts$/.test(name))
  .map((name) => ({
    name,
    source: ts.createSourceFile(name, readFileSync(join(sourceRoot, name), 'utf8'), ts.ScriptTarget.Latest, true),
  }))

function visit(node: ts.Node, see: (node: ts.Node) => void): void {
  see(node)
  node.forEachChild((child) => visit(child, see))
}

/** The namespace of `const { t } = useTranslation('jobs')`, where the file has just one. */
function namespaceOf(source: ts.SourceFile): string {
  let namespace = 'common'
  visit(source, (node) => {
    if (!ts.isCallExpression(node) || node.expression.getText() !== 'useTranslation') return
    const [argument] = node.arguments
    if (argument !== undefined && ts.isStringLiteral(argument)) namespace = argument.text
  })
  return namespace
}

interface Asked {
  readonly where: string
  readonly key: string
  /** The rest is computed: some key must start so. */
  readonly isStart: boolean
}

function collectAsked(): readonly Asked[] {
  return files.flatMap(({ name, source }) => {
    const namespace = namespaceOf(source)
    const full = (key: string): string => (key.includes(':') ? key : `${namespace}:${key}`)
    const asked: Asked[] = []
    const take = (node: ts.Expression): void => {
      if (ts.isStringLiteralLike(node)) asked.push({ where: name, key: full(node.text), isStart: false })
      else if (ts.isTemplateExpression(node) && node.head.text !== '')
        asked.push({ where: name, key: full(node.head.text), isStart: true })
      else if (ts.isConditionalExpression(node)) [node.whenTrue, node.whenFalse].forEach(take)
    }
    visit(source, (node) => {
      if (!ts.isCallExpression(node) || !/(^|\.)t$/.test(node.expression.getText())) return
      const [argument] = node.arguments
      if (argument !== undefined) take(argument)
    })
    return asked
  })
}

const SPOKEN_ATTRIBUTES = new Set(['aria-label', 'title', 'placeholder', 'alt', 'name', 'label'])
const HAS_LETTERS = /\p{L}{2,}/u

function collectBareText(): readonly string[] {
  return files.flatMap(({ name, source }) => {
    const found: string[] = []
    visit(source, (node) => {
      if (ts.isJsxText(node) && HAS_LETTERS.test(node.text)) found.push(`${name}: ${node.text.trim()}`)
      const isSpoken = ts.isJsxAttribute(node) && SPOKEN_ATTRIBUTES.has(node.name.getText())
      if (!isSpoken || node.initializer === undefined || !ts.isStringLiteral(node.initializer)) return
      // A capital or a space marks what is read by a person; `name="inspector.params"` is an id.
      const { text } = node.initializer
      if (!/^\w+\.\w+$/.test(text) && /\p{Lu}|\s|[^ -~]/u.test(text)) found.push(`${name}: ${text}`)
    })
    return found
  })
}

describe('the message catalogue', () => {
  const [english, chinese] = [baseKeys('en'), baseKeys('zh-CN')]

  test('has the same keys in both languages', () => {
    expect([...english].filter((key) => !chinese.has(key))).toEqual([])
    expect([...chinese].filter((key) => !english.has(key))).toEqual([])
  })

  test('has every key that source asks for', () => {
    const all = [...english]
    const lacking = collectAsked().filter(({ key, isStart }) =>
      isStart ? !all.some((known) => known.startsWith(key)) : !english.has(key),
    )
    expect(lacking.map(({ where, key }) => `${where}: ${key}`)).toEqual([])
  })

  test('fills the same places in both languages', () => {
    const places = (language: keyof typeof resources): ReadonlyMap<string, string> =>
      new Map(
        Object.entries(resources[language]).flatMap(([namespace, tree]) =>
          flatten(tree as Tree).map(([key, text]) => [
            `${namespace}:${key}`,
            [...new Set([...text.matchAll(/\{\{(\w+)\}\}/g)].map(([, place]) => place ?? ''))].sort().join(','),
          ]),
        ),
      )
    const [one, other] = [places('en'), places('zh-CN')]
    expect([...other].filter(([key, names]) => one.has(key) && one.get(key) !== names)).toEqual([])
  })

  test('holds all the text that is shown: none stands in the source', () => {
    expect(collectBareText()).toEqual([])
  })
})

const flatten = (tree: Tree, prefix = ''): readonly (readonly [string, string])[] =>
  Object.entries(tree).flatMap(([key, value]) =>
    typeof value === 'string' ? [[`${prefix}${key}`, value] as const] : flatten(value, `${prefix}${key}.`),
  )
