import { Box } from 'lucide-react'
import { useMemo, useRef } from 'react'
import { Button as Press } from 'react-aria-components/Button'
import { useTranslation } from 'react-i18next'
import type { ModelListEntry, ModelRef } from '../../../../shared/domain/model'
import type { WorkspaceId } from '../../../../shared/domain/ids'
import { useClient } from '../../bridge/client-context'
import { useAnswer } from '../../lib/use-answer'
import { useFormat } from '../../lib/use-format'
import { useVisibleRange } from '../../lib/use-visible-range'
import { Button } from '../../ui/button'
import { EmptyState } from '../../ui/empty-state'
import { ErrorBlock } from '../../ui/error-block'
import { useNavigationActions } from '../navigation'
import { useRuns } from '../runs'
import { useShowRun } from '../inspector'
import css from './models.module.css'

const ROW_PX = 26

const keyOf = (ref: ModelRef): string => `${JSON.stringify(ref.source)} ${ref.path}`

/** Where a model lies, in a few words: its folder below the run or the workspace. */
const placeOf = ({ source, path }: ModelRef): string =>
  source.kind === 'folder' ? [source.dir, path].filter(Boolean).join('/') : path

/** Pure: newest first, those without a time last and by name. */
export const collectSorted = (models: readonly ModelListEntry[]): readonly ModelListEntry[] =>
  [...models].sort((a, b) => (b.createdTime ?? -1) - (a.createdTime ?? -1) || a.name.localeCompare(b.name))

/** Every model of the workspace. */
export function ModelsPage({ workspaceId }: { readonly workspaceId: WorkspaceId }) {
  const { t } = useTranslation('models')
  const client = useClient()
  const format = useFormat()
  const seq = useRuns((state) => state.seq)
  const [answer, retry] = useAnswer({
    identity: workspaceId,
    revision: seq,
    ask: (signal) => client.ask(workspaceId, 'models.list', {}, signal),
  })
  const models = useMemo(() => (answer.kind === 'ready' ? collectSorted(answer.value.models) : []), [answer])
  return (
    <section className={css.page}>
      <header className={css.pageHead}>
        <h1>{t('title')}</h1>
        {models.length > 0 && (
          <span className={css.facts}>{t('count', { count: models.length, shown: format.count(models.length) })}</span>
        )}
      </header>
      <div className={css.pageBody}>
        {answer.kind === 'failed' && (
          <ErrorBlock error={answer.error}>
            <Button onPress={retry}>{t('tryAgain')}</Button>
          </ErrorBlock>
        )}
        {answer.kind === 'ready' && models.length === 0 && <EmptyState text={t('none')} />}
        {models.length > 0 && <ModelTable workspaceId={workspaceId} models={models} />}
      </div>
    </section>
  )
}

interface ModelTableProps {
  readonly workspaceId: WorkspaceId
  readonly models: readonly ModelListEntry[]
}

function ModelTable({ workspaceId, models }: ModelTableProps) {
  const { t } = useTranslation('models')
  const root = useRef<HTMLTableSectionElement>(null)
  const range = useVisibleRange(root, ROW_PX, models.length)
  const spacer = (rows: number) => (rows > 0 ? <tr aria-hidden style={{ height: rows * ROW_PX }} /> : null)
  return (
    <table className={css.table}>
      <thead>
        <tr>
          <th scope="col">{t('name')}</th>
          <th scope="col">{t('place')}</th>
          <th scope="col">{t('run')}</th>
          <th scope="col">{t('created')}</th>
          <th scope="col">{t('status')}</th>
        </tr>
      </thead>
      <tbody ref={root}>
        {spacer(range.start)}
        {models.slice(range.start, range.end).map((model) => (
          <ModelRow key={keyOf(model)} workspaceId={workspaceId} model={model} />
        ))}
        {spacer(models.length - range.end)}
      </tbody>
    </table>
  )
}

function ModelRow({ workspaceId, model }: { readonly workspaceId: WorkspaceId; readonly model: ModelListEntry }) {
  const { t } = useTranslation('models')
  const format = useFormat()
  const { show } = useNavigationActions()
  const showRun = useShowRun(workspaceId)
  const { runKey, createdTime, status } = model
  return (
    <tr>
      <td>
        <Press
          className={css.modelLink ?? ''}
          onPress={() => show({ kind: 'model', ref: { source: model.source, path: model.path } })}
        >
          <Box size={16} strokeWidth={1.5} aria-hidden />
          <span title={model.name}>{model.name}</span>
        </Press>
      </td>
      <td className={css.muted} title={placeOf(model)}>
        {placeOf(model)}
      </td>
      <td>
        {runKey === undefined ? null : (
          <Press className={css.link ?? ''} onPress={() => void showRun(runKey)}>
            {model.runName ?? t('run')}
          </Press>
        )}
      </td>
      <td className={css.muted}>{createdTime === undefined ? null : format.time(createdTime)}</td>
      <td>{status === undefined ? null : <ModelStatus status={status} />}</td>
    </tr>
  )
}

const TONES: Readonly<Record<string, readonly [glyph: string, tone: string]>> = {
  READY: ['✓', 'ok'],
  PENDING: ['●', 'running'],
  FAILED: ['✕', 'bad'],
}

function ModelStatus({ status }: { readonly status: string }) {
  const { t } = useTranslation('models')
  const [glyph, tone] = TONES[status] ?? ['', 'muted']
  return (
    <span data-tone={tone} className={css.status}>
      <small aria-hidden>{glyph}</small> {TONES[status] === undefined ? status : t(`statusWord.${status}`)}
    </span>
  )
}
