import { expect, it } from 'vitest'
import { createLoopback } from '../../../../testing/loopback'
import { createRouter } from '../../../../main/rpc/router'
import { createClient } from '../../bridge/client'
import { createRuns } from './runs-store'

it('keeps the array of columns when a layout names the same, for the rows in the table were asked with it', () => {
  const { bridge } = createLoopback(createRouter({}, {}, { logIncident: String }))
  const { store, actions } = createRuns(createClient(bridge))
  const { columns } = store.getState()
  actions.applyLayout({ columns: [...columns], widths: {} }, false)
  expect(store.getState().columns).toBe(columns)
  actions.setColumns([...columns])
  expect(store.getState().columns).toBe(columns)
  actions.setColumns(columns.slice(1))
  expect(store.getState().columns).toEqual(columns.slice(1))
})
