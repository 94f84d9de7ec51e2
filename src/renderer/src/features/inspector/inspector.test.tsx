// @vitest-environment jsdom
// The inspector over a real router: what a run holds is shown, found again by search, and follows the run's changes.
import { cleanup, render, screen, waitFor } from '@testing-library/react'
import userEvent from '@testing-library/user-event'
import { I18nextProvider } from 'react-i18next'
import { afterEach, describe, expect, it, vi } from 'vitest'
import { createRouter } from '../../../../main/rpc/router'
import { createLoopback } from '../../../../testing/loopback'
import { requests } from '../../../../shared/ipc/contract'
import type { RunDetail } from '../../../../shared/domain/run'
import { createClient } from '../../bridge/client'
import { ClientProvider } from '../../bridge/client-context'
import { createI18n } from '../../lib/i18n'
import { collectRange } from '../../lib/use-visible-range'
import { createNavigation, NavigationProvider } from '../navigation'
import { createRuns, RunsProvider } from '../runs'
import { collectMoved, collectSource } from './collect-details'
import { Inspector } from './inspector'

// Typing key by key takes a while on a machine that does much else.
vi.setConfig({ testTimeout: 30_000 })
afterEach(cleanup)

const aRun = (over: Partial<RunDetail> = {}): RunDetail => ({
  key: 'k',
  storeId: 'mlruns',
  experimentId: '1',
  experimentName: 'e',
  runId: 'r1',
  name: 'calm-heron-1',
  status: 'RUNNING',
  lifecycleStage: 'active',
  location: '/w/mlruns/1/r1',
  params: [{ key: 'alpha', value: '0.1' }],
  tags: [
    { key: 'team', value: 'vision' },
    { key: 'mlflow.user', value: 'ada' },
  ],
  metrics: [{ key: 'rmse', value: 0.7012, step: 300, timestamp: 1 }],
  problems: [],
  ...over,
})

const names = ['runs.get', 'runs.metrics', 'artifacts.list', 'models.list', 'shell.copyText'] as const
const contract = Object.fromEntries(names.map((name) => [name, requests[name]])) as Pick<
  typeof requests,
  (typeof names)[number]
>

async function show(first: RunDetail | undefined) {
  let run = first
  const copied: string[] = []
  let asked = 0
  const dispatch = createRouter(
    contract,
    {
      'runs.get': () => {
        asked += 1
        return { runs: run === undefined ? [] : [run] }
      },
      'runs.metrics': () => ({
        metrics: [
          { key: 'rmse', count: 300, last: 0.7012, lastStep: 300, min: 0.6987, minStep: 268, max: 1.2, maxStep: 0 },
        ],
      }),
      'artifacts.list': () => ({ location: '/w/artifacts', entries: [] }),
      'models.list': () => ({ models: [] }),
      'shell.copyText': ({ text }) => {
        copied.push(text)
        return {}
      },
    },
    { logIncident: String, checkOutputs: true },
  )
  const { bridge, receive } = createLoopback(dispatch)
  const client = createClient(bridge)
  const runs = createRuns(client)
  runs.actions.show('w', [{ storeId: 'mlruns', experimentId: '1' }])
  render(
    <I18nextProvider i18n={await createI18n('en')}>
      <ClientProvider value={client}>
        <NavigationProvider value={createNavigation()}>
          <RunsProvider value={runs}>
            <Inspector />
          </RunsProvider>
        </NavigationProvider>
      </ClientProvider>
    </I18nextProvider>,
  )
  const change = (next: RunDetail | undefined, changed: string[]): void => {
    run = next
    receive([['index.changed', { workspaceId: 'w', seq: 2, changed, isPartial: false }]])
  }
  return { runs, copied, change, asks: () => asked, user: userEvent.setup() }
}

describe('the inspector', () => {
  it('says what to do while no run is focused, and that a run is gone', async () => {
    const { runs } = await show(undefined)
    expect(screen.getByText(/Choose a run/)).toBeTruthy()
    runs.actions.focus('k')
    await screen.findByText('This run is no longer in the store.')
  })

  it('shows the latest value with its minimum and step, folds the tags of MLflow, and copies a value', async () => {
    const { runs, copied, user } = await show(aRun())
    runs.actions.focus('k')
    await screen.findByText('0.6987 at 268')
    expect(screen.getByText('0.7012')).toBeTruthy()
    expect(screen.queryByText('mlflow.user')).toBeNull()
    await user.click(screen.getByRole('button', { name: 'min at step' }))
    expect(screen.getByText('1.2 at 0')).toBeTruthy()
    await user.click(screen.getByRole('button', { name: 'Copy the value of alpha' }))
    await waitFor(() => expect(copied).toEqual(['0.1']))
  })

  it('searches keys and values of params, metrics and all tags', async () => {
    const { runs, user } = await show(aRun())
    runs.actions.focus('k')
    const search = await screen.findByRole('searchbox')
    await user.type(search, 'ADA')
    await screen.findByText('mlflow.user')
    expect(screen.queryByText('alpha')).toBeNull()
    await user.type(search, 'x')
    await screen.findByText(/No param, metric or tag/)
  })

  it('asks again when this run changed, and not when another did', async () => {
    const { runs, change, asks } = await show(aRun())
    runs.actions.focus('k')
    await screen.findByText('running')
    const before = asks()
    change(aRun({ status: 'FINISHED', endTime: 2 }), ['other'])
    change(aRun({ status: 'FINISHED', endTime: 2 }), ['k'])
    await screen.findByText('finished')
    expect(asks()).toBe(before + 1)
  })

  it('makes no more nodes of 20,000 metrics than the window can show, and shows names as they are', async () => {
    const hostile = '"><img src=x onerror=alert(1)>'
    const metrics = Array.from({ length: 20_000 }, (_, at) => ({ key: `m${at}`, value: at, step: 0, timestamp: 0 }))
    const { runs } = await show(
      aRun({ metrics, name: hostile, params: [{ key: hostile, value: 'x'.repeat(1_000_000) }] }),
    )
    runs.actions.focus('k')
    await screen.findByText('20,000')
    expect(screen.getAllByRole('listitem').length).toBeLessThan(200)
    expect(screen.getAllByText(hostile).length).toBeGreaterThan(1)
    expect(document.querySelector('img')).toBeNull()
    expect(document.body.textContent.length).toBeLessThan(20_000)
  })

  it('tells each problem in a sentence, with its place and cause', async () => {
    const { runs } = await show(
      aRun({ problems: [{ kind: 'skipped-lines', count: 2, path: '/w/rmse', line: 17, detail: 'not a number' }] }),
    )
    runs.actions.focus('k')
    await screen.findByText('2 lines could not be read and were left out.')
    expect(screen.getByText('/w/rmse:17')).toBeTruthy()
    expect(screen.getByText('not a number')).toBeTruthy()
  })
})

describe('what is told of a run', () => {
  it('is its source and commit in short', () => {
    const tags = [
      { key: 'mlflow.source.name', value: 'C:\\work\\train.py' },
      { key: 'mlflow.source.git.commit', value: '4be1f0c9a8' },
    ]
    expect(collectSource(aRun({ tags }))).toBe('train.py @ 4be1f0c')
    expect(collectSource(aRun({ tags: [] }))).toBeUndefined()
  })
  it('is the recorded location only where the artifacts were found elsewhere', () => {
    expect(collectMoved(aRun({ artifactUri: 'file:///a%20b/x', artifactPath: '/a b/x' }))).toBeUndefined()
    expect(collectMoved(aRun({ artifactUri: '/a/x', artifactPath: '/a/x/' }))).toBeUndefined()
    expect(collectMoved(aRun({ artifactUri: 's3://bucket/x', artifactPath: '/w/x' }))).toBe('s3://bucket/x')
    expect(collectMoved(aRun({ artifactUri: '/50%', artifactPath: '/w' }))).toBe('/50%')
  })
})

describe('collectRange', () => {
  it('holds the rows in the window and a few around it, whatever the list has scrolled', () => {
    expect(collectRange(0, 220, 22, 5)).toEqual({ start: 0, end: 5 })
    expect(collectRange(-22_000, 220, 22, 10_000)).toEqual({ start: 988, end: 1_022 })
    expect(collectRange(-1e9, 220, 22, 100)).toEqual({ start: 99, end: 100 })
    expect(collectRange(0, 220, 22, 0)).toEqual({ start: 0, end: 0 })
  })
})
