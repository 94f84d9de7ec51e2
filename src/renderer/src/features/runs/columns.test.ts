import { describe, expect, it } from 'vitest'
import { collectGrown, isOfferFull } from './columns'

const metrics = (count: number) => Array.from({ length: count }, (_, at) => `metrics.m${at}` as const)

describe('collectGrown', () => {
  it('puts a first metric where it is offered, and moves nothing that is shown', () => {
    const shown = ['attributes.duration', 'params.x', 'attributes.start_time'] as const
    const offered = ['attributes.duration', 'params.a', 'params.x', 'metrics.loss', 'attributes.start_time'] as const
    expect(collectGrown(shown, offered)).toEqual([
      'attributes.duration',
      'params.x',
      'params.a',
      'metrics.loss',
      'attributes.start_time',
    ])
  })

  it('keeps what is shown when nothing is new or there is no room', () => {
    const shown = ['params.x', ...metrics(6)] as const
    expect(collectGrown(shown, shown)).toBe(shown)
    expect(collectGrown(shown, ['params.x', 'metrics.other', ...metrics(5)])).toBe(shown)
  })

  it('does not bring attributes back', () => {
    expect(collectGrown(['params.x'], ['attributes.source', 'params.x'])).toEqual(['params.x'])
  })
})

describe('isOfferFull', () => {
  it('holds when there is room for neither params nor metrics', () => {
    const params = ['params.a', 'params.b', 'params.c', 'params.d'] as const
    expect(isOfferFull([...params, ...metrics(6)])).toBe(true)
    expect(isOfferFull([...params, ...metrics(5)])).toBe(false)
    expect(isOfferFull(metrics(6))).toBe(false)
  })
})
