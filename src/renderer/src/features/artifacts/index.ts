export { ArtifactPage } from './artifact-page'
export { ArtifactPreview } from './artifact-preview'
export { ArtifactTree } from './artifact-tree'
