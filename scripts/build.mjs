// npm run build: typecheck, then build `out/`.
// @ts-check
import { ensureBuild } from './lib/build.mjs'
import { ensurePackages } from './lib/packages.mjs'
import { runOrThrow, tool } from './lib/project.mjs'
import { failWith, step } from './lib/step.mjs'

try {
  await step('Packages', ensurePackages)
  await step('Types', async () => {
    for (const name of ['main', 'renderer'])
      await runOrThrow([...tool('typescript/bin/tsc'), '-p', `tsconfig.${name}.json`])
    return { said: 'right', value: undefined }
  })
  await step('Build', () => ensureBuild({ isForced: true }))
} catch (cause) {
  failWith(cause)
}
