import { useTranslation } from 'react-i18next'
import { Button } from '../../ui/button'
import { ErrorBlock } from '../../ui/error-block'
import { useWorkspaces, useWorkspacesActions } from './workspaces-context'
import css from './workspaces.module.css'

/** What could not be opened last, until it is read. */
export function OpenFailure() {
  const { t } = useTranslation()
  const failure = useWorkspaces((state) => state.failure)
  const { dismissFailure, choose } = useWorkspacesActions()
  if (failure === undefined) return null
  return (
    <div className={css.failure}>
      <ErrorBlock error={failure.error}>
        <Button onPress={() => void choose()}>{t('workspaces:welcome.open')}</Button>
        <Button variant="quiet" onPress={dismissFailure}>
          {t('workspaces:failure.dismiss')}
        </Button>
      </ErrorBlock>
    </div>
  )
}
