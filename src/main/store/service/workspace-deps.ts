// What a workspace is made of, so that it runs on real stores (wiring.ts) and on small ones in memory alike.
import type { AppError } from '../../../shared/errors'
import type { ArtifactEntry, ArtifactPreview } from '../../../shared/domain/artifact'
import type { ModelDetail } from '../../../shared/domain/model'
import type { StoreId } from '../../../shared/domain/ids'
import type { ProjectRef } from '../../../shared/domain/workspace'
import type { Problem } from '../../../shared/domain/run'
import type { RunWriter, StoreReader } from '../ports'

export interface StoreRef {
  readonly id: StoreId
  readonly kind: 'file' | 'sql'
  /** Absolute. */
  readonly path: string
}

export interface FoundWorkspace {
  /** Absolute path of what was opened. */
  readonly path: string
  readonly stores: readonly StoreRef[]
  readonly projects: readonly ProjectRef[]
  readonly modelFolders: readonly string[]
  readonly problems: readonly Problem[]
}

export interface ArtifactPlace {
  /** As recorded; may point to another machine. */
  readonly artifactUri: string | undefined
  readonly store: StoreRef
  readonly workspacePath: string
  readonly experimentId: string
  /** The run's id, or the logged model's. */
  readonly ownerId: string
}

/** A local folder, or why there is none. */
export type ArtifactRootAnswer = { readonly path: string } | { readonly error: AppError }

export interface WorkspaceDeps {
  /** Throws `Failure` when there is nothing at the path. `open` names stores that need no second proof. */
  discover(path: string, open: ReadonlySet<string>): FoundWorkspace
  createReader(store: StoreRef): StoreReader
  createWriter(store: StoreRef): RunWriter
  /** Makes an empty file store at this path. */
  createStoreRoot(path: string): void
  readonly artifacts: {
    resolveRoot(place: ArtifactPlace): ArtifactRootAnswer
    list(root: string, path: string): ArtifactEntry[]
    preview(root: string, path: string): ArtifactPreview
    /** Absolute path, after the checks that keep it inside the root. */
    locate(root: string, path: string): string
  }
  readModel(folder: string): ModelFacts
}

/** A model as its folder says, without its place in the workspace. */
export type ModelFacts = Omit<ModelDetail, 'ref' | 'runKey' | 'runName'>
