// Lists and previews artifacts below a root. Links are shown, never followed; what is not a regular file is never opened.
import { readdirSync, readSync, statSync, type Dirent } from 'node:fs'
import { extname, join } from 'node:path'
import { imageSize } from 'image-size'
import type { ArtifactEntry, ArtifactPreview } from '../../shared/domain/artifact'
import { Failure } from '../rpc/router'
import { ioFailure, locateBelow, withFile } from './safe-path'

const TEXT_HEAD_BYTES = 512 * 1024
const MAX_IMAGE_BYTES = 20 * 1024 * 1024
/** A decoded picture takes four bytes a pixel in the page. */
const MAX_PIXELS = 100_000_000
const SNIFF_BYTES = 8_192

const IMAGES: Readonly<Record<string, string>> = {
  '.png': 'image/png',
  '.jpg': 'image/jpeg',
  '.jpeg': 'image/jpeg',
  '.gif': 'image/gif',
  '.webp': 'image/webp',
  '.bmp': 'image/bmp',
  '.svg': 'image/svg+xml',
}

function kindOf(entry: Pick<Dirent, 'isSymbolicLink' | 'isDirectory' | 'isFile'>): ArtifactEntry['kind'] {
  if (entry.isSymbolicLink()) return 'link'
  if (entry.isDirectory()) return 'folder'
  return entry.isFile() ? 'file' : 'special'
}

/** The entries of one folder, by path as MLflow sorts them (by code point). */
export function listArtifacts(root: string, path: string): ArtifactEntry[] {
  const folder = locateBelow(root, path)
  if (!folder.stats.isDirectory()) throw new Failure({ code: 'not-a-folder', path: folder.path })
  let entries: Dirent[]
  try {
    entries = readdirSync(folder.path, { withFileTypes: true })
  } catch (cause) {
    throw ioFailure(cause, folder.path)
  }
  return entries.map((entry) => toEntry(entry, folder.path, path)).sort((a, b) => compareCodePoints(a.path, b.path))
}

/** As Python compares strings; JavaScript's `<` compares UTF-16 units, which differ above U+FFFF. */
export function compareCodePoints(a: string, b: string): number {
  return Buffer.compare(Buffer.from(a), Buffer.from(b))
}

function toEntry(entry: Dirent, folder: string, parent: string): ArtifactEntry {
  const full = join(folder, entry.name)
  const kind = kindOf(entry)
  const base = { path: parent === '' ? entry.name : `${parent}/${entry.name}`, name: entry.name, kind }
  if (kind === 'folder')
    return { ...base, isModel: statSync(join(full, 'MLmodel'), { throwIfNoEntry: false })?.isFile() ?? false }
  const sizeBytes = kind === 'file' ? statSync(full, { throwIfNoEntry: false })?.size : undefined
  return { ...base, isModel: false, ...(sizeBytes === undefined ? {} : { sizeBytes }) }
}

/** Absolute path of an artifact, for showing it in the file manager; checked as all are. */
export function locateArtifact(root: string, path: string): string {
  return locateBelow(root, path).path
}

export function previewArtifact(root: string, path: string): ArtifactPreview {
  const located = locateBelow(root, path)
  const mediaType = IMAGES[extname(path).toLowerCase()]
  return withFile(located, (fd, sizeBytes) =>
    mediaType === undefined
      ? previewText(readHead(fd, Math.min(sizeBytes, TEXT_HEAD_BYTES)), sizeBytes)
      : previewImage({ fd, sizeBytes, mediaType, path }),
  )
}

function readHead(fd: number, length: number): Buffer {
  const buffer = Buffer.alloc(length)
  let filled = 0
  while (filled < length) {
    const count = readSync(fd, buffer, filled, length - filled, filled)
    if (count === 0) break
    filled += count
  }
  return buffer.subarray(0, filled)
}

function previewText(head: Buffer, sizeBytes: number): ArtifactPreview {
  if (head.subarray(0, SNIFF_BYTES).includes(0)) return { kind: 'binary', sizeBytes }
  const isTruncated = head.length < sizeBytes
  return { kind: 'text', text: decodeText(head, isTruncated), isTruncated, sizeBytes }
}

/** UTF-8, or Latin-1 where it is not; a character cut at the end of the head does not count against it. */
export function decodeText(bytes: Uint8Array, isTruncated: boolean): string {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes, { stream: isTruncated })
  } catch {
    return new TextDecoder('latin1').decode(bytes)
  }
}

interface Image {
  readonly fd: number
  readonly sizeBytes: number
  readonly mediaType: string
  readonly path: string
}

function previewImage({ fd, sizeBytes, mediaType, path }: Image): ArtifactPreview {
  if (sizeBytes > MAX_IMAGE_BYTES)
    throw new Failure({ code: 'too-large', path, sizeBytes, limitBytes: MAX_IMAGE_BYTES })
  const data = readHead(fd, sizeBytes)
  const pixels = pixelsOf(data)
  if (pixels === undefined) return { kind: 'binary', sizeBytes }
  // Four bytes a pixel are what it would take to draw it.
  if (pixels > MAX_PIXELS)
    throw new Failure({ code: 'too-large', path, sizeBytes: pixels * 4, limitBytes: MAX_PIXELS * 4 })
  return { kind: 'image', mediaType, data: new Uint8Array(data), sizeBytes }
}

/** Undefined for what is no picture, whatever its name says. */
function pixelsOf(data: Uint8Array): number | undefined {
  try {
    const { width, height } = imageSize(data)
    return width * height
  } catch {
    return undefined
  }
}
