// The real parts of a workspace: which reader and writer belong to which kind of store. A new kind of store begins here.
import { listArtifacts, locateArtifact, previewArtifact } from '../artifacts/artifacts'
import { resolveArtifactRoot } from '../artifacts/resolve-root'
import { readModel } from '../models/read-model'
import { discoverWorkspace } from './discover/discover-workspace'
import { createFileStoreReader } from './file-store/file-store-reader'
import type { WorkspaceDeps } from './service/workspace-deps'
import { createSqlStoreReader } from './sql-store/reader'
import { createFileRunWriter, createFileStoreRoot } from './write/file-run-writer'
import { createSqlRunWriter } from './write/sql-run-writer'

export const workspaceDeps: WorkspaceDeps = {
  discover: (path, open) => discoverWorkspace(path, { open }),
  createReader: (store) => (store.kind === 'file' ? createFileStoreReader(store) : createSqlStoreReader(store)),
  createWriter: ({ kind, path }) => (kind === 'file' ? createFileRunWriter(path) : createSqlRunWriter(path)),
  createStoreRoot: createFileStoreRoot,
  artifacts: {
    resolveRoot: ({ artifactUri, store, workspacePath, experimentId, ownerId }) =>
      resolveArtifactRoot({
        recordedUri: artifactUri,
        storePath: store.path,
        storeKind: store.kind,
        experimentId,
        runId: ownerId,
        workspacePath,
      }),
    list: listArtifacts,
    preview: previewArtifact,
    locate: locateArtifact,
  },
  readModel,
}
