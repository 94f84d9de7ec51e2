// P1a: cold index of 1,000 typical runs in a file store (page cache warm), beside MLflow's own search over all of them and
// beside reading every byte once.
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createFileStoreReader } from '../src/main/store/file-store/file-store-reader'
import { RunIndex } from '../src/main/store/index/run-index'
import { generateFileStore, BENCH_EXPERIMENT } from './lib/generate-file-store'
import { mlflowPython, runPython } from './lib/python'
import type { Scenario } from './lib/report'
import { shapes } from './lib/shapes'

const RUNS = 1_000
const ROUNDS = 5

const SEARCH_ALL = `
import json, sys, time
from mlflow.store.tracking.file_store import FileStore
from mlflow.entities import ViewType
store = FileStore(sys.argv[1])
times = []
for _ in range(int(sys.argv[3])):
    began, token, count = time.perf_counter(), None, 0
    while True:
        page = store.search_runs([sys.argv[2]], "", ViewType.ALL, max_results=1000, page_token=token)
        count += len(page)
        token = page.token
        if not token: break
    assert count == int(sys.argv[4])
    times.append((time.perf_counter() - began) * 1000)
print(json.dumps(times))
`

export async function p1a(): Promise<Scenario> {
  const folder = mkdtempSync(join(tmpdir(), 'runbench-p1a-'))
  try {
    const root = join(folder, 'mlruns')
    generateFileStore(root, shapes.typical, RUNS)
    const ours: number[] = []
    const floor: number[] = []
    const peer: number[] = []
    for (let round = 0; round < ROUNDS; round++) {
      floor.push(time(() => readTree(root)))
      ours.push(await indexCold(root))
      if (mlflowPython) peer.push(...(await runPython<number[]>(SEARCH_ALL, root, BENCH_EXPERIMENT, '1', String(RUNS))))
    }
    return {
      id: 'P1a',
      title: `cold index of ${RUNS} typical runs, file store`,
      ours: { name: 'scan + run index', ms: ours },
      peer: mlflowPython ? { name: 'FileStore.search_runs', ms: peer } : undefined,
      floor: { name: 'every file read once, one thread', ms: floor },
      target: '1 : 10',
    }
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}

async function indexCold(root: string): Promise<number> {
  const began = performance.now()
  const reader = createFileStoreReader({ id: 'mlruns', path: root })
  const index = new RunIndex()
  for await (const batch of reader.scan(new AbortController().signal))
    index.upsert('mlruns', batch.runs, { marksChange: false })
  reader.dispose()
  if (index.size !== RUNS) throw new Error(`indexed ${index.size} of ${RUNS} runs`)
  return performance.now() - began
}

function readTree(folder: string): void {
  for (const entry of readdirSync(folder, { withFileTypes: true })) {
    const path = join(folder, entry.name)
    if (entry.isDirectory()) readTree(path)
    else readFileSync(path)
  }
}

function time(work: () => void): number {
  const began = performance.now()
  work()
  return performance.now() - began
}
