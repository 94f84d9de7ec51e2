// @vitest-environment jsdom
// The form over a real router: what a person types reaches the contract, and its answers reach the person.
import { cleanup, render, screen, waitFor, within } from '@testing-library/react'
import userEvent from '@testing-library/user-event'
import { I18nextProvider } from 'react-i18next'
import { afterEach, beforeAll, expect, it, vi } from 'vitest'
import { createRouter, Failure } from '../../../../main/rpc/router'
import { createLoopback } from '../../../../testing/loopback'
import type { AppError } from '../../../../shared/errors'
import { requests } from '../../../../shared/ipc/contract'
import type { Job } from '../../../../shared/domain/job'
import { createClient } from '../../bridge/client'
import { ClientProvider } from '../../bridge/client-context'
import { createI18n } from '../../lib/i18n'
import { createJobs, JobsProvider } from '../jobs'
import { createNavigation, NavigationProvider } from '../navigation'
import { createRuns, RunsProvider } from '../runs'
import { createWorkspaces, WorkspacesProvider } from '../workspaces'
import { ProjectPage } from './project-page'

// jsdom has no CSS.escape, which react-aria's dialogs ask for.
beforeAll(() => vi.stubGlobal('CSS', { escape: (text: string) => text }))
// Typing key by key takes a while on a machine that does much else.
vi.setConfig({ testTimeout: 30_000 })
afterEach(cleanup)

const names = ['projects.get', 'projects.plan', 'projects.trust', 'jobs.start', 'jobs.list'] as const
const contract = Object.fromEntries(names.map((name) => [name, requests[name]])) as Pick<
  typeof requests,
  (typeof names)[number]
>

const aJob: Job = {
  id: 'j1',
  workspaceId: 'w',
  workspacePath: '/w',
  projectDir: '.',
  projectName: 'p',
  entryPoint: 'main',
  command: 'true',
  params: [],
  storeId: 'mlruns',
  runId: 'r',
  runKey: 'k',
  runName: 'calm-heron-1',
  consolePath: '/w/console.log',
  startTime: 1,
  phase: { kind: 'running', pid: 7 },
}

async function show(refusals: AppError[]) {
  const asked: { name: string; input: unknown }[] = []
  let isTrusted = false
  const dispatch = createRouter(
    contract,
    {
      'projects.get': () => ({
        dir: '.',
        name: 'wine',
        file: '/w/MLproject',
        environment: { kind: 'system' as const },
        entryPoints: [
          {
            name: 'main',
            command: 'train {alpha} {data}',
            parameters: [
              { name: 'alpha', type: 'float', default: '0.5' },
              { name: 'data', type: 'path' },
            ],
          },
          { name: 'validate', command: 'true', parameters: [] },
        ],
        isTrusted,
        trustedFiles: [],
      }),
      'projects.plan': ({ params }) => {
        const given = Object.fromEntries(params)
        const alpha = given['alpha'] ?? '0.5'
        return {
          command: `train ${alpha} ${given['data'] ?? ''}`,
          loggedParams: [],
          cwd: '/w',
          environment: [],
          warnings: Number.isNaN(Number(alpha)) ? [{ parameter: 'alpha', kind: 'not-a-number' as const }] : [],
        }
      },
      'projects.trust': () => {
        isTrusted = true
        asked.push({ name: 'projects.trust', input: {} })
        return {}
      },
      'jobs.start': (input) => {
        asked.push({ name: 'jobs.start', input })
        const refusal = refusals.shift()
        if (refusal !== undefined) throw new Failure(refusal)
        return { jobId: 'j1' }
      },
      'jobs.list': () => ({ seq: 1, jobs: [aJob] }),
    },
    { logIncident: String, checkOutputs: true },
  )
  const client = createClient(createLoopback(dispatch).bridge)
  const navigation = createNavigation()
  render(
    <I18nextProvider i18n={await createI18n('en')}>
      <ClientProvider value={client}>
        <NavigationProvider value={navigation}>
          <RunsProvider value={createRuns(client)}>
            <WorkspacesProvider value={createWorkspaces(client)}>
              <JobsProvider value={createJobs(client)}>
                <ProjectPage workspaceId="w" projectDir="." entryPoint={undefined} />
              </JobsProvider>
            </WorkspacesProvider>
          </RunsProvider>
        </NavigationProvider>
      </ClientProvider>
    </I18nextProvider>,
  )
  await screen.findByLabelText('alpha')
  return { asked, navigation, user: userEvent.setup() }
}

it('shows the command of what is typed, marks a float that is no number, and returns to the default', async () => {
  const { user } = await show([])
  expect(screen.getByText(/once these have a value: data/)).toBeTruthy()
  await user.type(screen.getByLabelText('data'), 'x.csv')
  await waitFor(() => expect(screen.getByLabelText('Command').textContent).toBe('train 0.5 x.csv'))
  await user.type(screen.getByLabelText('alpha'), 'abc')
  await screen.findByText(/not a number/)
  expect(screen.getByLabelText('Command').textContent).toBe('train abc x.csv')
  await user.click(screen.getByRole('button', { name: 'default' }))
  await waitFor(() => expect(screen.getByLabelText('Command').textContent).toBe('train 0.5 x.csv'))
})

it('marks a missing value in place instead of running', async () => {
  const { asked, user } = await show([])
  await user.click(screen.getByRole('button', { name: 'Run main' }))
  expect(screen.getByText('data has no default: give a value.')).toBeTruthy()
  expect(screen.getByLabelText('data').getAttribute('aria-invalid')).toBe('true')
  expect(asked).toEqual([])
})

it('asks to trust the folder, then runs, opens the console and links to the run', async () => {
  const { asked, navigation, user } = await show([{ code: 'untrusted', path: '/w', files: ['/w/MLproject'] }])
  await user.type(screen.getByLabelText('data'), 'x.csv{Enter}')
  expect(asked).toEqual([])
  await user.type(screen.getByLabelText('Run name'), 'mine{Control>}{Enter}{/Control}')
  const dialog = await screen.findByRole('dialog')
  expect(within(dialog).getByText('/w/MLproject')).toBeTruthy()
  await user.click(within(dialog).getByRole('button', { name: 'Trust and run' }))
  await screen.findByText('Started calm-heron-1')
  const start = { workspaceId: 'w', projectDir: '.', entryPoint: 'main', params: [['data', 'x.csv']], runName: 'mine' }
  expect(asked).toEqual([
    { name: 'jobs.start', input: start },
    { name: 'projects.trust', input: {} },
    { name: 'jobs.start', input: start },
  ])
  expect(navigation.store.getState().isConsoleOpen).toBe(true)
})

it('offers the stores when several could take the run', async () => {
  const { asked, user } = await show([{ code: 'choose-store', storeIds: ['mlruns', 'mlflow.db'] }])
  await user.click(screen.getByRole('button', { name: /validate/ }))
  await user.click(screen.getByRole('button', { name: 'Run validate' }))
  await user.click(await screen.findByRole('button', { name: 'mlflow.db' }))
  await screen.findByText('Started calm-heron-1')
  expect(asked[1]?.input).toMatchObject({ entryPoint: 'validate', storeId: 'mlflow.db' })
})

it('says in place why a run could not start', async () => {
  const { user } = await show([{ code: 'io', errno: 'EACCES', path: '/w/mlruns' }])
  await user.type(screen.getByLabelText('data'), 'x')
  await user.click(screen.getByRole('button', { name: 'Run main' }))
  expect((await screen.findByRole('alert')).textContent).toContain('/w/mlruns')
})
