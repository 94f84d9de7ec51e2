// Notes and Markdown artifacts come from anyone: HTML in them is text, links ask first, and nothing is ever fetched.
// The only file of the page that makes nodes from HTML text; DOMPurify parses it (its own Trusted Types policy) into a fragment.
import DOMPurify from 'dompurify'
import MarkdownIt from 'markdown-it'
import { useLayoutEffect, useMemo, useRef, type KeyboardEvent, type MouseEvent } from 'react'
import { useTranslation } from 'react-i18next'
import { useClient } from '../bridge/client-context'
import './markdown.css'

/** Longer text is cut: beyond it, parsing and laying out would be felt. */
export const MARKDOWN_LIMIT = 200_000
/** Parsing and sanitising cost by the mark; prose of the full length has a fraction of these, hostile text far more. */
const MARKS_LIMIT = 20_000
const MARKS_IN_PARAGRAPH_LIMIT = 4_000
const MARKS = /[[\]*_~`<>|&!\n]|https?:/g

const LINK_ATTRIBUTE = 'data-href'

function createParser() {
  const parser = new MarkdownIt({ html: false, linkify: true, maxNesting: 20 })
  parser.linkify.set({ fuzzyLink: false, fuzzyEmail: false, fuzzyIP: false })
  // Every address is let through here and turned into inert text or an asking link below; none becomes an href.
  parser.validateLink = () => true
  const { escapeHtml } = parser.utils
  parser.renderer.rules['link_open'] = (tokens, index) => {
    const href = String(tokens[index]?.attrGet('href') ?? '')
    return /^https:\/\//i.test(href)
      ? `<a role="link" tabindex="0" ${LINK_ATTRIBUTE}="${escapeHtml(href)}" title="${escapeHtml(href)}">`
      : `<a title="${escapeHtml(href)}">`
  }
  parser.renderer.rules['image'] = (tokens, index) => {
    const token = tokens[index]
    const source = String(token?.attrGet('src') ?? '')
    const words = token?.content ?? ''
    return `<span class="markdown-image" title="${escapeHtml(source)}">${escapeHtml(words === '' ? source : words)}</span>`
  }
  return parser
}

const parser = createParser()

const countMarks = (text: string): number => text.match(MARKS)?.length ?? 0

/** Pure: text that is mostly marks is not prose; it is shown as it was written. */
export const isPathological = (text: string): boolean =>
  countMarks(text) > MARKS_LIMIT || text.split(/\n\s*\n/).some((block) => countMarks(block) > MARKS_IN_PARAGRAPH_LIMIT)

/** The nodes of a Markdown text; only tags that Markdown makes, no address that the page would follow by itself. */
export function renderMarkdown(text: string): DocumentFragment {
  return DOMPurify.sanitize(parser.render(text), {
    ALLOWED_TAGS: [
      ...['p', 'br', 'hr', 'h1', 'h2', 'h3', 'h4', 'h5', 'h6', 'strong', 'em', 's', 'code', 'pre', 'blockquote'],
      ...['ul', 'ol', 'li', 'a', 'span', 'table', 'thead', 'tbody', 'tr', 'th', 'td'],
    ],
    ALLOWED_ATTR: [LINK_ATTRIBUTE, 'role', 'tabindex', 'title', 'class', 'start'],
    ALLOW_DATA_ATTR: false,
    ALLOW_ARIA_ATTR: false,
    RETURN_DOM_FRAGMENT: true,
  })
}

const addressOf = (target: EventTarget): string | undefined =>
  target instanceof Element
    ? (target.closest(`[${LINK_ATTRIBUTE}]`)?.getAttribute(LINK_ATTRIBUTE) ?? undefined)
    : undefined

interface MarkdownProps {
  readonly text: string
}

export function Markdown({ text }: MarkdownProps) {
  const { t } = useTranslation('artifacts')
  const client = useClient()
  const root = useRef<HTMLDivElement>(null)
  const shown = useMemo(() => text.slice(0, MARKDOWN_LIMIT), [text])
  const isPlain = useMemo(() => isPathological(shown), [shown])
  useLayoutEffect(() => {
    if (!isPlain) root.current?.replaceChildren(renderMarkdown(shown))
  }, [shown, isPlain])
  const open = (event: MouseEvent | KeyboardEvent): void => {
    const url = addressOf(event.target)
    if (url === undefined) return
    event.preventDefault()
    void client.request('shell.openLink', { url })
  }
  return (
    <div className="markdown">
      {isPlain ? (
        <pre>{shown}</pre>
      ) : (
        <div ref={root} onClick={open} onKeyDown={(event) => (event.key === 'Enter' ? open(event) : undefined)} />
      )}
      {shown.length < text.length && <p className="markdown-cut">{t('markdownCut')}</p>}
    </div>
  )
}
