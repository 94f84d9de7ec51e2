// What a workspace is made of, so that it runs on real stores (wiring.ts) and on small ones in memory alike.
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
  /** Run's or logged model's own folder below the store when there is one. */
  readonly store: StoreRef
  readonly workspacePath: string
  readonly experimentId: string
  /** Undefined for a logged model. */
  readonly runId: string | undefined
  readonly runLocation: string | undefined
}

export interface WorkspaceDeps {
  /** Throws `Failure` when there is nothing at the path. `open` names stores that need no second proof. */
  discover(path: string, open?: ReadonlySet<string>): FoundWorkspace
  createReader(store: StoreRef): StoreReader
  createWriter(store: StoreRef): RunWriter
  /** Makes an empty file store at this path. */
  createStoreRoot(path: string): void
  readonly artifacts: {
    /** Local folder of the artifacts, undefined when they are not on this machine. */
    resolveRoot(place: ArtifactPlace): string | undefined
    list(root: string, path: string): Promise<ListedArtifacts> | ListedArtifacts
    preview(root: string, path: string): Promise<ArtifactPreview> | ArtifactPreview
    /** Absolute path after the checks that keep it inside the root. */
    locate(root: string, path: string): Promise<string> | string
  }
  readModel(folder: string): Promise<ModelFacts> | ModelFacts
}

export interface ListedArtifacts {
  readonly location: string
  readonly entries: ArtifactEntry[]
}

/** A model as its folder says, without its place in the workspace. */
export type ModelFacts = Omit<ModelDetail, 'ref' | 'runKey' | 'runName'>
