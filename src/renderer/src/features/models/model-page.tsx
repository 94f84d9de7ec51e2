import { ArrowLeft, Copy } from 'lucide-react'
import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import type { ModelDetail, ModelRef } from '../../../../shared/domain/model'
import type { WorkspaceId } from '../../../../shared/domain/ids'
import { useClient } from '../../bridge/client-context'
import { useAnswer } from '../../lib/use-answer'
import { useCopy } from '../../lib/use-copy'
import { useFormat } from '../../lib/use-format'
import { Button, IconButton } from '../../ui/button'
import { ErrorBlock } from '../../ui/error-block'
import { KeyValueList, type KeyValueRow } from '../../ui/key-value-list'
import { ProblemList } from '../../ui/problem-list'
import { Section } from '../../ui/section'
import { ArtifactTree } from '../artifacts'
import { useShowRun } from '../inspector'
import { useNavigationActions } from '../navigation'
import { useRuns } from '../runs'
import { SchemaTable } from './schema-table'
import css from './models.module.css'

interface ModelPageProps {
  readonly workspaceId: WorkspaceId
  readonly modelRef: ModelRef
}

/** One model: all that its MLmodel says, from the form of 2018 on, and nothing that it does not. */
export function ModelPage({ workspaceId, modelRef }: ModelPageProps) {
  const { t } = useTranslation('models')
  const client = useClient()
  const { show } = useNavigationActions()
  const seq = useRuns((state) => state.seq)
  const [answer, retry] = useAnswer({
    identity: `${workspaceId} ${JSON.stringify(modelRef)}`,
    revision: seq,
    ask: (signal) => client.ask(workspaceId, 'models.get', { ref: modelRef }, signal),
  })
  const model = answer.kind === 'ready' ? answer.value : undefined
  return (
    <section className={css.page}>
      <header className={css.pageHead}>
        <IconButton
          name={t('back')}
          icon={<ArrowLeft size={16} strokeWidth={1.5} aria-hidden />}
          onPress={() => show({ kind: 'models' })}
        />
        <h1 title={model?.name}>{model?.name ?? t('model')}</h1>
        {model !== undefined && (
          <span className={css.facts}>{model.flavors.map((flavor) => flavor.name).join(' · ')}</span>
        )}
      </header>
      <div className={css.pageBody}>
        {answer.kind === 'failed' && (
          <ErrorBlock error={answer.error}>
            <Button onPress={retry}>{t('tryAgain')}</Button>
          </ErrorBlock>
        )}
        {model !== undefined && <Details workspaceId={workspaceId} model={model} revision={seq} />}
      </div>
    </section>
  )
}

interface DetailsProps {
  readonly workspaceId: WorkspaceId
  readonly model: ModelDetail
  readonly revision: number
}

function Details({ workspaceId, model, revision }: DetailsProps) {
  const { t } = useTranslation('models')
  return (
    <div className={css.columns}>
      <div className={css.column}>
        {model.problems.length > 0 && (
          <Section name="model.problems" title={t('problems')} aside={model.problems.length}>
            <ProblemList problems={model.problems} />
          </Section>
        )}
        <Signature model={model} />
        {model.inputExample !== undefined && (
          <CodeSection
            name="model.example"
            title={t('inputExample')}
            aside={model.inputExample.path}
            text={model.inputExample.text}
            note={model.inputExample.isTruncated ? t('exampleCut') : undefined}
          />
        )}
        <Flavors model={model} />
        {model.metadata !== undefined && (
          <CodeSection name="model.metadata" title={t('metadata')} text={model.metadata} />
        )}
      </div>
      <div className={css.column}>
        <About workspaceId={workspaceId} model={model} />
        {model.requirements.length > 0 && (
          <CodeSection
            name="model.requirements"
            title={t('requirements')}
            aside={model.requirements.length}
            text={model.requirements.join('\n')}
          />
        )}
        <Files workspaceId={workspaceId} model={model} revision={revision} />
        {model.otherKeys.length > 0 && (
          <Section name="model.other" title={t('otherKeys')}>
            <KeyValueList isMono rows={model.otherKeys.map(({ key, value }) => ({ key, value, text: value }))} />
          </Section>
        )}
      </div>
    </div>
  )
}

function Signature({ model }: { readonly model: ModelDetail }) {
  const { t } = useTranslation('models')
  const { inputs, outputs, params } = model.signature ?? {}
  const parts = [
    ['inputs', inputs],
    ['outputs', outputs],
    ['params', params],
  ] as const
  if (parts.every(([, fields]) => fields === undefined || fields.length === 0)) return null
  return (
    <Section name="model.signature" title={t('signature')}>
      <div className={css.schemas}>
        {parts.map(([name, fields]) =>
          fields === undefined || fields.length === 0 ? null : (
            <SchemaTable key={name} title={t(`part.${name}`)} fields={fields} />
          ),
        )}
      </div>
    </Section>
  )
}

function Flavors({ model }: { readonly model: ModelDetail }) {
  const { t } = useTranslation('models')
  if (model.flavors.length === 0) return null
  return (
    <Section name="model.flavors" title={t('flavors')} aside={model.flavors.length}>
      {model.flavors.map((flavor) => (
        <div key={flavor.name} className={css.flavor}>
          <h4>{flavor.name}</h4>
          <KeyValueList isMono rows={flavor.options.map(({ key, value }) => ({ key, value, text: value }))} />
        </div>
      ))}
    </Section>
  )
}

interface CodeSectionProps {
  readonly name: string
  readonly title: string
  readonly aside?: ReactNode
  readonly text: string
  readonly note?: string | undefined
}

function CodeSection({ name, title, aside, text, note }: CodeSectionProps) {
  const { t } = useTranslation('models')
  const copy = useCopy()
  return (
    <Section
      name={name}
      title={title}
      aside={
        <span className={css.codeAside}>
          {aside}
          <IconButton
            name={t('copyPart', { name: title })}
            icon={<Copy size={14} strokeWidth={1.5} aria-hidden />}
            size="small"
            onPress={() => copy(text)}
          />
        </span>
      }
    >
      <pre className={css.code} tabIndex={0} aria-label={title}>
        {text}
      </pre>
      {note !== undefined && <p className={css.note}>{note}</p>}
    </Section>
  )
}

/** Pure: what is known of it, in the order of a person's questions; what is not known is not there. */
export function collectFacts(
  model: ModelDetail,
  recordedSize: string | undefined,
): readonly (readonly [string, string])[] {
  const facts: readonly (readonly [string, string | undefined])[] = [
    ['created', model.createdText],
    ['mlflowVersion', model.mlflowVersion],
    ['pythonVersion', model.pythonVersion],
    ['modelId', model.modelId],
    ['modelUuid', model.modelUuid],
    ['runId', model.runId],
    ['recordedSize', recordedSize],
    ['location', model.location],
  ]
  return facts.flatMap(([key, value]) => (value === undefined || value === '' ? [] : [[key, value] as const]))
}

interface AboutProps {
  readonly workspaceId: WorkspaceId
  readonly model: ModelDetail
}

function About({ workspaceId, model }: AboutProps) {
  const { t } = useTranslation('models')
  const format = useFormat()
  const client = useClient()
  const showRun = useShowRun(workspaceId)
  const { runKey, recordedSizeBytes } = model
  const recorded = recordedSizeBytes === undefined ? undefined : format.bytes(recordedSizeBytes)
  const rows: KeyValueRow[] = collectFacts(model, recorded).map(([key, text]) => ({
    key: t(`fact.${key}`),
    value: text,
    text,
  }))
  const target = { kind: 'artifact', source: model.ref.source, path: model.ref.path } as const
  return (
    <Section name="model.about" title={t('about')}>
      <KeyValueList rows={rows} />
      <div className={css.actions}>
        {runKey !== undefined && (
          <Button size="small" onPress={() => void showRun(runKey)}>
            {t('showRun', { name: model.runName ?? model.runId ?? '' })}
          </Button>
        )}
        <Button size="small" onPress={() => void client.request('shell.reveal', { workspaceId, target })}>
          {t('reveal')}
        </Button>
      </div>
    </Section>
  )
}

function Files({ workspaceId, model, revision }: DetailsProps) {
  const { t } = useTranslation('models')
  const format = useFormat()
  const { show } = useNavigationActions()
  const { source, path } = model.ref
  return (
    <Section name="model.files" title={t('files')} aside={format.bytes(model.totalSizeBytes)}>
      <ArtifactTree
        workspaceId={workspaceId}
        source={source}
        root={path}
        revision={revision}
        onOpen={(entry) => show({ kind: 'artifact', source, path: entry.path })}
      />
    </Section>
  )
}
