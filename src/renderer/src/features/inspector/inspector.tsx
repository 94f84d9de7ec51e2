import { useMemo, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { RunDetail } from '../../../../shared/domain/run'
import type { RunKey, WorkspaceId } from '../../../../shared/domain/ids'
import { formatWhole } from '../../lib/format'
import { useFormat } from '../../lib/use-format'
import { Button } from '../../ui/button'
import { EmptyState } from '../../ui/empty-state'
import { ErrorBlock } from '../../ui/error-block'
import { useFold } from '../../ui/folds'
import { Markdown } from '../../ui/markdown'
import { ProblemList } from '../../ui/problem-list'
import { SearchField } from '../../ui/search-field'
import { Section } from '../../ui/section'
import { useRuns } from '../runs'
import { ArtifactsSection } from './artifacts-section'
import { collectMatching, collectMetrics, collectParams, collectTags, type DetailRow } from './collect-details'
import { DetailList } from './detail-list'
import { ModelsSection } from './models-section'
import { PlaceSection } from './place-section'
import { RunHeader } from './run-header'
import { useRun, useRunRevision, type ShownRun } from './use-run'
import css from './inspector.module.css'

/** The focused run, in the panel at the right. */
export function Inspector() {
  const { t } = useTranslation('inspector')
  const workspaceId = useRuns((state) => state.workspaceId)
  const focused = useRuns((state) => state.focused)
  return (
    <aside className={css.inspector} aria-label={t('title')}>
      {workspaceId === undefined || focused === undefined ? (
        <EmptyState text={t('nothing')} />
      ) : (
        <FocusedRun key={`${workspaceId} ${focused}`} workspaceId={workspaceId} runKey={focused} />
      )}
    </aside>
  )
}

interface FocusedRunProps {
  readonly workspaceId: WorkspaceId
  readonly runKey: RunKey
}

function FocusedRun({ workspaceId, runKey }: FocusedRunProps) {
  const { t } = useTranslation('inspector')
  const revision = useRunRevision(workspaceId, runKey)
  const shown = useRun(workspaceId, runKey, revision)
  if (shown.run.kind === 'waiting') return null
  if (shown.run.kind === 'failed')
    return (
      <ErrorBlock error={shown.run.error}>
        <Button onPress={shown.retry}>{t('tryAgain')}</Button>
      </ErrorBlock>
    )
  if (shown.run.value === undefined) return <EmptyState text={t('gone')} />
  return <Details workspaceId={workspaceId} run={shown.run.value} metrics={shown.metrics} revision={revision} />
}

interface DetailsProps {
  readonly workspaceId: WorkspaceId
  readonly run: RunDetail
  readonly metrics: ShownRun['metrics']
  readonly revision: number
}

function Details({ workspaceId, run, metrics, revision }: DetailsProps) {
  const { t } = useTranslation('inspector')
  const [search, setSearch] = useState('')
  const isSearching = search.trim() !== ''
  return (
    <>
      <RunHeader workspaceId={workspaceId} run={run} />
      <div className={css.search}>
        <SearchField label={t('search')} value={search} onChange={setSearch} />
      </div>
      <div className={css.sections} tabIndex={-1}>
        {/* As high as what it holds: long lists watch it to learn that they moved. */}
        <div>
          {!isSearching && run.problems.length > 0 && (
            <Section name="inspector.problems" title={t('problems')} aside={run.problems.length}>
              <ProblemList problems={run.problems} />
            </Section>
          )}
          {!isSearching && run.note !== undefined && run.note !== '' && (
            <Section name="inspector.note" title={t('note')}>
              <div className={css.note} tabIndex={0} role="group" aria-label={t('note')}>
                <Markdown text={run.note} />
              </div>
            </Section>
          )}
          <KeySections run={run} metrics={metrics} search={search} />
          {!isSearching && (
            <>
              <ArtifactsSection workspaceId={workspaceId} run={run} revision={revision} />
              <ModelsSection workspaceId={workspaceId} run={run} revision={revision} />
              <PlaceSection workspaceId={workspaceId} run={run} />
            </>
          )}
        </div>
      </div>
    </>
  )
}

interface KeySectionsProps {
  readonly run: RunDetail
  readonly metrics: ShownRun['metrics']
  readonly search: string
}

/** Params, metrics and tags: what the search looks through. */
function KeySections({ run, metrics, search }: KeySectionsProps) {
  const { t } = useTranslation('inspector')
  const [isMax, setMax] = useFold('inspector.metrics.max')
  const metricRows = useMetricRows(run, metrics, isMax)
  const params = useMemo(() => collectMatching(collectParams(run), search), [run, search])
  const shownMetrics = useMemo(() => collectMatching(metricRows, search), [metricRows, search])
  const tags = useMemo(() => collectTags(run), [run])
  const ownTags = useMemo(() => collectMatching(tags.own, search), [tags, search])
  const systemTags = useMemo(() => collectMatching(tags.system, search), [tags, search])
  if (search.trim() !== '' && [params, shownMetrics, ownTags, systemTags].every((rows) => rows.length === 0))
    return <p className={css.nothingFound}>{t('nothingFound')}</p>
  return (
    <>
      <ListSection name={foldName('inspector.params', search)} title={t('params')} rows={params} />
      {shownMetrics.length > 0 && (
        <Section
          key={foldName('inspector.metrics', search)}
          name={foldName('inspector.metrics', search)}
          title={t('metrics')}
          aside={
            <span className={css.metricsAside}>
              {t('last')} ·{' '}
              <Button size="small" variant="quiet" onPress={() => setMax(!isMax)}>
                {isMax ? t('maxAtStep') : t('minAtStep')}
              </Button>
              <Count rows={shownMetrics} />
            </span>
          }
        >
          <DetailList label={t('metrics')} rows={shownMetrics} />
        </Section>
      )}
      <ListSection name={foldName('inspector.tags', search)} title={t('tags')} rows={ownTags} />
      <ListSection
        name={foldName('inspector.systemTags', search)}
        title={t('systemTags')}
        rows={systemTags}
        isFoldedAtFirst={search.trim() === ''}
      />
    </>
  )
}

function useMetricRows(run: RunDetail, metrics: ShownRun['metrics'], isMax: boolean): readonly DetailRow[] {
  const { t } = useTranslation('inspector')
  const format = useFormat()
  return useMemo(
    () =>
      collectMetrics(run, metrics, isMax ? 'max' : 'min', {
        at: (value, step) => t('valueAtStep', { value, step }),
        whole: (summary) =>
          [
            t('lastLine', { value: formatWhole(summary.last), step: formatWhole(summary.lastStep) }),
            t('minLine', { value: formatWhole(summary.min), step: formatWhole(summary.minStep) }),
            t('maxLine', { value: formatWhole(summary.max), step: formatWhole(summary.maxStep) }),
            t('pointsLine', { points: format.count(summary.count) }),
          ].join('\n'),
      }),
    [run, metrics, isMax, t, format],
  )
}

function Count({ rows }: { readonly rows: readonly DetailRow[] }) {
  const format = useFormat()
  return <span className={css.count}>{format.count(rows.length)}</span>
}

/** A fold that is kept says nothing of what a search finds: while searching, sections are open under a name of their own. */
const foldName = (name: string, search: string): string => (search.trim() === '' ? name : `${name}.found`)

interface ListSectionProps {
  readonly name: string
  readonly title: string
  readonly rows: readonly DetailRow[]
  readonly isFoldedAtFirst?: boolean
}

function ListSection({ name, title, rows, isFoldedAtFirst = false }: ListSectionProps) {
  if (rows.length === 0) return null
  return (
    <Section key={name} name={name} title={title} aside={<Count rows={rows} />} isFoldedAtFirst={isFoldedAtFirst}>
      <DetailList label={title} rows={rows} />
    </Section>
  )
}
