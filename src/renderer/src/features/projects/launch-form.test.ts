import { describe, expect, it } from 'vitest'
import type { EntryPoint, LaunchPlan } from '../../../../shared/domain/project'
import type { StoreSummary } from '../../../../shared/domain/workspace'
import {
  collectMissing,
  collectParams,
  collectStart,
  DEFAULT_EXPERIMENT,
  emptyForm,
  experimentOf,
  markOf,
  storeOf,
  withExtra,
  withExtraChanged,
  withoutExtra,
  withValue,
} from './launch-form'

const entryPoint: EntryPoint = {
  name: 'main',
  command: 'python train.py',
  parameters: [
    { name: 'alpha', type: 'float', default: '0.5' },
    { name: 'data', type: 'path' },
  ],
}
const aStore = (id: string): StoreSummary => ({ id, kind: 'file', path: `/w/${id}`, state: 'ready', problems: [] })

describe('the launch form', () => {
  it('sends what was given, in the order of the form, and leaves defaults to the plan', () => {
    const filled = withValue(withValue(emptyForm, 'data', 'x.csv'), 'alpha', '')
    expect(collectParams(entryPoint, filled)).toEqual([['data', 'x.csv']])
    expect(collectParams(entryPoint, withValue(filled, 'alpha', 'abc'))).toEqual([
      ['alpha', 'abc'],
      ['data', 'x.csv'],
    ])
  })
  it('hands on undeclared parameters that have a name, even with an empty value', () => {
    const two = withExtra(withExtra(emptyForm))
    const [first, second] = two.extras
    if (!first || !second) throw new Error('two rows were added')
    expect(first.id).not.toBe(second.id)
    const named = withExtraChanged(two, { ...second, key: ' seed ', value: '' })
    expect(collectParams(entryPoint, named)).toEqual([['seed', '']])
    expect(withoutExtra(named, second.id).extras).toEqual([first])
  })
  it('takes a parameter named like something of every object as a parameter', () => {
    const odd: EntryPoint = { ...entryPoint, parameters: [{ name: 'constructor', type: 'string' }] }
    expect(collectMissing(odd, emptyForm)).toEqual(['constructor'])
    expect(collectParams(odd, withValue(emptyForm, 'constructor', '1'))).toEqual([['constructor', '1']])
  })
  it('marks a missing value only after a try to run, and a float that is no number without refusing it', () => {
    const [alpha, data] = entryPoint.parameters
    if (!alpha || !data) throw new Error('two parameters are declared')
    const plan: LaunchPlan = {
      command: '',
      loggedParams: [],
      cwd: '/w',
      environment: [],
      warnings: [{ parameter: 'alpha', kind: 'not-a-number' }],
    }
    expect(markOf(data, emptyForm, undefined, false)).toBeUndefined()
    expect(markOf(data, emptyForm, undefined, true)).toBe('missing')
    expect(markOf(alpha, emptyForm, undefined, true)).toBeUndefined()
    expect(markOf(alpha, withValue(emptyForm, 'alpha', 'abc'), plan, false)).toBe('not-a-number')
    expect(collectMissing(entryPoint, emptyForm)).toEqual(['data'])
  })
  it('writes to the store in view, to the only one, or asks', () => {
    const stores = [aStore('a'), aStore('b')]
    expect(storeOf(emptyForm, [aStore('a')], undefined)).toBe('a')
    expect(storeOf(emptyForm, stores, undefined)).toBeUndefined()
    expect(storeOf(emptyForm, stores, { storeId: 'b', experimentId: '1' })).toBe('b')
    expect(storeOf({ ...emptyForm, storeId: 'a' }, stores, { storeId: 'b', experimentId: '1' })).toBe('a')
    expect(storeOf({ ...emptyForm, storeId: 'gone' }, stores, undefined)).toBeUndefined()
    expect(experimentOf(emptyForm, 'a', { storeId: 'b', experimentId: '1' })).toBeUndefined()
    expect(experimentOf(emptyForm, 'b', { storeId: 'b', experimentId: '1' })).toBe('1')
    const wantsDefault = { ...emptyForm, experimentId: DEFAULT_EXPERIMENT }
    expect(experimentOf(wantsDefault, 'b', { storeId: 'b', experimentId: '1' })).toBeUndefined()
  })
  it('leaves out of the start what was not chosen', () => {
    const launch = { workspaceId: 'w', projectDir: '.', entryPoint: 'main', params: [] }
    expect(collectStart(launch, { ...emptyForm, runName: '  ' }, undefined, undefined)).toEqual(launch)
    expect(collectStart(launch, { ...emptyForm, runName: ' n ' }, 's', '1')).toEqual({
      ...launch,
      storeId: 's',
      experimentId: '1',
      runName: 'n',
    })
  })
})
