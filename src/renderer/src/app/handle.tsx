import { Separator } from 'react-resizable-panels'
import { useTranslation } from 'react-i18next'
import css from './frame.module.css'

/** The line between two panels; drag it, or move it with the arrow keys. */
export function Handle({ name }: { readonly name: string }) {
  const { t } = useTranslation()
  return <Separator className={css.handle ?? ''} aria-label={t('common:panels.resize', { name })} />
}
