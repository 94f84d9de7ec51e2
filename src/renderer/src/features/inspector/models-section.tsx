import { Box } from 'lucide-react'
import { Button } from 'react-aria-components/Button'
import { useTranslation } from 'react-i18next'
import type { RunDetail } from '../../../../shared/domain/run'
import type { WorkspaceId } from '../../../../shared/domain/ids'
import { useClient } from '../../bridge/client-context'
import { useAnswer } from '../../lib/use-answer'
import { Section } from '../../ui/section'
import { useNavigationActions } from '../navigation'
import css from './inspector.module.css'

interface ModelsSectionProps {
  readonly workspaceId: WorkspaceId
  readonly run: RunDetail
  readonly revision: number
}

/** The models that this run made; nothing while there are none. */
export function ModelsSection({ workspaceId, run, revision }: ModelsSectionProps) {
  const { t } = useTranslation('inspector')
  const client = useClient()
  const { show } = useNavigationActions()
  const [answer] = useAnswer({
    identity: `${workspaceId} models`,
    revision,
    ask: (signal) => client.ask(workspaceId, 'models.list', {}, signal),
  })
  const models = answer.kind === 'ready' ? answer.value.models.filter((model) => model.runKey === run.key) : []
  if (models.length === 0) return null
  return (
    <Section name="inspector.models" title={t('models')} aside={<span className={css.count}>{models.length}</span>}>
      {models.map(({ source, path, name, status }) => (
        <Button
          key={`${JSON.stringify(source)} ${path}`}
          className={css.link ?? ''}
          onPress={() => show({ kind: 'model', ref: { source, path } })}
        >
          <Box size={14} strokeWidth={1.5} aria-hidden />
          <span>{name}</span>
          {status !== undefined && status !== 'READY' && <small>{status}</small>}
        </Button>
      ))}
    </Section>
  )
}
