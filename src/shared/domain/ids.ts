import { z } from 'zod'

/** Made by main when a workspace is opened; stable while the app runs. */
export const workspaceId = z.string().min(1)
/** Path of the store relative to its workspace, `.` when the workspace is the store itself. */
export const storeId = z.string().min(1)
export const experimentId = z.string().min(1)
/** Opaque: identifies a run across the stores of one workspace. Made by `runKeyOf` in main/store/ports.ts, never taken apart. */
export const runKey = z.string().min(1)
export const jobId = z.string().min(1)

export type WorkspaceId = z.output<typeof workspaceId>
export type StoreId = z.output<typeof storeId>
export type RunKey = z.output<typeof runKey>
export type JobId = z.output<typeof jobId>

export const experimentRef = z.object({ storeId, experimentId })
export type ExperimentRef = z.output<typeof experimentRef>
