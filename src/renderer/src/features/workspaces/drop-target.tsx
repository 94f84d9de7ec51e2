// Folders dropped anywhere on the window. Native drag events, since only they carry files from outside the page.
import { useEffect, useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useClient } from '../../bridge/client-context'
import { useShowWorkspace } from './use-show-workspace'
import { useWorkspacesActions } from './workspaces-context'
import css from './workspaces.module.css'

const hasFiles = (event: DragEvent): boolean => event.dataTransfer?.types.includes('Files') ?? false

export function DropTarget() {
  const { t } = useTranslation()
  const client = useClient()
  const { open } = useWorkspacesActions()
  const showWorkspace = useShowWorkspace()
  const [isOver, setOver] = useState(false)
  // `dragenter` and `dragleave` come for every element on the way: the window is left when as many left as were entered.
  const depth = useRef(0)

  useEffect(() => {
    const openAll = async (files: readonly File[]): Promise<void> => {
      for (const file of files) {
        const path = client.pathOf(file)
        const id = path === '' ? undefined : await open(path)
        if (id !== undefined) showWorkspace(id)
      }
    }
    const handlers: Readonly<Record<string, (event: DragEvent) => void>> = {
      dragenter: (event) => {
        depth.current += 1
        if (hasFiles(event)) setOver(true)
      },
      dragover: (event) => {
        if (!hasFiles(event)) return
        event.preventDefault()
        if (event.dataTransfer !== null) event.dataTransfer.dropEffect = 'copy'
      },
      dragleave: () => {
        depth.current = Math.max(0, depth.current - 1)
        if (depth.current === 0) setOver(false)
      },
      drop: (event) => {
        depth.current = 0
        setOver(false)
        if (!hasFiles(event)) return
        event.preventDefault()
        void openAll([...(event.dataTransfer?.files ?? [])])
      },
    }
    const entries = Object.entries(handlers) as [keyof WindowEventMap, EventListener][]
    for (const [name, handler] of entries) window.addEventListener(name, handler)
    return () => {
      for (const [name, handler] of entries) window.removeEventListener(name, handler)
    }
  }, [client, open, showWorkspace])

  return isOver ? (
    <div className={css.drop}>
      <span>{t('workspaces:drop.text')}</span>
    </div>
  ) : null
}
