import { join } from 'node:path'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { createTempFolder, type TempFolder } from '../../../testing/fixtures'
import { runMlflowPython } from '../../../testing/mlflow'
import type { RunRecord } from '../ports'
import { createSqlStoreReader } from '../sql-store/reader'
import { createSqlRunWriter, trackingUriOf } from './sql-run-writer'

const MAKE = `
import json, sys
from mlflow import MlflowClient
client = MlflowClient(sys.argv[1])
print(json.dumps([e.experiment_id for e in client.search_experiments()]))
`
const CONTINUE = `
import json, math, os, sys
from mlflow import MlflowClient
client = MlflowClient(sys.argv[1])
client.log_metric(sys.argv[2], 'loss', 0.5, step=3)
client.log_metric(sys.argv[2], 'loss', math.nan, step=4)
client.set_tag(sys.argv[2], 'by', 'mlflow')
run = client.get_run(sys.argv[2])
print(json.dumps({'name': run.info.run_name, 'status': run.info.status, 'user': run.info.user_id, 'start': run.info.start_time,
  'params': run.data.params, 'tags': run.data.tags, 'artifacts': run.info.artifact_uri}))
`
const READ = `
import json, sys
from mlflow import MlflowClient
client = MlflowClient(sys.argv[1])
run = client.get_run(sys.argv[2])
print(json.dumps({'name': run.info.run_name, 'status': run.info.status, 'end': run.info.end_time, 'tags': run.data.tags,
  'found': [r.info.run_id for r in client.search_runs(['0'], "tags.team = 'lab'")]}))
`

let folder: TempFolder
beforeAll(async () => {
  folder = await createTempFolder()
})
afterAll(() => folder.remove())

it('writes a run that MLflow reads and goes on with, and reads back what MLflow wrote', async () => {
  const path = join(folder.path, 'a b.db')
  const uri = trackingUriOf(path)
  expect(await runMlflowPython(MAKE, [uri])).toEqual(['0'])
  const writer = createSqlRunWriter(path)
  expect(writer.trackingUri).toBe(uri)
  const { runId, artifactPath } = writer.createRun({
    experimentId: undefined,
    runName: "it's: 葡萄酒 🍷 ?",
    userId: 'ada',
    startTime: 1_735_000_000_000,
    params: [
      ['opt/lr', '0.1'],
      ['note', 'two\nlines'],
    ],
    tags: [['team', 'lab']],
  })
  expect(await runMlflowPython(CONTINUE, [uri, runId])).toEqual({
    name: "it's: 葡萄酒 🍷 ?",
    status: 'RUNNING',
    user: 'ada',
    start: 1_735_000_000_000,
    params: { 'opt/lr': '0.1', note: 'two\nlines' },
    tags: { team: 'lab', by: 'mlflow', 'mlflow.runName': "it's: 葡萄酒 🍷 ?" },
    artifacts: artifactPath,
  })
  writer.setTags(runId, [['mlflow.runName', 'second']])
  writer.finishRun(runId, 'FAILED', 1_735_000_001_000)
  expect(await runMlflowPython(READ, [uri, runId])).toEqual({
    name: 'second',
    status: 'FAILED',
    end: 1_735_000_001_000,
    tags: { team: 'lab', by: 'mlflow', 'mlflow.runName': 'second' },
    found: [runId],
  })

  const reader = createSqlStoreReader({ id: 'a b.db', path })
  const runs: RunRecord[] = []
  for await (const batch of reader.scan(new AbortController().signal)) runs.push(...batch.runs)
  expect(runs.map((run) => [run.runId, run.name, run.status])).toEqual([[runId, 'second', 'FAILED']])
  expect(runs[0]?.metrics.map((metric) => [metric.key, metric.value, metric.step])).toEqual([['loss', NaN, 4]])
  expect(reader.history(runId, 'loss')?.values).toEqual(Float64Array.of(0.5, NaN))
})
