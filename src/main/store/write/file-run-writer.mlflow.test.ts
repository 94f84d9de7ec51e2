import { join } from 'node:path'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { createTempFolder, type TempFolder } from '../../../testing/fixtures'
import { runMlflowPython } from '../../../testing/mlflow'
import { createFileRunWriter, createFileStoreRoot } from './file-run-writer'

const READ = `
import json, sys
from mlflow import MlflowClient
run = MlflowClient(sys.argv[1]).get_run(sys.argv[2])
info = run.info
print(json.dumps({'name': info.run_name, 'status': info.status, 'experiment': info.experiment_id, 'user': info.user_id,
  'start': info.start_time, 'end': info.end_time, 'artifacts': info.artifact_uri,
  'params': run.data.params, 'tags': run.data.tags,
  'found': [r.info.run_id for r in MlflowClient(sys.argv[1]).search_runs(['0'])]}))
`
const CONTINUE = `
import json, sys
from mlflow import MlflowClient
client = MlflowClient(sys.argv[1])
client.log_metric(sys.argv[2], 'loss', 0.5, step=3)
client.set_tag(sys.argv[2], 'by', 'mlflow')
print(json.dumps(True))
`

let folder: TempFolder
beforeAll(async () => {
  folder = await createTempFolder()
})
afterAll(() => folder.remove())

it('writes a run that MLflow reads, goes on with, and reads again after it is finished', async () => {
  const root = join(folder.path, 'a b/mlruns')
  createFileStoreRoot(root)
  const writer = createFileRunWriter(root)
  const run = writer.createRun({
    experimentId: undefined,
    runName: "it's: 葡萄酒 🍷 #1",
    userId: 'ada',
    startTime: 1_735_000_000_000,
    params: [
      ['opt/lr', '0.1'],
      ['note', 'two\nlines'],
    ],
    tags: [['team', 'lab']],
  })
  await runMlflowPython(CONTINUE, [writer.trackingUri, run.runId])
  writer.setTags(run.runId, [['runbench.exit', '0']])
  writer.finishRun(run.runId, 'FINISHED', 1_735_000_001_000)

  expect(await runMlflowPython(READ, [writer.trackingUri, run.runId])).toEqual({
    name: "it's: 葡萄酒 🍷 #1",
    status: 'FINISHED',
    experiment: '0',
    user: 'ada',
    start: 1_735_000_000_000,
    end: 1_735_000_001_000,
    artifacts: `${writer.trackingUri}/0/${run.runId}/artifacts`,
    params: { 'opt/lr': '0.1', note: 'two\nlines' },
    tags: { team: 'lab', by: 'mlflow', 'runbench.exit': '0', 'mlflow.runName': "it's: 葡萄酒 🍷 #1" },
    found: [run.runId],
  })
})
