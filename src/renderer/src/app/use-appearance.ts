// Theme, density and language as the person chose them, live.
import { useEffect } from 'react'
import { useTranslation } from 'react-i18next'
import { useClient } from '../bridge/client-context'
import { useSettings } from '../features/settings'

export function useAppearance(): void {
  const client = useClient()
  const { i18n } = useTranslation()
  const { theme, density, language } = useSettings((state) => state.settings)

  useEffect(() => {
    const system = window.matchMedia('(prefers-color-scheme: dark)')
    const apply = (): void => {
      const isDark = theme === 'dark' || (theme === 'system' && system.matches)
      document.documentElement.dataset['theme'] = isDark ? 'dark' : 'light'
    }
    apply()
    system.addEventListener('change', apply)
    return () => system.removeEventListener('change', apply)
  }, [theme])

  useEffect(() => {
    document.documentElement.dataset['density'] = density
  }, [density])

  useEffect(() => {
    const controller = new AbortController()
    const follow = async (): Promise<void> => {
      const info = language === 'system' ? await client.request('app.info', {}, controller.signal) : undefined
      const wanted = info === undefined ? language : info.ok ? info.value.language : undefined
      if (controller.signal.aborted || wanted === undefined || wanted === 'system') return
      if (i18n.language !== wanted) await i18n.changeLanguage(wanted)
      document.documentElement.lang = wanted
    }
    void follow()
    return () => controller.abort()
  }, [client, i18n, language])
}
