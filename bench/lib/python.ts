// The peer: a real MLflow, where a Python that has it is named by RUNBENCH_MLFLOW_PYTHON.
import { execFile } from 'node:child_process'
import { promisify } from 'node:util'

export const mlflowPython = process.env['RUNBENCH_MLFLOW_PYTHON']

/** Runs a script that prints one JSON value on its last line. */
export async function runPython<T>(script: string, ...args: string[]): Promise<T> {
  if (mlflowPython === undefined) throw new Error('RUNBENCH_MLFLOW_PYTHON is not set')
  const env = { ...process.env, MLFLOW_ALLOW_FILE_STORE: 'true', MLFLOW_DISABLE_TELEMETRY: 'true' }
  const { stdout } = await promisify(execFile)(mlflowPython, ['-W', 'ignore', '-c', script, ...args], {
    env,
    maxBuffer: 64 << 20,
  })
  return JSON.parse(stdout.trim().split('\n').at(-1) ?? '') as T
}
