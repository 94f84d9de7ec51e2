import { useTranslation } from 'react-i18next'
import type { RunDetail } from '../../../../shared/domain/run'
import type { WorkspaceId } from '../../../../shared/domain/ids'
import { useClient } from '../../bridge/client-context'
import { useCopy } from '../../lib/use-copy'
import { Button } from '../../ui/button'
import { Section } from '../../ui/section'
import { collectMoved } from './collect-details'
import css from './inspector.module.css'

interface PlaceSectionProps {
  readonly workspaceId: WorkspaceId
  readonly run: RunDetail
}

/** Where the run is on disk. */
export function PlaceSection({ workspaceId, run }: PlaceSectionProps) {
  const { t } = useTranslation('inspector')
  const client = useClient()
  const moved = collectMoved(run)
  const reveal = () => client.request('shell.reveal', { workspaceId, target: { kind: 'run', runKey: run.key } })
  return (
    <Section name="inspector.place" title={t('onDisk')}>
      <Place label={t('runId')} path={run.runId} />
      <Place label={t('location')} path={run.location} />
      {run.artifactPath !== undefined && <Place label={t('artifactPath')} path={run.artifactPath} />}
      {moved !== undefined && (
        <>
          <Place label={t('recordedLocation')} path={moved} />
          <p className={css.placeNote}>{t('movedNote')}</p>
        </>
      )}
      {run.artifactPath === undefined && run.artifactUri !== undefined && (
        <>
          <Place label={t('recordedLocation')} path={run.artifactUri} />
          <p className={css.placeNote}>{t('notFoundNote')}</p>
        </>
      )}
      <div className={css.placeActions}>
        <Button size="small" onPress={() => void reveal()}>
          {t('reveal')}
        </Button>
      </div>
    </Section>
  )
}

function Place({ label, path }: { readonly label: string; readonly path: string }) {
  const { t } = useTranslation('inspector')
  const copy = useCopy()
  return (
    <div className={css.place}>
      <div className={css.placeLabel}>
        {label}
        <Button size="small" variant="quiet" onPress={() => copy(path)}>
          {t('copy')}
        </Button>
      </div>
      <code data-selectable>{path}</code>
    </div>
  )
}
