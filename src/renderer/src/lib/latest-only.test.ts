import { expect, test } from 'vitest'
import { createLatestOnly } from './latest-only'

test('asks the first and the last of many questions', async () => {
  const asked: number[] = []
  const answers: number[] = []
  const latest = createLatestOnly(
    async (question: number) => {
      asked.push(question)
      return question * 10
    },
    (answer) => answers.push(answer),
  )
  for (const question of [1, 2, 3, 4]) latest.ask(question)
  await expect.poll(() => answers).toEqual([10, 40])
  expect(asked).toEqual([1, 4])
})

test('drops answers after it is disposed', async () => {
  let answer: (value: number) => void = () => undefined
  const latest = createLatestOnly(
    () => new Promise<number>((resolve) => (answer = resolve)),
    () => expect.unreachable(),
  )
  latest.ask(1)
  latest.dispose()
  answer(1)
  await Promise.resolve()
})
