// The walls themselves: a file that breaks each rule must fail lint or the dependency rules.
import { ESLint } from 'eslint'
import { describe, expect, it } from 'vitest'

const lint = new ESLint({
  overrideConfig: [
    { files: ['**/*.ts', '**/*.tsx'], languageOptions: { parserOptions: { project: false, projectService: false } } },
    { rules: typed() },
  ],
})

/** Rules that need types are off here: the code below belongs to no project. */
function typed(): Record<string, 'off'> {
  const names = ['no-floating-promises', 'no-misused-promises', 'switch-exhaustiveness-check']
  return Object.fromEntries(names.map((name) => [`@typescript-eslint/${name}`, 'off' as const]))
}

const rulesBroken = async (filePath: string, code: string): Promise<(string | null)[]> => {
  const [result] = await lint.lintText(code, { filePath })
  return (result?.messages ?? []).map((message) => message.ruleId)
}

const WALL = '@typescript-eslint/no-restricted-imports'

describe('walls', () => {
  it.each([
    ['shared has no Node', 'src/shared/x.ts', "import fs from 'node:fs'\nfs.existsSync('')"],
    ['shared has no Electron', 'src/shared/x.ts', "import { app } from 'electron'\napp.quit()"],
    ['shared is a leaf', 'src/shared/x.ts', "import { coalesce } from '../main/lib/coalesce'\ncoalesce"],
    ['main has no Electron outside platform', 'src/main/store/x.ts', "import { app } from 'electron'\napp.quit()"],
    ['main does not know the renderer', 'src/main/ipc/x.ts', "import { a } from '../../renderer/src/app/a'\na"],
    ['store code does not know the registry', 'src/main/store/x.ts', "import { a } from '../workspaces/registry'\na"],
    ['the preload has types only', 'src/preload/x.ts', "import { z } from 'zod'\nz"],
    ['the renderer has no Node', 'src/renderer/src/app/x.ts', "import { join } from 'node:path'\njoin"],
    [
      'the renderer has no Electron',
      'src/renderer/src/app/x.ts',
      "import { ipcRenderer } from 'electron'\nipcRenderer",
    ],
    [
      'the renderer takes only types of the contract',
      'src/renderer/src/app/x.ts',
      "import { requests } from '../../../shared/ipc/contract'\nrequests",
    ],
    ['the renderer does not know main', 'src/renderer/src/app/x.ts', "import { a } from '../../../main/lib/log'\na"],
  ])('%s', async (_rule, filePath, code) => {
    expect(await rulesBroken(filePath, code)).toContain(WALL)
  })

  it('only the Markdown component sets HTML', async () => {
    const code = 'export const X = () => <b dangerouslySetInnerHTML={{ __html: "" }} />'
    expect(await rulesBroken('src/renderer/src/app/x.tsx', code)).toContain('no-restricted-syntax')
    expect(await rulesBroken('src/renderer/src/ui/markdown.tsx', code)).not.toContain('no-restricted-syntax')
  })

  it('file names are kebab-case', async () => {
    expect(await rulesBroken('src/renderer/src/app/RunTable.ts', 'export const a = 1')).toContain(
      'local/kebab-file-name',
    )
  })
})
