// npm run bench [-- ids…]: runs the scenarios, prints ours beside peer and floor, writes bench/results/<time>.json.
import { mkdirSync, writeFileSync } from 'node:fs'
import { cpus, totalmem } from 'node:os'
import { join } from 'node:path'
import { mlflowPython, runPython } from './lib/python'
import { printScenario, type Scenario } from './lib/report'
import { p1a } from './p1a-cold-index'

const scenarios: Record<string, () => Promise<Scenario | readonly Scenario[]>> = { P1a: p1a }

const wanted = process.argv.slice(2).map((id) => id.toLowerCase())
const unknown = wanted.filter((id) => !Object.keys(scenarios).some((known) => known.toLowerCase() === id))
if (unknown.length > 0) {
  console.error(`no scenario named ${unknown.join(', ')}; there are ${Object.keys(scenarios).join(', ')}`)
  process.exit(2)
}

const machine = {
  node: process.version,
  cpus: `${cpus().length} × ${cpus()[0]?.model}`,
  memoryGb: Math.round(totalmem() / 1e9),
}
const mlflow = mlflowPython
  ? await runPython<string>('import json, mlflow; print(json.dumps(mlflow.__version__))')
  : undefined
console.log(
  `node ${machine.node}, ${machine.cpus}, ${machine.memoryGb} GB, ${mlflow ? `MLflow ${mlflow}` : 'no MLflow: the peer is left out'}`,
)

const results: Scenario[] = []
for (const [id, run] of Object.entries(scenarios)) {
  if (wanted.length > 0 && !wanted.includes(id.toLowerCase())) continue
  for (const scenario of [await run()].flat()) {
    printScenario(scenario)
    results.push(scenario)
  }
}
const folder = join(import.meta.dirname, 'results')
mkdirSync(folder, { recursive: true })
const file = join(folder, `${new Date().toISOString().replaceAll(':', '-')}.json`)
writeFileSync(file, JSON.stringify({ machine, mlflow, results }, undefined, 1))
console.log(`\nwritten to ${file}`)
