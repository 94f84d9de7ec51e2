// MLmodel as MLflow writes it (models/model.py, models/signature.py, types/schema.py), from the 2018 form on.
import { z } from 'zod'
import { artifactSource } from './artifact'
import { problem } from './run'

/** One column, tensor or param of a signature; `type` is readable (`double`, `tensor float32 (-1, 4)`, `array(string)`). */
export const schemaField = z.object({
  name: z.string().optional(),
  type: z.string(),
  isRequired: z.boolean(),
  /** JSON text of a param's default. */
  default: z.string().optional(),
})
export type SchemaField = z.output<typeof schemaField>

/** A place of the workspace where a model is: a logged model, a model artifact of a run, or a lone folder. */
export const modelRef = z.object({
  source: artifactSource,
  /** Folder below the source, `` for the source itself. */
  path: z.string(),
})
export type ModelRef = z.output<typeof modelRef>

export const modelListEntry = modelRef.extend({
  name: z.string(),
  runKey: z.string().optional(),
  runName: z.string().optional(),
  createdTime: z.number().optional(),
  /** Logged models only: PENDING, READY, FAILED. */
  status: z.string().optional(),
})
export type ModelListEntry = z.output<typeof modelListEntry>

export const modelDetail = z.object({
  ref: modelRef,
  name: z.string(),
  /** Absolute folder. */
  location: z.string(),
  flavors: z.array(z.object({ name: z.string(), options: z.array(z.object({ key: z.string(), value: z.string() })) })),
  signature: z
    .object({
      inputs: z.array(schemaField).optional(),
      outputs: z.array(schemaField).optional(),
      params: z.array(schemaField).optional(),
    })
    .optional(),
  /** The input example as text, with its file name. */
  inputExample: z.object({ path: z.string(), text: z.string(), isTruncated: z.boolean() }).optional(),
  requirements: z.array(z.string()),
  pythonVersion: z.string().optional(),
  modelId: z.string().optional(),
  modelUuid: z.string().optional(),
  runId: z.string().optional(),
  /** Set when that run is in the workspace. */
  runKey: z.string().optional(),
  runName: z.string().optional(),
  mlflowVersion: z.string().optional(),
  /** As written in the file: `2025-06-02 09:00:00.123456` (UTC) or, in 2018, ISO-like. */
  createdText: z.string().optional(),
  /** `model_size_bytes` as recorded. */
  recordedSizeBytes: z.number().optional(),
  files: z.array(z.object({ path: z.string(), sizeBytes: z.number() })),
  totalSizeBytes: z.number(),
  metadata: z.string().optional(),
  /** Any further keys of the file, as text. */
  otherKeys: z.array(z.object({ key: z.string(), value: z.string() })),
  problems: z.array(problem),
})
export type ModelDetail = z.output<typeof modelDetail>
