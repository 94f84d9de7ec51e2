// Writes an `mlruns` folder of a given shape, as MLflow lays it out.
import { mkdirSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { generateRuns, type GeneratedRun, type Shape } from './shapes'

export const BENCH_EXPERIMENT = '101'

export function generateFileStore(root: string, shape: Shape, count: number): void {
  const experiment = join(root, BENCH_EXPERIMENT)
  mkdirSync(join(root, '.trash'), { recursive: true })
  mkdirSync(experiment, { recursive: true })
  writeFileSync(
    join(experiment, 'meta.yaml'),
    `artifact_location: ${pathToFileURL(experiment).href}\ncreation_time: 1700000000000\nexperiment_id: '${BENCH_EXPERIMENT}'\n` +
      'last_update_time: 1700000000000\nlifecycle_stage: active\nname: bench\n',
  )
  for (const run of generateRuns(shape, count)) writeRun(join(experiment, run.runId), run)
}

function writeRun(folder: string, run: GeneratedRun): void {
  for (const name of ['params', 'metrics', 'tags', 'artifacts']) mkdirSync(join(folder, name), { recursive: true })
  writeFileSync(join(folder, 'meta.yaml'), runMeta(folder, run))
  for (const [key, value] of run.params) writeFileSync(join(folder, 'params', key), value)
  for (const [key, value] of run.tags) writeFileSync(join(folder, 'tags', key), value)
  for (const [key, values] of run.metrics) {
    const path = join(folder, 'metrics', key)
    mkdirSync(dirname(path), { recursive: true })
    writeFileSync(path, values.map((value, step) => `${run.startTime + step * 1000} ${value} ${step}\n`).join(''))
  }
}

const runMeta = (folder: string, run: GeneratedRun): string =>
  `artifact_uri: ${pathToFileURL(join(folder, 'artifacts')).href}\nend_time: ${run.endTime}\nentry_point_name: ''\n` +
  `experiment_id: '${BENCH_EXPERIMENT}'\nlifecycle_stage: active\nrun_id: ${run.runId}\nrun_name: ${run.name}\nrun_uuid: ${run.runId}\n` +
  `source_name: ''\nsource_type: 4\nsource_version: ''\nstart_time: ${run.startTime}\nstatus: 3\ntags: []\nuser_id: bench\n`
