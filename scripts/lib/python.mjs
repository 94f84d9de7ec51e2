// Finds a Python that has MLflow: the tests that ask a real MLflow need one.
// @ts-check
import { existsSync } from 'node:fs'
import { inRoot, run } from './project.mjs'

/** The first that imports mlflow, as a command; undefined where there is none. */
export async function findMlflowPython() {
  const own = process.platform === 'win32' ? inRoot('.venv/Scripts/python.exe') : inRoot('.venv/bin/python')
  const candidates = [process.env.RUNBENCH_MLFLOW_PYTHON, existsSync(own) ? own : undefined, 'python3', 'python']
  for (const candidate of candidates) {
    if (!candidate) continue
    const probe = 'import importlib.util as u, sys; sys.exit(0 if u.find_spec("mlflow") else 1)'
    if ((await run([candidate, '-c', probe], { quiet: true })).code === 0) return candidate
  }
  return undefined
}
