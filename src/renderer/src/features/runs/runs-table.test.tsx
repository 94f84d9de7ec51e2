// @vitest-environment jsdom
import { cleanup, render, screen, waitFor } from '@testing-library/react'
import userEvent from '@testing-library/user-event'
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import type { RunRow } from '../../../../shared/domain/run'
import type { TableQuery } from '../../../../shared/domain/table'
import { ok } from '../../../../shared/result'
import { createLoopback } from '../../../../testing/loopback'
import { I18nextProvider } from 'react-i18next'
import { createClient } from '../../bridge/client'
import { ClientProvider } from '../../bridge/client-context'
import { createI18n } from '../../lib/i18n'
import { createNavigation, NavigationProvider } from '../navigation'
import { createSettings, SettingsProvider } from '../settings'
import { RunsProvider } from './runs-context'
import { createRuns, type Runs } from './runs-store'
import { RunsTable } from './runs-table'

const ROW_COUNT = 10_000

const rowOf = (index: number, query: TableQuery): RunRow => ({
  key: `k${index}`,
  storeId: '.',
  experimentId: '1',
  runId: `id${index}`,
  name: `run-${index}`,
  status: 'FINISHED',
  lifecycleStage: 'active',
  depth: 0,
  childCount: index === 1 ? 2 : 0,
  isExpanded: query.expanded.includes(`k${index}`),
  problemCount: index === 2 ? 3 : 0,
  changedSeq: 0,
  cells: [65_000 + index],
})

interface WindowInput {
  readonly query: TableQuery
  readonly offset: number
  readonly limit: number
}

/** A worker with 10,000 runs, over the same path of clones as the real one. */
function createTableWorker() {
  const asked: WindowInput[] = []
  const range = (offset: number, limit: number): number[] =>
    Array.from({ length: Math.max(0, Math.min(limit, ROW_COUNT - offset)) }, (_, place) => offset + place)
  const answers: Readonly<Record<string, (input: WindowInput) => unknown>> = {
    'table.window': (input) => {
      asked.push(input)
      const rows = range(input.offset, input.limit).map((index) => rowOf(index, input.query))
      return { seq: 1, rowCount: ROW_COUNT, matchedCount: ROW_COUNT, offset: input.offset, rows }
    },
    'table.keys': ({ offset, limit }) => ({ keys: range(offset, limit).map((index) => `k${index}`) }),
    'table.locate': (input) => ({ offset: Number((input as unknown as { key: string }).key.slice(1)) }),
  }
  const loopback = createLoopback((name, input) =>
    Promise.resolve(ok(answers[String(name)]?.((input as { input: WindowInput }).input) ?? {})),
  )
  return { asked, bridge: loopback.bridge }
}

let runs: Runs
let asked: WindowInput[]

beforeEach(async () => {
  vi.spyOn(Element.prototype, 'clientHeight', 'get').mockReturnValue(600)
  vi.spyOn(Element.prototype, 'clientWidth', 'get').mockReturnValue(800)
  Element.prototype.scrollTo = () => undefined
  const worker = createTableWorker()
  asked = worker.asked
  const client = createClient(worker.bridge)
  runs = createRuns(client)
  runs.actions.show('w', [{ storeId: '.', experimentId: '1' }])
  runs.actions.setColumns(['attributes.duration'])
  render(
    <I18nextProvider i18n={await createI18n('en')}>
      <ClientProvider value={client}>
        <SettingsProvider value={createSettings(client)}>
          <NavigationProvider value={createNavigation()}>
            <RunsProvider value={runs}>
              <RunsTable isSettled isGreyed={false} empty={<p>nothing</p>} />
            </RunsProvider>
          </NavigationProvider>
        </SettingsProvider>
      </ClientProvider>
    </I18nextProvider>,
  )
  await screen.findByText('run-0')
})

afterEach(() => {
  cleanup()
  vi.restoreAllMocks()
})

const selected = (): readonly string[] => runs.store.getState().selected

test('shows a window of ten thousand rows and says how many there are', () => {
  const grid = screen.getByRole('treegrid')
  expect(grid.getAttribute('aria-rowcount')).toBe(String(ROW_COUNT + 2))
  expect(screen.getAllByRole('row').length).toBeLessThan(60)
  expect(asked[0]?.limit).toBeLessThan(400)
  expect(screen.getAllByText('1:05').length).toBeGreaterThan(0)
})

test('a press selects one run, Ctrl adds one, Shift a range that starts with the anchor', async () => {
  const user = userEvent.setup()
  await user.click(screen.getByText('run-4'))
  await waitFor(() => expect(selected()).toEqual(['k4']))
  await user.keyboard('{Control>}')
  await user.click(screen.getByText('run-6'))
  await user.keyboard('{/Control}')
  await waitFor(() => expect(selected()).toEqual(['k4', 'k6']))
  await user.keyboard('{Shift>}')
  await user.click(screen.getByText('run-3'))
  await user.keyboard('{/Shift}')
  await waitFor(() => expect(selected()).toEqual(['k6', 'k5', 'k4', 'k3']))
})

test('keys move the focus, extend, toggle, and reach rows that are not here', async () => {
  const user = userEvent.setup()
  screen.getByRole('treegrid').focus()
  await user.keyboard('{ArrowDown}')
  await waitFor(() => expect(runs.store.getState().focused).toBe('k0'))
  await user.keyboard('{Shift>}{ArrowDown}{/Shift}')
  await waitFor(() => expect(selected()).toEqual(['k0', 'k1']))
  await user.keyboard('{Escape}')
  await waitFor(() => expect(selected()).toEqual([]))
  await user.keyboard('{End}')
  await waitFor(() => expect(runs.store.getState().focused).toBe(`k${ROW_COUNT - 1}`))
  await user.keyboard('{Control>}a{/Control}')
  await waitFor(() => expect(selected()).toHaveLength(ROW_COUNT))
})

test('unfolds the focused run, and says so to a screen reader', async () => {
  const user = userEvent.setup()
  await user.click(screen.getByText('run-1'))
  expect(screen.getByText('run-1').closest('[role=row]')?.getAttribute('aria-expanded')).toBe('false')
  screen.getByRole('treegrid').focus()
  await user.keyboard('{ArrowRight}')
  await waitFor(() =>
    expect(screen.getByText('run-1').closest('[role=row]')?.getAttribute('aria-expanded')).toBe('true'),
  )
})

test('a press on a header sorts up, then down, then not', async () => {
  const user = userEvent.setup()
  const sort = (): unknown => runs.store.getState().sort?.direction
  const time = screen.getByRole('button', { name: 'Time' })
  await user.click(time)
  expect(sort()).toBe('ascending')
  await user.click(time)
  expect(sort()).toBe('descending')
  await user.click(time)
  expect(sort()).toBeUndefined()
})

test('marks a damaged run in words', () => {
  expect(screen.getByText('3 problems, see the inspector')).toBeTruthy()
})
