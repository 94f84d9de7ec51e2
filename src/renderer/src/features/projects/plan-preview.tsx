import { Copy } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import type { LaunchPlan } from '../../../../shared/domain/project'
import { useCopy } from '../../lib/use-copy'
import type { Answer } from '../../lib/use-answer'
import { IconButton } from '../../ui/button'
import { ErrorBlock } from '../../ui/error-block'
import { KeyValueList } from '../../ui/key-value-list'
import { Section } from '../../ui/section'
import css from './projects.module.css'

interface PlanPreviewProps {
  readonly plan: Answer<LaunchPlan>
  /** Required parameters without a value: the command cannot be known yet. */
  readonly missing: readonly string[]
}

/** The exact command, where it runs and what is added to its environment. */
export function PlanPreview({ plan, missing }: PlanPreviewProps) {
  const { t } = useTranslation('projects')
  if (missing.length > 0) return <p className={css.waiting}>{t('giveValues', { names: missing.join(', ') })}</p>
  if (plan.kind === 'waiting') return <p className={css.waiting}>{t('planning')}</p>
  if (plan.kind === 'failed') return <ErrorBlock error={plan.error} />
  const { command, cwd, environment } = plan.value
  return (
    <div className={css.plan}>
      <div className={css.command}>
        <pre tabIndex={0} aria-label={t('command')}>
          {command}
        </pre>
        <CopyCommand command={command} />
      </div>
      <p className={css.cwd}>
        {t('runsIn')} <code>{cwd}</code>
      </p>
      {environment.length > 0 && (
        <Section name="project.environment" title={t('environment')} aside={environment.length} isFoldedAtFirst>
          <KeyValueList isMono rows={environment.map(([key, value]) => ({ key, value, text: value }))} />
        </Section>
      )}
    </div>
  )
}

function CopyCommand({ command }: { readonly command: string }) {
  const { t } = useTranslation('projects')
  const copy = useCopy()
  return (
    <IconButton
      name={t('copyCommand')}
      icon={<Copy size={16} strokeWidth={1.5} aria-hidden />}
      onPress={() => copy(command)}
    />
  )
}
