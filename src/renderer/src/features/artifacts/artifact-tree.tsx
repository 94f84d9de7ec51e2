import { Box, File, FileImage, FileText, Folder, FolderOpen, Link2, Table2 } from 'lucide-react'
import { useEffect, useMemo, useRef, useState, type KeyboardEvent, type ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import type { ArtifactEntry, ArtifactSource } from '../../../../shared/domain/artifact'
import type { WorkspaceId } from '../../../../shared/domain/ids'
import { describeError } from '../../lib/describe-error'
import { useFormat } from '../../lib/use-format'
import { useVisibleRange } from '../../lib/use-visible-range'
import { collectRows, collectSize, moveInTree, type TreeRow } from './collect-tree'
import { extensionOf } from './preview-kind'
import { useArtifactTree, type ArtifactTreeModel } from './use-artifact-tree'
import css from './artifacts.module.css'

const ROW_PX = 22
const INDENT_PX = 14
const IMAGES = ['png', 'jpg', 'jpeg', 'gif', 'webp', 'svg', 'bmp', 'avif', 'ico']
const TABLES = ['csv', 'tsv']
const TEXTS = ['txt', 'md', 'json', 'yaml', 'yml', 'log', 'py', 'toml', 'html']

function fileIcon(name: string) {
  const extension = extensionOf(name)
  if (IMAGES.includes(extension)) return FileImage
  if (TABLES.includes(extension)) return Table2
  return TEXTS.includes(extension) ? FileText : File
}

function EntryIcon({ entry, isOpen }: { readonly entry: ArtifactEntry; readonly isOpen: boolean }) {
  const folder = entry.isModel ? Box : isOpen ? FolderOpen : Folder
  const Icon = entry.kind === 'link' ? Link2 : entry.kind === 'folder' ? folder : fileIcon(entry.name)
  return <Icon size={14} strokeWidth={1.5} aria-hidden />
}

interface ArtifactTreeProps {
  readonly workspaceId: WorkspaceId
  readonly source: ArtifactSource
  /** Folder below the source where the tree starts. */
  readonly root?: string
  /** A file was chosen, or a folder that holds a model. */
  readonly onOpen: (entry: ArtifactEntry) => void
  /** Path of the entry that is shown elsewhere. */
  readonly selected?: string | undefined
  /** Moves when files may have changed. */
  readonly revision?: number
  /** Told the bytes listed so far and where they are. */
  readonly onListed?: (listed: { readonly sizeBytes: number; readonly location: string | undefined }) => void
}

/** A lazy tree of one run's, model's or folder's files. */
export function ArtifactTree(props: ArtifactTreeProps) {
  return <Tree key={`${props.workspaceId} ${JSON.stringify(props.source)} ${props.root ?? ''}`} {...props} />
}

function Tree({ workspaceId, source, root = '', onOpen, selected, revision = 0, onListed }: ArtifactTreeProps) {
  const { t } = useTranslation('artifacts')
  const tree = useArtifactTree({ workspaceId, source, root, revision })
  const rows = useMemo(() => collectRows(tree, root), [tree, root])
  const [focused, setFocused] = useState<string>()
  const box = useRef<HTMLDivElement>(null)
  const range = useVisibleRange(box, ROW_PX, rows.length)
  const index = Math.max(
    0,
    rows.findIndex((row) => row.id === focused),
  )

  const report = useRef(onListed)
  useEffect(() => {
    report.current = onListed
  })
  useEffect(() => {
    report.current?.({ sizeBytes: collectSize(tree.listings), location: tree.location })
  }, [tree.listings, tree.location])

  const activate = (row: TreeRow | undefined): void => {
    if (row?.kind !== 'entry') return
    if (row.entry.kind === 'folder' && !row.entry.isModel) tree.toggle(row.entry.path, !row.isOpen)
    else if (row.entry.kind !== 'special') onOpen(row.entry)
  }
  const focusRow = (at: number): void => {
    setFocused(rows[at]?.id)
    box.current?.querySelector(`[data-index="${String(at)}"]`)?.scrollIntoView({ block: 'nearest' })
  }
  const onKeyDown = (event: KeyboardEvent): void => {
    const isPlain = !(event.ctrlKey || event.metaKey || event.altKey)
    if (isPlain && (event.key === 'Enter' || event.key === ' ')) activate(rows[index])
    else {
      const move = isPlain ? moveInTree(rows, index, event.key) : undefined
      if (move === undefined) return
      if (move.kind === 'focus') focusRow(move.index)
      else tree.toggle(move.path, move.kind === 'unfold')
    }
    event.preventDefault()
  }
  return (
    <div
      ref={box}
      role="tree"
      tabIndex={0}
      aria-label={t('files')}
      aria-activedescendant={rows[index] === undefined ? undefined : idOf(rows[index].id)}
      className={css.tree}
      style={{ paddingTop: range.start * ROW_PX, paddingBottom: (rows.length - range.end) * ROW_PX }}
      onKeyDown={onKeyDown}
    >
      {rows.slice(range.start, range.end).map((row, at) => (
        <TreeRowView
          key={row.id}
          row={row}
          index={range.start + at}
          isFocused={range.start + at === index}
          isSelected={selected !== undefined && row.id === selected}
          tree={tree}
          onPress={() => {
            setFocused(row.id)
            activate(row)
          }}
        />
      ))}
    </div>
  )
}

const idOf = (id: string): string => `artifact ${id}`.replaceAll(' ', '\u00a0')

interface TreeRowProps {
  readonly row: TreeRow
  readonly index: number
  readonly isFocused: boolean
  readonly isSelected: boolean
  readonly tree: ArtifactTreeModel
  readonly onPress: () => void
}

function TreeRowView({ row, index, isFocused, isSelected, tree, onPress }: TreeRowProps) {
  const entry = row.kind === 'entry' ? row.entry : undefined
  const isFolder = entry?.kind === 'folder'
  return (
    <div
      id={idOf(row.id)}
      role="treeitem"
      aria-level={row.depth + 1}
      aria-selected={isSelected}
      {...(isFolder && row.kind === 'entry' ? { 'aria-expanded': row.isOpen } : {})}
      data-index={index}
      data-focused={isFocused || undefined}
      className={css.treeRow}
      style={{ paddingLeft: 4 + row.depth * INDENT_PX }}
      onClick={onPress}
    >
      {isFolder && row.kind === 'entry' ? (
        <span
          aria-hidden
          className={css.twisty}
          data-open={row.isOpen || undefined}
          onClick={(event) => {
            event.stopPropagation()
            tree.toggle(row.entry.path, !row.isOpen)
          }}
        />
      ) : (
        <span className={css.twistyGap} />
      )}
      <RowContent row={row} />
    </div>
  )
}

function RowContent({ row }: { readonly row: TreeRow }): ReactNode {
  const { t } = useTranslation('artifacts')
  const format = useFormat()
  if (row.kind === 'waiting') return <span className={css.faint}>{t('listing')}</span>
  if (row.kind === 'empty')
    return <span className={css.faint}>{row.depth === 0 ? t('noFiles') : t('emptyFolder')}</span>
  if (row.kind === 'failed') {
    const { what, why } = describeError(row.error, t)
    return (
      <span className={css.bad} title={why}>
        {what}
      </span>
    )
  }
  const { entry } = row
  return (
    <>
      <EntryIcon entry={entry} isOpen={row.isOpen} />
      <span className={css.treeName} title={entry.name}>
        {entry.name}
      </span>
      {entry.isModel && <span className={css.badge}>{t('model')}</span>}
      {entry.kind === 'link' && <span className={css.badge}>{t('link')}</span>}
      {entry.kind === 'special' && <span className={css.badge}>{t('special')}</span>}
      <span className={css.treeSize}>{entry.sizeBytes === undefined ? '' : format.bytes(entry.sizeBytes)}</span>
    </>
  )
}
