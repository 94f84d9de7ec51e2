import { useTranslation } from 'react-i18next'
import type { ChartView } from './chart-view'
import { RunSwatch } from '../../ui/run-swatch'
import { formatValue } from '../../ui/chart/format-value'
import css from './charts.module.css'
import { lastValue, type PlotLine } from './plot-data'
import { fromPlot } from './zoom'

interface ChartTableProps {
  readonly metric: string
  readonly view: ChartView
  readonly isLogY: boolean
}

/** The chart in words: each run's last, least and greatest value of what the chart shows. */
export function ChartTable({ metric, view, isLogY }: ChartTableProps) {
  const { t } = useTranslation('charts')
  const spell = (value: number | undefined): string => (value === undefined ? '' : formatValue(fromPlot(isLogY, value)))
  return (
    <div className={css.tableBox} tabIndex={0} role="region" aria-label={t('tableOf', { metric })}>
      <table className={css.table}>
        <thead>
          <tr>
            <th scope="col">{t('run')}</th>
            <th scope="col">{t('last')}</th>
            <th scope="col">{t('least')}</th>
            <th scope="col">{t('greatest')}</th>
          </tr>
        </thead>
        <tbody>
          {view.data.lines.map((line, index) => {
            const look = view.looks[index]
            const [least, greatest] = extremes(line)
            return (
              <tr key={line.key}>
                <th scope="row">
                  {look && <RunSwatch slot={look.slot} />} {look?.name}
                </th>
                <td>{spell(lastValue(line))}</td>
                <td>{spell(least)}</td>
                <td>{spell(greatest)}</td>
              </tr>
            )
          })}
        </tbody>
      </table>
    </div>
  )
}

function extremes({ raw }: PlotLine): readonly [number | undefined, number | undefined] {
  let least: number | undefined
  let greatest: number | undefined
  for (const value of raw) {
    if (typeof value !== 'number') continue
    if (least === undefined || value < least) least = value
    if (greatest === undefined || value > greatest) greatest = value
  }
  return [least, greatest]
}
