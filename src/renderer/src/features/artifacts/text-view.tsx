import { useMemo, useRef } from 'react'
import { useTranslation } from 'react-i18next'
import { useVisibleRange } from '../../lib/use-visible-range'
import css from './artifacts.module.css'

const ROW_PX = 16
/** A line drawn longer than this stalls layout; Copy still gives all of it. */
const LINE_CHARACTERS = 5_000

/** Pure: lines as an editor numbers them; a final newline starts no further one. */
export const collectLines = (text: string): readonly string[] => {
  const lines = text.split(/\r\n|\r|\n/)
  if (lines.length > 1 && lines.at(-1) === '') lines.pop()
  return lines
}

const cut = (line: string): string => (line.length > LINE_CHARACTERS ? `${line.slice(0, LINE_CHARACTERS)}…` : line)

export function TextView({ text }: { readonly text: string }) {
  const { t } = useTranslation('artifacts')
  const lines = useMemo(() => collectLines(text), [text])
  const root = useRef<HTMLPreElement>(null)
  const range = useVisibleRange(root, ROW_PX, lines.length)
  const digits = String(lines.length).length
  return (
    <div className={css.textBox} tabIndex={0} role="region" aria-label={t('text')}>
      <pre
        ref={root}
        className={css.text}
        style={{ paddingTop: range.start * ROW_PX, paddingBottom: (lines.length - range.end) * ROW_PX }}
      >
        {lines.slice(range.start, range.end).map((line, at) => (
          <div key={range.start + at} className={css.line}>
            <span aria-hidden className={css.lineNumber} style={{ width: `${String(digits + 1)}ch` }}>
              {range.start + at + 1}
            </span>
            <span>{cut(line)}</span>
          </div>
        ))}
      </pre>
    </div>
  )
}
