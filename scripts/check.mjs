// npm run check: format, lint, types, dependency rules, unused code. All of them, even after one fails.
// @ts-check
import { checks } from './lib/checks.mjs'
import { ensurePackages } from './lib/packages.mjs'
import { run } from './lib/project.mjs'
import { failWith, step } from './lib/step.mjs'

try {
  await step('Packages', ensurePackages)
  for (const [name, command] of checks()) {
    const { code, output } = await step(name, async () => {
      const result = await run(command, { quiet: true })
      return { said: result.code === 0 ? 'right' : 'wrong', value: result }
    })
    if (code !== 0) {
      console.log(output)
      process.exitCode = 1
    }
  }
} catch (cause) {
  failWith(cause)
}
