// @vitest-environment jsdom
import { act, cleanup, render, screen } from '@testing-library/react'
import userEvent from '@testing-library/user-event'
import { I18nextProvider } from 'react-i18next'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { createRouter } from '../../../../main/rpc/router'
import { requests } from '../../../../shared/ipc/contract'
import type { SeriesQuery, SeriesWindow } from '../../../../shared/domain/series'
import type { RunDetail } from '../../../../shared/domain/run'
import { createLoopback } from '../../../../testing/loopback'
import { createClient } from '../../bridge/client'
import { ClientProvider } from '../../bridge/client-context'
import { createI18n } from '../../lib/i18n'
import { createRuns, RunsProvider } from '../runs'
import { ChartsPanel, ChartsProvider, createCharts } from '.'

// A canvas cannot be drawn here; what is asked and said can be seen.
vi.mock('uplot', () => ({
  default: class {
    static pxRatio = 1
    scales = { y: { min: 0, max: 1 } }
    batch = (job: () => void): void => job()
    setSize = (): void => undefined
    setData = (): void => undefined
    destroy = (): void => undefined
  },
}))

const aRun = (key: string): RunDetail => ({
  key,
  storeId: '.',
  experimentId: '1',
  experimentName: 'e',
  runId: key,
  name: `run ${key}`,
  status: 'FINISHED',
  lifecycleStage: 'active',
  location: '/',
  params: [],
  tags: [],
  metrics: [{ key: 'loss', value: 0.5, step: 2, timestamp: 0 }],
  problems: [],
})
const aWindow = (query: SeriesQuery): SeriesWindow => ({
  x: Float64Array.of(0, 1, 2),
  isReduced: false,
  extent: [0, 2],
  lines: query.runKeys.slice(0, 1).map((runKey) => ({
    runKey,
    raw: Float64Array.of(3, 1, 0.5),
    pointCount: 3,
    nonFiniteX: new Float64Array(),
  })),
  lacking: query.runKeys.slice(1),
  omittedCount: 0,
})

async function openPanel(selected: readonly string[]) {
  const waiting: { query: SeriesQuery; signal: AbortSignal; answer: () => void }[] = []
  const { 'runs.get': get, 'series.window': series } = requests
  const dispatch = createRouter(
    { 'runs.get': get, 'series.window': series },
    {
      'runs.get': ({ input }) => ({ runs: input.runKeys.map(aRun) }),
      'series.window': ({ input }, { signal }) =>
        new Promise<SeriesWindow>((resolve) =>
          waiting.push({ query: input, signal, answer: () => resolve(aWindow(input)) }),
        ),
    },
    { logIncident: String, checkOutputs: true },
  )
  const { bridge, receive } = createLoopback(dispatch)
  const client = createClient(bridge)
  const runs = createRuns(client)
  const charts = createCharts(client)
  runs.actions.show('w', [])
  runs.actions.select(selected)
  render(
    <I18nextProvider i18n={await createI18n('en')}>
      <ClientProvider value={client}>
        <RunsProvider value={runs}>
          <ChartsProvider value={charts}>
            <ChartsPanel />
          </ChartsProvider>
        </RunsProvider>
      </ClientProvider>
    </I18nextProvider>,
  )
  return { waiting, receive, charts, runs }
}

describe('the charts panel', { timeout: 60_000 }, () => {
  beforeEach(() => {
    vi.stubGlobal(
      'ResizeObserver',
      class {
        observe = (): void => undefined
        unobserve = (): void => undefined
        disconnect = (): void => undefined
      },
    )
    for (const name of ['clientWidth', 'clientHeight'] as const) {
      vi.spyOn(Element.prototype, name, 'get').mockReturnValue(400)
    }
  })
  afterEach(() => {
    cleanup()
    vi.unstubAllGlobals()
    vi.restoreAllMocks()
  })

  it('keeps one request in flight a chart, drops the stale one, and asks the latest', async () => {
    const { waiting, charts } = await openPanel(['a'])
    await vi.waitFor(() => expect(waiting).toHaveLength(1))
    act(() => charts.actions.setSmoothing(0.3))
    act(() => charts.actions.setSmoothing(0.6))
    act(() => charts.actions.setSmoothing(0.9))
    await vi.waitFor(() => expect(waiting[0]?.signal.aborted).toBe(true))
    expect(waiting).toHaveLength(1)
    act(() => waiting[0]?.answer())
    await vi.waitFor(() => expect(waiting).toHaveLength(2))
    expect(waiting[1]?.query.smoothing).toBe(0.9)
  })

  it('asks again when one of its runs changes, and not for others', async () => {
    const { waiting, receive } = await openPanel(['a'])
    await vi.waitFor(() => expect(waiting).toHaveLength(1))
    act(() => waiting[0]?.answer())
    await screen.findByRole('figure', { name: /loss, a line chart of 1 run\. Last value: run a 0\.5/ })
    const change = (changed: string[], seq: number) =>
      act(() => receive([['index.changed', { workspaceId: 'w', seq, changed, isPartial: false }]]))
    change(['other'], 1)
    change(['a'], 2)
    await vi.waitFor(() => expect(waiting).toHaveLength(2))
  })

  it('says which runs lack the metric, and moves a linked cursor with the keys', async () => {
    const { waiting, charts } = await openPanel(['a', 'b'])
    await vi.waitFor(() => expect(waiting).toHaveLength(1))
    act(() => waiting[0]?.answer())
    expect(await screen.findByText('not in run b')).toBeTruthy()
    const user = userEvent.setup()
    act(() => screen.getByRole('figure').focus())
    await user.keyboard('{ArrowRight}{ArrowRight}')
    expect(charts.cursor.getState()).toMatchObject({ x: 1, metric: 'loss' })
    expect(document.querySelector('[aria-live]')?.textContent).toBe('step 1, run a 1')
    await user.keyboard('{Escape}')
    expect(charts.cursor.getState().x).toBeUndefined()
  })

  it('asks to select runs when there is none', async () => {
    await openPanel([])
    expect(screen.getByText('Select runs to see their curves.')).toBeTruthy()
  })
})
