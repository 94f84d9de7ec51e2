import { describe, expect, it, vi } from 'vitest'
import { createBaseEnvironment } from './base-environment'
import { childEnvironment } from './child-environment'

const shell = () => vi.fn(() => Promise.resolve({ PATH: '/mine', ONLY_SHELL: '1' }))

describe('the environment that jobs inherit', () => {
  it('is the app’s own when it was started from a terminal', async () => {
    const askShell = shell()
    const environment = { PATH: '/app', TERM: 'xterm', EMPTY: undefined }
    const base = createBaseEnvironment({ environment, platform: 'linux', hasTerminal: false, askShell })
    expect(await base()).toEqual({ PATH: '/app', TERM: 'xterm' })
    expect(askShell).not.toHaveBeenCalled()
  })

  it('is the login shell’s, asked once, when it was started from an icon', async () => {
    const askShell = shell()
    const environment = { PATH: '/app', DISPLAY: ':0' }
    const base = createBaseEnvironment({ environment, platform: 'darwin', hasTerminal: false, askShell })
    expect(await base()).toEqual({ PATH: '/mine', DISPLAY: ':0', ONLY_SHELL: '1' })
    await base()
    expect(askShell).toHaveBeenCalledOnce()
  })

  it('is the app’s own when the shell fails', async () => {
    const askShell = () => Promise.reject(new Error('no shell'))
    const base = createBaseEnvironment({
      environment: { PATH: '/app' },
      platform: 'linux',
      hasTerminal: false,
      askShell,
    })
    expect(await base()).toEqual({ PATH: '/app' })
  })

  it.runIf(process.platform !== 'win32')('really asks a shell', async () => {
    const base = createBaseEnvironment({ environment: { X: '1' }, platform: 'linux', hasTerminal: false })
    expect((await base())['PATH']).toBeTruthy()
  })
})

it('takes away what the app put there and sets what MLflow reads', () => {
  const base = {
    PATH: '/p',
    CUDA_VISIBLE_DEVICES: '1',
    ELECTRON_RUN_AS_NODE: '1',
    RUNBENCH_DEBUG: '1',
    npm_lifecycle_event: 'start',
    npm_config_registry: 'https://mine',
    MLFLOW_EXPERIMENT_NAME: 'other',
    MLFLOW_RUN_ID: 'old',
  }
  const address = {
    jobId: 'j',
    runId: 'r',
    experimentId: '7',
    trackingUri: 'sqlite:////x.db',
    storeKind: 'sql',
  } as const
  expect(childEnvironment(base, address)).toEqual({
    PATH: '/p',
    CUDA_VISIBLE_DEVICES: '1',
    npm_config_registry: 'https://mine',
    MLFLOW_RUN_ID: 'r',
    MLFLOW_EXPERIMENT_ID: '7',
    MLFLOW_TRACKING_URI: 'sqlite:////x.db',
    PYTHONUNBUFFERED: '1',
    RUNBENCH_JOB: 'j',
  })
  expect(childEnvironment({}, { ...address, storeKind: 'file' })).toMatchObject({ MLFLOW_ALLOW_FILE_STORE: 'true' })
})
