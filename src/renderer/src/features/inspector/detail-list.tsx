import { Copy } from 'lucide-react'
import { useLayoutEffect, useRef, useState } from 'react'
import { Button } from 'react-aria-components/Button'
import { useTranslation } from 'react-i18next'
import { useCopy } from '../../lib/use-copy'
import { useVisibleRange } from '../../lib/use-visible-range'
import { IconButton } from '../../ui/button'
import type { DetailRow } from './collect-details'
import css from './inspector.module.css'

const ROW_PX = 22

/** Keys and values; of a list of any length only the rows in the window are nodes. A press unfolds a row to its whole value. */
export function DetailList({ label, rows }: { readonly label: string; readonly rows: readonly DetailRow[] }) {
  const root = useRef<HTMLDivElement>(null)
  const range = useVisibleRange(root, ROW_PX, rows.length)
  const [unfolded, setUnfolded] = useState<string>()
  const [extraPx, setExtraPx] = useState(0)
  const unfoldedAt = unfolded === undefined ? -1 : rows.findIndex((row) => row.key === unfolded)
  const above = unfoldedAt >= 0 && unfoldedAt < range.start ? extraPx : 0
  const below = unfoldedAt >= range.end ? extraPx : 0
  return (
    <div
      ref={root}
      role="list"
      aria-label={label}
      style={{ paddingTop: range.start * ROW_PX + above, paddingBottom: (rows.length - range.end) * ROW_PX + below }}
    >
      {rows.slice(range.start, range.end).map((row) => (
        <Row
          key={row.key}
          row={row}
          isUnfolded={row.key === unfolded}
          onToggle={() => setUnfolded(row.key === unfolded ? undefined : row.key)}
          onMeasured={setExtraPx}
        />
      ))}
    </div>
  )
}

interface RowProps {
  readonly row: DetailRow
  readonly isUnfolded: boolean
  readonly onToggle: () => void
  /** Told how much the whole value adds to the row's height. */
  readonly onMeasured: (extraPx: number) => void
}

function Row({ row, isUnfolded, onToggle, onMeasured }: RowProps) {
  const { t } = useTranslation('inspector')
  const copy = useCopy()
  const whole = useRef<HTMLPreElement>(null)
  useLayoutEffect(() => {
    if (isUnfolded) onMeasured(whole.current?.offsetHeight ?? 0)
  }, [isUnfolded, onMeasured])
  return (
    <div role="listitem" className={css.item}>
      <div className={css.row}>
        <Button className={css.rowButton ?? ''} aria-expanded={isUnfolded} onPress={onToggle}>
          <span className={css.key} title={row.key}>
            {row.key}
          </span>
          <span className={css.value} title={row.whole.slice(0, 2_000)}>
            <span className={css.valueText}>{row.value}</span>
            {row.aside !== undefined && <small>{row.aside}</small>}
          </span>
        </Button>
        <IconButton
          name={t('copyValue', { name: row.key })}
          icon={<Copy size={14} strokeWidth={1.5} aria-hidden />}
          size="small"
          className={css.copy}
          onPress={() => copy(row.whole)}
        />
      </div>
      {isUnfolded && (
        <pre ref={whole} className={css.whole} tabIndex={0} aria-label={t('wholeValue', { name: row.key })}>
          {row.key}
          {'\n'}
          <strong>{row.whole}</strong>
        </pre>
      )}
    </div>
  )
}
