import { useTranslation } from 'react-i18next'
import type { Settings } from '../../../../shared/domain/settings'
import { useClient } from '../../bridge/client-context'
import { useAnswer } from '../../lib/use-answer'
import { Button } from '../../ui/button'
import { Dialog } from '../../ui/dialog'
import { Select } from '../../ui/select'
import { useSettings, useSettingsActions } from './settings-context'
import css from './settings.module.css'

const THEMES: readonly Settings['theme'][] = ['system', 'light', 'dark']
const DENSITIES: readonly Settings['density'][] = ['compact', 'normal', 'relaxed']

export function SettingsDialog({ isOpen, onClose }: { readonly isOpen: boolean; readonly onClose: () => void }) {
  const { t } = useTranslation()
  const client = useClient()
  const { theme, language, density } = useSettings((state) => state.settings)
  const { update } = useSettingsActions()
  const [info] = useAnswer({ identity: 'info', ask: (signal) => client.request('app.info', {}, signal) })
  return (
    <Dialog
      title={t('common:settings.title')}
      isOpen={isOpen}
      onClose={onClose}
      actions={<Button onPress={onClose}>{t('common:close')}</Button>}
    >
      <div className={css.fields}>
        <Select
          label={t('common:settings.theme')}
          options={THEMES.map((id) => ({ id, label: t(`common:settings.${id}`) }))}
          value={theme}
          onChange={(value) => void update({ theme: value })}
        />
        <Select
          label={t('common:settings.language')}
          options={[
            { id: 'system', label: t('common:settings.system') },
            { id: 'en', label: t('common:settings.english') },
            { id: 'zh-CN', label: t('common:settings.chinese') },
          ]}
          value={language}
          onChange={(value) => void update({ language: value })}
        />
        <Select
          label={t('common:settings.density')}
          options={DENSITIES.map((id) => ({ id, label: t(`common:settings.${id}`) }))}
          value={density}
          onChange={(value) => void update({ density: value })}
        />
      </div>
      {info.kind === 'ready' ? <p className={css.version}>{t('common:settings.version', info.value)}</p> : null}
    </Dialog>
  )
}
