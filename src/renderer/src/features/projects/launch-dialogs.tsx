import { useTranslation } from 'react-i18next'
import type { LaunchPlan } from '../../../../shared/domain/project'
import { Button } from '../../ui/button'
import { Dialog } from '../../ui/dialog'
import type { Launching } from './use-launch'
import css from './projects.module.css'

interface LaunchDialogsProps {
  readonly launching: Launching
  readonly plan: LaunchPlan | undefined
}

/** The two questions before a first run. */
export function LaunchDialogs({ launching, plan }: LaunchDialogsProps) {
  return (
    <>
      <TrustDialog launching={launching} plan={plan} />
      <StoreDialog launching={launching} />
    </>
  )
}

function TrustDialog({ launching, plan }: LaunchDialogsProps) {
  const { t } = useTranslation('projects')
  const { state, trust, dismiss } = launching
  const asking = state.kind === 'asking-trust' ? state : undefined
  return (
    <Dialog
      title={t('trustTitle')}
      isOpen={asking !== undefined}
      isWide
      onClose={dismiss}
      actions={
        <>
          <Button onPress={dismiss}>{t('cancel')}</Button>
          <Button variant="primary" onPress={() => (asking === undefined ? undefined : void trust(asking.start))}>
            {t('trustAndRun')}
          </Button>
        </>
      }
    >
      <p>{t('trustText')}</p>
      <div className={css.facts}>
        <span>{t('trustFolder')}</span>
        <code data-selectable>{asking?.path}</code>
        <span>{t('trustFiles')}</span>
        <div>
          {asking?.files.map((file) => (
            <code key={file} data-selectable>
              {file}
            </code>
          ))}
        </div>
        {plan !== undefined && (
          <>
            <span>{t('trustCommand')}</span>
            <pre tabIndex={0} aria-label={t('command')}>
              {plan.command}
            </pre>
          </>
        )}
      </div>
      <p className={css.faint}>{t('trustAgain')}</p>
    </Dialog>
  )
}

function StoreDialog({ launching }: { readonly launching: Launching }) {
  const { t } = useTranslation('projects')
  const { state, start, dismiss } = launching
  const asking = state.kind === 'asking-store' ? state : undefined
  return (
    <Dialog
      title={t('storeTitle')}
      isOpen={asking !== undefined}
      onClose={dismiss}
      actions={<Button onPress={dismiss}>{t('cancel')}</Button>}
    >
      <p>{t('storeText')}</p>
      <div className={css.choices}>
        {asking?.storeIds.map((storeId) => (
          <Button key={storeId} onPress={() => void start({ ...asking.start, storeId })}>
            <code>{storeId}</code>
          </Button>
        ))}
      </div>
    </Dialog>
  )
}
