// Main's own words: menus and dialogs, from the same catalogue as the page's.
import i18next from 'i18next'
import type { Settings } from '../../shared/domain/settings'
import { resources, type Language } from '../../shared/messages'

export type Translate = (key: string, values?: Readonly<Record<string, string | number>>) => string

/** Pure: `system` is Chinese where the system's first language is. */
export function languageOf(setting: Settings['language'], systemLanguages: readonly string[]): Language {
  if (setting !== 'system') return setting
  return systemLanguages[0]?.toLowerCase().startsWith('zh') ? 'zh-CN' : 'en'
}

/** Keys without a namespace are `native`'s. */
export function createTranslate(language: Language): Translate {
  const instance = i18next.createInstance()
  void instance.init({
    resources,
    lng: language,
    fallbackLng: 'en',
    defaultNS: 'native',
    initAsync: false,
    interpolation: { escapeValue: false },
  })
  return (key, values) => instance.t(key, { ...values })
}
