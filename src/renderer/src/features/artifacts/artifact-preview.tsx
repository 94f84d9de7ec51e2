import { Copy, FolderSearch } from 'lucide-react'
import { useMemo, useState, type ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import type { ArtifactPreview as Preview, ArtifactSource } from '../../../../shared/domain/artifact'
import type { WorkspaceId } from '../../../../shared/domain/ids'
import { useClient } from '../../bridge/client-context'
import { useFormat } from '../../lib/use-format'
import { useAnswer } from '../../lib/use-answer'
import { Button, IconButton } from '../../ui/button'
import { ErrorBlock } from '../../ui/error-block'
import { Markdown } from '../../ui/markdown'
import { Switch } from '../../ui/switch'
import { ImageView } from './image-view'
import { collectPrettyJson, extensionOf, textFormOf } from './preview-kind'
import { TableView } from './table-view'
import { TextView } from './text-view'
import css from './artifacts.module.css'

const ICON = { size: 16, strokeWidth: 1.5, 'aria-hidden': true } as const

interface ArtifactPreviewProps {
  readonly workspaceId: WorkspaceId
  readonly source: ArtifactSource
  readonly path: string
  readonly revision?: number
  /** Further buttons of the bar. */
  readonly actions?: ReactNode
}

const nameOf = (path: string): string => path.slice(path.lastIndexOf('/') + 1)

/** One file: what can be shown of it, with its size and the ways to the file itself. */
export function ArtifactPreview({ workspaceId, source, path, revision = 0, actions }: ArtifactPreviewProps) {
  const { t } = useTranslation('artifacts')
  const client = useClient()
  const format = useFormat()
  const [isRaw, setRaw] = useState(false)
  const [answer, retry] = useAnswer({
    identity: `${workspaceId} ${JSON.stringify(source)} ${path}`,
    revision,
    ask: (signal) => client.ask(workspaceId, 'artifacts.preview', { source, path }, signal),
  })
  const preview = answer.kind === 'ready' ? answer.value : undefined
  const form = preview?.kind === 'text' ? textFormOf(path) : 'plain'

  const copyPath = async (): Promise<void> => {
    const located = await client.ask(workspaceId, 'artifacts.locate', { source, path })
    if (located.ok) await client.request('shell.copyText', { text: located.value.location })
  }
  const reveal = () => client.request('shell.reveal', { workspaceId, target: { kind: 'artifact', source, path } })

  return (
    <div className={css.preview}>
      <div className={css.previewBar}>
        <span className={css.previewFacts}>{preview === undefined ? '' : format.bytes(preview.sizeBytes)}</span>
        {form !== 'plain' && (
          <Switch isSelected={!isRaw} onChange={(isOn) => setRaw(!isOn)}>
            {t(`as.${form}`)}
          </Switch>
        )}
        <span className={css.gap} />
        {preview?.kind === 'text' && (
          <IconButton
            name={preview.isTruncated ? t('copyShown') : t('copyText')}
            icon={<Copy {...ICON} />}
            onPress={() => void client.request('shell.copyText', { text: preview.text })}
          />
        )}
        <IconButton name={t('reveal')} icon={<FolderSearch {...ICON} />} onPress={() => void reveal()} />
        <IconButton name={t('copyPath')} icon={<CopyPathIcon />} onPress={() => void copyPath()} />
        {actions}
      </div>
      {answer.kind === 'failed' && (
        <ErrorBlock error={answer.error}>
          <Button onPress={retry}>{t('tryAgain')}</Button>
        </ErrorBlock>
      )}
      {preview !== undefined && <PreviewBody path={path} preview={preview} isRaw={isRaw} />}
    </div>
  )
}

function CopyPathIcon() {
  return (
    <span aria-hidden className={css.pathIcon}>
      /…
    </span>
  )
}

interface PreviewBodyProps {
  readonly path: string
  readonly preview: Preview
  readonly isRaw: boolean
}

function PreviewBody({ path, preview, isRaw }: PreviewBodyProps) {
  const { t } = useTranslation('artifacts')
  const format = useFormat()
  switch (preview.kind) {
    case 'binary':
      return <p className={css.notice}>{t('binary')}</p>
    case 'image':
      return <ImageView name={nameOf(path)} mediaType={preview.mediaType} data={preview.data} />
    case 'text':
      return (
        <>
          {preview.isTruncated && (
            <p className={css.notice}>
              {t('truncated', { shown: format.bytes(preview.text.length), all: format.bytes(preview.sizeBytes) })}
            </p>
          )}
          <TextBody path={path} preview={preview} isRaw={isRaw} />
        </>
      )
  }
}

interface TextBodyProps {
  readonly path: string
  readonly preview: Extract<Preview, { kind: 'text' }>
  readonly isRaw: boolean
}

function TextBody({ path, preview, isRaw }: TextBodyProps) {
  const { t } = useTranslation('artifacts')
  const form = isRaw ? 'plain' : textFormOf(path)
  const text = useMemo(() => (form === 'json' ? collectPrettyJson(preview.text) : preview.text), [form, preview.text])
  if (text === '') return <p className={css.notice}>{t('emptyFile')}</p>
  if (form === 'table')
    return <TableView text={text} isTabs={extensionOf(path) === 'tsv'} isTruncated={preview.isTruncated} />
  if (form === 'markdown')
    return (
      <div className={css.prose}>
        <Markdown text={text} />
      </div>
    )
  return <TextView text={text} />
}
