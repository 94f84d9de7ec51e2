import { useMemo, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { EmptyState } from '../../ui/empty-state'
import { ErrorBlock } from '../../ui/error-block'
import { SearchField } from '../../ui/search-field'
import { Select } from '../../ui/select'
import { Switch } from '../../ui/switch'
import { Tabs } from '../../ui/tabs'
import type { RunKey } from '../../../../shared/domain/ids'
import { ChartsPanel, collectLooks, useRunDetails, type RunLook } from '../charts'
import { useRuns, useRunsActions } from '../runs'
import css from './compare.module.css'
import { CompareTable } from './compare-table'
import { collectDifferences, collectLines, collectMatching, type MetricChoice, type SectionName } from './differences'
import { useMetricSummaries } from './use-metric-summaries'

type Tab = 'values' | 'curves'

const SECTIONS: readonly SectionName[] = ['attributes', 'params', 'metrics', 'tags']
const CHOICES: readonly MetricChoice[] = ['last', 'min', 'max']

/** The selected runs side by side: what differs, and their curves. */
export function ComparePage() {
  const { t } = useTranslation('compare')
  const selected = useRuns((state) => state.selected)
  const [tab, setTab] = useState<Tab>('values')
  if (selected.length < 2) return <EmptyState text={t('selectTwo')} />
  return (
    <section className={css.page} aria-label={t('title', { count: selected.length })}>
      <header className={css.header}>
        <h1>{t('title', { count: selected.length })}</h1>
        <Tabs
          label={t('views')}
          tabs={(['values', 'curves'] as const).map((id) => ({ id, label: t(id) }))}
          selected={tab}
          onSelect={setTab}
          className={css.tabs ?? ''}
        />
      </header>
      {tab === 'values' ? <CompareValues selected={selected} /> : <ChartsPanel runKeys={selected} />}
    </section>
  )
}

function CompareValues({ selected }: { readonly selected: readonly RunKey[] }) {
  const { t } = useTranslation('compare')
  const actions = useRunsActions()
  const slots = useRuns((state) => state.colourSlots)
  const [choice, setChoice] = useState<MetricChoice>('last')
  const [search, setSearch] = useState('')
  const [unfolded, setUnfolded] = useState<ReadonlySet<SectionName>>(new Set())
  const { runs, error } = useRunDetails(selected)
  const summaries = useMetricSummaries(selected, choice !== 'last')
  const base = runs?.[0]?.key
  const rows = useMemo(
    () => (runs && base !== undefined ? collectDifferences({ runs, base, choice, summaries }) : []),
    [runs, base, choice, summaries],
  )
  const lines = useMemo(() => collectLines(collectMatching(rows, search), unfolded), [rows, search, unfolded])
  const looks = useMemo(
    () => collectLooks(runs?.map((run) => run.key) ?? [], slots, new Map(runs?.map((run) => [run.key, run.name]))),
    [runs, slots],
  )
  const remove = (look: RunLook): void => actions.select(selected.filter((key) => key !== look.key))
  // The base is the first of the selection everywhere: in the table, the charts and here.
  const makeBase = (look: RunLook): void => actions.select([look.key, ...selected.filter((key) => key !== look.key)])

  if (!runs) return error ? <ErrorBlock error={error} /> : <div className={css.page} aria-busy />
  return (
    <>
      <div className={css.toolbar} role="toolbar" aria-label={t('views')}>
        <SearchField className={css.search} label={t('search')} value={search} onChange={setSearch} />
        <Select
          label={t('metricValue')}
          labelPlace="beside"
          options={CHOICES.map((id) => ({ id, label: t(`choice.${id}`) }))}
          value={choice}
          onChange={setChoice}
        />
        <Switch
          isSelected={unfolded.size === SECTIONS.length}
          onChange={(isAll) => setUnfolded(new Set(isAll ? SECTIONS : []))}
        >
          {t('showAll')}
        </Switch>
      </div>
      {lines.length === 0 ? (
        <EmptyState text={t('noMatch', { search })} />
      ) : (
        <CompareTable
          looks={looks}
          lines={lines}
          onBase={makeBase}
          onRemove={remove}
          onUnfold={(section) => setUnfolded(new Set([...unfolded, section]))}
        />
      )}
    </>
  )
}
