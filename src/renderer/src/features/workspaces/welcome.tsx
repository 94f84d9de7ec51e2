import { Folder } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import { Button } from '../../ui/button'
import { useSettings } from '../settings'
import { useShowWorkspace } from './use-show-workspace'
import { useWorkspacesActions } from './workspaces-context'
import css from './workspaces.module.css'

const SHOWN_RECENT = 8

const nameOf = (path: string): string => path.split(/[\\/]/).filter(Boolean).at(-1) ?? path

export function Welcome() {
  const { t } = useTranslation()
  const recent = useSettings((state) => state.settings.recent)
  const { choose, openSample, open } = useWorkspacesActions()
  const showWorkspace = useShowWorkspace()
  const follow = async (opening: Promise<string | undefined>): Promise<void> => {
    const id = await opening
    if (id !== undefined) showWorkspace(id)
  }
  return (
    <div className={css.welcome}>
      <div className={css.welcomeBody}>
        <h1>{t('workspaces:welcome.title')}</h1>
        <p>{t('workspaces:welcome.sentence')}</p>
        <div className={css.welcomeActions}>
          <Button variant="primary" onPress={() => void follow(choose())}>
            {t('workspaces:welcome.open')}
          </Button>
          <Button onPress={() => void follow(openSample())}>{t('workspaces:welcome.sample')}</Button>
        </div>
        <p className={css.hint}>{t('workspaces:welcome.hint')}</p>
        {recent.length === 0 ? null : (
          <section aria-labelledby="recent">
            <h2 id="recent" className={css.recentTitle}>
              {t('workspaces:welcome.recent')}
            </h2>
            <ul>
              {recent.slice(0, SHOWN_RECENT).map((path) => (
                <li key={path}>
                  <button type="button" className={css.recent} title={path} onClick={() => void follow(open(path))}>
                    <Folder size={16} strokeWidth={1.5} aria-hidden />
                    <span>{nameOf(path)}</span>
                    <small>
                      <bdi>{path}</bdi>
                    </small>
                  </button>
                </li>
              ))}
            </ul>
          </section>
        )}
      </div>
    </div>
  )
}
