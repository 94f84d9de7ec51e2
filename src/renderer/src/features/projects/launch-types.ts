import type { ExperimentRef } from '../../../../shared/domain/ids'

export type Experiment = ExperimentRef

/** What is to run: the part that the preview is made from. */
export interface Launch {
  readonly workspaceId: string
  readonly projectDir: string
  readonly entryPoint: string
  readonly params: [string, string][]
}
