import i18next, { type i18n } from 'i18next'
import { initReactI18next } from 'react-i18next'
import { resources } from '../../../shared/messages'

/** One i18next for the page; namespaces are the files of shared/messages. */
export async function createI18n(language: 'en' | 'zh-CN'): Promise<i18n> {
  const instance = i18next.createInstance()
  await instance.use(initReactI18next).init({
    resources,
    lng: language,
    fallbackLng: 'en',
    defaultNS: 'common',
    interpolation: { escapeValue: false }, // React escapes.
  })
  return instance
}
