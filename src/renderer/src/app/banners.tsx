import { useEffect, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { AppError } from '../../../shared/errors'
import type { WorkspaceSummary } from '../../../shared/domain/workspace'
import { useClient } from '../bridge/client-context'
import { OpenFailure, useWorkspacesActions } from '../features/workspaces'
import { Button } from '../ui/button'
import css from './frame.module.css'

const isAppError = (value: unknown): value is AppError =>
  typeof value === 'object' && value !== null && 'code' in value && typeof value.code === 'string'

/** What could not be opened, settings that were put aside, a folder that is gone: above the middle, until they are read. */
export function Banners({ workspace }: { readonly workspace: WorkspaceSummary | undefined }) {
  const { t } = useTranslation()
  const client = useClient()
  const { fail } = useWorkspacesActions()
  const [resetPath, setResetPath] = useState<string>()
  useEffect(
    () =>
      client.on('notice.raised', ({ kind, path, error }) => {
        if (kind === 'settings-reset') setResetPath(path)
        else fail(path, isAppError(error) ? error : { code: 'internal', incident: String(error) })
      }),
    [client, fail],
  )
  return (
    <>
      <OpenFailure />
      {resetPath === undefined ? null : (
        <div className={css.banner} role="status">
          <span>{t('workspaces:notice.settingsReset', { path: resetPath })}</span>
          <Button size="small" onPress={() => setResetPath(undefined)}>
            {t('workspaces:failure.dismiss')}
          </Button>
        </div>
      )}
      {workspace?.state.phase === 'missing' ? (
        <div className={css.banner} role="status">
          <span>
            {t('workspaces:missing.text')} {t('workspaces:missing.cure')}
          </span>
        </div>
      ) : null}
    </>
  )
}
