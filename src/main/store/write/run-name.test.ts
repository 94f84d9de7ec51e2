import { describe, expect, it } from 'vitest'
import { newRunId } from './new-run-id'
import { generateRunName } from './run-name'

describe('generateRunName', () => {
  it('gives adjective-noun-number', () => {
    for (let i = 0; i < 100; i++) expect(generateRunName()).toMatch(/^[a-z]+-[a-z]+-\d{1,3}$/)
  })

  it('is decided by the source of randomness alone', () => {
    expect(generateRunName(() => 0)).toBe('able-ant-0')
    expect(generateRunName(() => 0.999999)).toBe('zesty-zebra-999')
  })
})

describe('newRunId', () => {
  it('gives 32 lowercase hex digits, never the same twice', () => {
    const ids = Array.from({ length: 100 }, newRunId)
    ids.forEach((id) => expect(id).toMatch(/^[0-9a-f]{32}$/))
    expect(new Set(ids).size).toBe(100)
  })
})
