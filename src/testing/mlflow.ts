// Asks a real MLflow. The Python that has it is named by RUNBENCH_MLFLOW_PYTHON.
import { execFile } from 'node:child_process'
import { promisify } from 'node:util'

const run = promisify(execFile)

/** Runs a Python script that prints one JSON value, and returns that value. */
export async function runMlflowPython<T>(
  script: string,
  args: readonly string[] = [],
  env: Readonly<Record<string, string>> = {},
): Promise<T> {
  const python = process.env['RUNBENCH_MLFLOW_PYTHON']
  if (!python) throw new Error('RUNBENCH_MLFLOW_PYTHON names no Python with MLflow')
  const { stdout } = await run(python, ['-c', script, ...args], {
    env: { ...process.env, MLFLOW_ALLOW_FILE_STORE: 'true', MLFLOW_DISABLE_TELEMETRY: 'true', ...env },
    maxBuffer: 64 << 20,
  })
  return JSON.parse(stdout) as T
}
