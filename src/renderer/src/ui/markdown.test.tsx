// @vitest-environment jsdom
import { cleanup, render, screen } from '@testing-library/react'
import userEvent from '@testing-library/user-event'
import { I18nextProvider } from 'react-i18next'
import { afterEach, describe, expect, it } from 'vitest'
import { createClient } from '../bridge/client'
import { ClientProvider } from '../bridge/client-context'
import { createI18n } from '../lib/i18n'
import { isPathological, Markdown, MARKDOWN_LIMIT, renderMarkdown } from './markdown'

afterEach(cleanup)

const htmlOf = (text: string): string => {
  const box = document.createElement('div')
  box.append(renderMarkdown(text))
  return box.innerHTML
}

const HOSTILE = [
  '<img src=x onerror=alert(1)>',
  '<script>alert(1)</script>',
  '[x](javascript:alert(1))',
  '[x](JaVaScRiPt:alert(1))',
  '[x](file:///etc/passwd)',
  '[x](vscode://file/etc)',
  '[x](data:text/html;base64,PHNjcmlwdD4=)',
  '![x](https://example.org/track.png)',
  '![x"onerror="alert(1)](https://example.org/a.png "t")',
  '[x](https://example.org/"onmouseover="alert(1))',
  '<svg><style><img src=x onerror=alert(1)></style></svg>',
  '<math><mtext><table><mglyph><style><!--</style><img title="--&gt;&lt;img src=1 onerror=alert(1)&gt;">',
  '<form action=https://example.org><input name=attributes></form>',
  '<a href="https://example.org" target=_top>x</a>',
  '<https://example.org/<script>>',
  '`<img src=x onerror=alert(1)>`',
  '| <img src=x onerror=alert(1)> |\n|---|\n| <iframe src=file:///etc> |',
]

describe('Markdown', () => {
  it.each(HOSTILE)('makes nothing of %j that runs, loads or navigates', (text) => {
    const box = document.createElement('div')
    box.append(renderMarkdown(text))
    expect(box.querySelectorAll('img, script, svg, style, iframe, form, input, math, link, meta, base')).toHaveLength(0)
    for (const node of box.querySelectorAll('*'))
      for (const name of node.getAttributeNames()) expect(name).not.toMatch(/^(on|href$|src|style$|target$|action$)/)
  })

  it('keeps what Markdown means', () => {
    expect(htmlOf('# A\n\n**b** `c`\n\n- d')).toBe(
      '<h1>A</h1>\n<p><strong>b</strong> <code>c</code></p>\n<ul>\n<li>d</li>\n</ul>\n',
    )
    expect(htmlOf('![a plot](https://example.org/p.png)')).toContain('>a plot</span>')
  })

  it('shows text that is mostly marks as it was written, and cuts what is too long', () => {
    for (const text of ['[', '![', '*a_ ', '> ', '|a', 'https://a ', '`'])
      expect(isPathological(text.repeat(100_000 / text.length))).toBe(true)
    expect(isPathological('A usual *note* with [a link](https://example.org).\n\n'.repeat(1_000))).toBe(false)
  })

  it('asks main to open an https link, by mouse and by key, and follows no link by itself', async () => {
    const asked: unknown[] = []
    const client = createClient({
      request: (name, input) => {
        asked.push([name, input])
        return Promise.resolve({ ok: true, value: {} })
      },
      cancel: () => undefined,
      pathOf: () => '',
      subscribe: () => () => undefined,
    })
    render(
      <I18nextProvider i18n={await createI18n('en')}>
        <ClientProvider value={client}>
          <Markdown text={`[docs](https://example.org/a) [mail](mailto:a@example.org) ${'x'.repeat(MARKDOWN_LIMIT)}`} />
        </ClientProvider>
      </I18nextProvider>,
    )
    const user = userEvent.setup()
    const link = screen.getByRole('link', { name: 'docs' })
    expect(screen.getAllByRole('link')).toEqual([link])
    await user.click(link)
    link.focus()
    await user.keyboard('{Enter}')
    await user.click(screen.getByText('mail'))
    expect(asked).toEqual(Array(2).fill(['shell.openLink', { url: 'https://example.org/a' }]))
    expect(screen.getByText(/too long/)).toBeTruthy()
  })
})
