import { Maximize2, X } from 'lucide-react'
import { useCallback, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { ArtifactEntry, ArtifactSource } from '../../../../shared/domain/artifact'
import type { RunDetail } from '../../../../shared/domain/run'
import type { WorkspaceId } from '../../../../shared/domain/ids'
import { useFormat } from '../../lib/use-format'
import { IconButton } from '../../ui/button'
import { Section } from '../../ui/section'
import { ArtifactPreview, ArtifactTree } from '../artifacts'
import { useNavigationActions } from '../navigation'
import css from './inspector.module.css'

interface ArtifactsSectionProps {
  readonly workspaceId: WorkspaceId
  readonly run: RunDetail
  readonly revision: number
}

export function ArtifactsSection({ workspaceId, run, revision }: ArtifactsSectionProps) {
  const { t } = useTranslation('inspector')
  const format = useFormat()
  const { show } = useNavigationActions()
  const [path, setPath] = useState<string>()
  const [sizeBytes, setSizeBytes] = useState(0)
  const source: ArtifactSource = { kind: 'run', runKey: run.key }
  const open = (entry: ArtifactEntry): void => {
    if (entry.isModel) show({ kind: 'model', ref: { source, path: entry.path } })
    else setPath(entry.path)
  }
  const onListed = useCallback((listed: { readonly sizeBytes: number }) => setSizeBytes(listed.sizeBytes), [])
  return (
    <Section
      name="inspector.artifacts"
      title={t('artifacts')}
      aside={<span className={css.count}>{sizeBytes > 0 ? format.bytes(sizeBytes) : ''}</span>}
    >
      <ArtifactTree
        workspaceId={workspaceId}
        source={source}
        onOpen={open}
        selected={path}
        revision={revision}
        onListed={onListed}
      />
      {path !== undefined && (
        <div className={css.preview}>
          <p className={css.previewName} title={path}>
            {path}
          </p>
          <ArtifactPreview
            key={path}
            workspaceId={workspaceId}
            source={source}
            path={path}
            revision={revision}
            actions={
              <>
                <IconButton
                  name={t('artifacts:openPage')}
                  icon={<Maximize2 size={16} strokeWidth={1.5} aria-hidden />}
                  onPress={() => show({ kind: 'artifact', source, path })}
                />
                <IconButton
                  name={t('artifacts:closePreview')}
                  icon={<X size={16} strokeWidth={1.5} aria-hidden />}
                  onPress={() => setPath(undefined)}
                />
              </>
            }
          />
        </div>
      )}
    </Section>
  )
}
