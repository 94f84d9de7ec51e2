import { z } from 'zod'

export const artifactEntry = z.object({
  /** Relative to the run's artifact root, with `/`. */
  path: z.string(),
  name: z.string(),
  kind: z.enum(['folder', 'file', 'link', 'special']),
  sizeBytes: z.number().optional(),
  /** The folder holds an MLmodel. */
  isModel: z.boolean(),
})
export type ArtifactEntry = z.output<typeof artifactEntry>

/** Where artifacts are read from: a run's artifact root, or a folder of the workspace (a logged model's, a lone model's). */
export const artifactSource = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('run'), runKey: z.string().min(1) }),
  z.object({ kind: z.literal('logged-model'), storeId: z.string().min(1), modelId: z.string().min(1) }),
  z.object({ kind: z.literal('folder'), dir: z.string().min(1) }),
])
export type ArtifactSource = z.output<typeof artifactSource>

export const artifactPreview = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('text'), text: z.string(), isTruncated: z.boolean(), sizeBytes: z.number() }),
  z.object({
    kind: z.literal('image'),
    /** `image/png` and the like; SVG too, which is only ever drawn through an `<img>`. */
    mediaType: z.string(),
    data: z.instanceof(Uint8Array),
    sizeBytes: z.number(),
  }),
  z.object({ kind: z.literal('binary'), sizeBytes: z.number() }),
])
export type ArtifactPreview = z.output<typeof artifactPreview>
