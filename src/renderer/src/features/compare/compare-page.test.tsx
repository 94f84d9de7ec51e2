// @vitest-environment jsdom
import { cleanup, render, screen } from '@testing-library/react'
import userEvent, { PointerEventsCheckLevel } from '@testing-library/user-event'
import { I18nextProvider } from 'react-i18next'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { createRouter } from '../../../../main/rpc/router'
import { requests } from '../../../../shared/ipc/contract'
import type { RunDetail } from '../../../../shared/domain/run'
import { createLoopback } from '../../../../testing/loopback'
import { createClient } from '../../bridge/client'
import { ClientProvider } from '../../bridge/client-context'
import { createI18n } from '../../lib/i18n'
import { createRuns, RunsProvider } from '../runs'
import { ComparePage } from '.'

vi.mock('uplot', () => ({ default: class {} }))

const ALPHAS: Readonly<Record<string, string>> = { a: '0.1', b: '0.10', c: '0.2' }
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
  params: [
    { key: 'alpha', value: ALPHAS[key] ?? '9' },
    { key: 'seed', value: '1' },
  ],
  tags: [],
  metrics: [],
  problems: [],
})

async function openPage(selected: readonly string[]) {
  const { 'runs.get': get } = requests
  const dispatch = createRouter(
    { 'runs.get': get },
    { 'runs.get': ({ input }) => ({ runs: input.runKeys.map(aRun) }) },
    { logIncident: String, checkOutputs: true },
  )
  const client = createClient(createLoopback(dispatch).bridge)
  const runs = createRuns(client)
  runs.actions.show('w', [])
  runs.actions.select(selected)
  render(
    <I18nextProvider i18n={await createI18n('en')}>
      <ClientProvider value={client}>
        <RunsProvider value={runs}>
          <ComparePage />
        </RunsProvider>
      </ClientProvider>
    </I18nextProvider>,
  )
  return runs
}

const rowTexts = (name: string): (string | null)[] =>
  [...(screen.getByText(name).closest('[role=row]')?.querySelectorAll('[role=cell]') ?? [])].map(
    (cell) => cell.textContent,
  )

describe('the comparison', { timeout: 60_000 }, () => {
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
      vi.spyOn(Element.prototype, name, 'get').mockReturnValue(800)
    }
  })
  afterEach(() => {
    cleanup()
    vi.unstubAllGlobals()
    vi.restoreAllMocks()
  })

  it('shows what differs with the delta beside, and folds the rest', async () => {
    await openPage(['a', 'b', 'c'])
    expect(await screen.findByText('alpha')).toBeTruthy()
    expect(rowTexts('alpha')).toEqual(['0.1', '0.10≡', '0.2+0.1 (+100 %)'])
    expect(screen.queryByText('seed')).toBeNull()
    const user = userEvent.setup({ pointerEventsCheck: PointerEventsCheckLevel.Never })
    await user.click(screen.getByText('1 equal row'))
    expect(rowTexts('seed')).toEqual(['1', '1', '1'])
  })

  it('takes another run as the base, and takes one out', async () => {
    const runs = await openPage(['a', 'b', 'c'])
    const user = userEvent.setup({ pointerEventsCheck: PointerEventsCheckLevel.Never })
    await user.click(await screen.findByLabelText('Compare with run c'))
    expect(runs.store.getState().selected).toEqual(['c', 'a', 'b'])
    await user.click(await screen.findByLabelText('Take run b out of the comparison'))
    expect(runs.store.getState().selected).toEqual(['c', 'a'])
  })

  it('asks for two runs when there is one', async () => {
    await openPage(['a'])
    expect(screen.getByText('Select two or more runs in the table to compare them.')).toBeTruthy()
  })
})
