import { useTranslation } from 'react-i18next'
import type { RunDetail } from '../../../../shared/domain/run'
import type { WorkspaceId } from '../../../../shared/domain/ids'
import { useClient } from '../../bridge/client-context'
import { cutText } from '../../lib/format'
import { useAnswer } from '../../lib/use-answer'
import { useFormat } from '../../lib/use-format'
import { useNow } from '../../lib/use-now'
import { Button } from '../../ui/button'
import { RunSwatch } from '../../ui/run-swatch'
import { StatusGlyph } from '../../ui/status-glyph'
import { useRuns, useRunsActions } from '../runs'
import { collectSource } from './collect-details'
import css from './inspector.module.css'

interface RunHeaderProps {
  readonly workspaceId: WorkspaceId
  readonly run: RunDetail
}

export function RunHeader({ workspaceId, run }: RunHeaderProps) {
  const { t } = useTranslation('inspector')
  const slot = useRuns((state) => state.colourSlots.get(run.key))
  return (
    <header className={css.header}>
      <div className={css.headLine}>
        <RunSwatch slot={slot} />
        <h2 title={cutText(run.name, 2_000)}>{run.name === '' ? run.runId : cutText(run.name)}</h2>
        <StatusGlyph status={run.status} hasWord />
      </div>
      <RunFacts run={run} />
      {run.lifecycleStage === 'deleted' && <p className={css.deleted}>{t('deleted')}</p>}
      {run.parentKey !== undefined && <ParentLink workspaceId={workspaceId} parentKey={run.parentKey} />}
    </header>
  )
}

function RunFacts({ run }: { readonly run: RunDetail }) {
  const format = useFormat()
  const now = useNow(run.status === 'RUNNING')
  const end = run.endTime ?? (run.status === 'RUNNING' ? now : undefined)
  const started = run.startTime === undefined ? undefined : format.relativeTime(run.startTime, now)
  const duration = run.startTime === undefined || end === undefined ? undefined : format.duration(end - run.startTime)
  const facts = [started, duration, run.userId, collectSource(run)].filter(Boolean)
  return (
    <p className={css.facts} title={run.startTime === undefined ? undefined : format.time(run.startTime)}>
      {facts.join(' · ')}
    </p>
  )
}

function ParentLink({ workspaceId, parentKey }: { readonly workspaceId: WorkspaceId; readonly parentKey: string }) {
  const { t } = useTranslation('inspector')
  const client = useClient()
  const { focus } = useRunsActions()
  const [answer] = useAnswer({
    identity: `${workspaceId} ${parentKey}`,
    ask: (signal) => client.ask(workspaceId, 'runs.get', { runKeys: [parentKey] }, signal),
  })
  const parent = answer.kind === 'ready' ? answer.value.runs[0] : undefined
  if (parent === undefined) return null
  return (
    <div className={css.parent}>
      {t('partOf')}
      <Button size="small" variant="quiet" onPress={() => focus(parentKey)}>
        {cutText(parent.name)}
      </Button>
    </div>
  )
}
