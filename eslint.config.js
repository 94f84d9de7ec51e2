// Walls between runtimes, and the typed rules. Flat config replaces a rule where two blocks match a file, so each block's
// list of banned imports is built whole.
import js from '@eslint/js'
import hooks from 'eslint-plugin-react-hooks'
import ts from 'typescript-eslint'

const ban = (regex, message, allowTypeImports = false) => ({ regex, message, allowTypeImports })
const NODE = ban('^(node:|fs$|path$|os$|child_process$)', 'Node is not available here.')
const ELECTRON = ban('^electron(/|$)', 'Only main/platform, main/index and preload touch Electron.')
const ZOD = ban('(^zod$|shared/(ipc|domain)/)', 'The page gets types only; main parses.', true)
const wall = (files, ...patterns) => ({
  files,
  rules: { '@typescript-eslint/no-restricted-imports': ['error', { patterns }] },
})

const kebab = {
  rules: {
    'kebab-file-name': {
      meta: { type: 'problem', schema: [] },
      create: (context) => ({
        Program(node) {
          const name = context.filename.split(/[\\/]/).pop()
          if (!/^\.?[a-z0-9]+([-.][a-z0-9]+)*$/.test(name))
            context.report({ node, message: `${name}: file names are kebab-case.` })
        },
      }),
    },
  },
}

export default ts.config(
  {
    ignores: [
      'out/**',
      'release/**',
      'node_modules/**',
      '.venv/**',
      '.start/**',
      'test/fixtures/**',
      'resources/**',
      'bench/results/**',
    ],
  },
  js.configs.recommended,
  {
    files: ['**/*.{ts,tsx}'],
    extends: [...ts.configs.recommended],
    languageOptions: { parserOptions: { project: ['./tsconfig.*.json'], tsconfigRootDir: import.meta.dirname } },
    plugins: { 'react-hooks': hooks },
    rules: {
      '@typescript-eslint/no-floating-promises': 'error',
      '@typescript-eslint/no-misused-promises': ['error', { checksVoidReturn: { attributes: false } }],
      '@typescript-eslint/switch-exhaustiveness-check': ['error', { considerDefaultExhaustiveForUnions: true }],
      '@typescript-eslint/no-explicit-any': 'error',
      '@typescript-eslint/consistent-type-imports': 'error',
      '@typescript-eslint/no-unused-vars': [
        'error',
        { argsIgnorePattern: '^_', varsIgnorePattern: '^_', caughtErrors: 'none' },
      ],
      'react-hooks/rules-of-hooks': 'error',
      'react-hooks/exhaustive-deps': 'error',
      complexity: ['error', 12],
      'max-lines': ['error', { max: 400, skipBlankLines: false }],
      'max-params': ['error', 4],
    },
  },
  {
    files: ['**/*.test.{ts,tsx}', 'src/shared/**'],
    languageOptions: {
      parserOptions: {
        project: false,
        projectService: { allowDefaultProject: ['src/shared/*/*.test.ts', 'src/shared/*.test.ts'] },
      },
    },
  },
  { plugins: { local: kebab }, rules: { 'local/kebab-file-name': 'error' } },
  wall(['src/shared/**'], NODE, ELECTRON, ban('/(main|renderer|preload)/', 'shared is a leaf.')),
  wall(['src/main/**'], ELECTRON, ban('/(renderer|preload)/', 'main does not know the renderer.')),
  wall(
    ['src/main/store/**'],
    ELECTRON,
    ban('/(renderer|preload)/', 'main does not know the renderer.'),
    ban(
      '^(\\.\\./)+(ipc|platform|projects|workspaces|settings)/',
      'This runs in a worker: shared, rpc, lib, models and artifacts only.',
    ),
  ),
  wall(['src/main/platform/**', 'src/main/index.ts'], ban('/renderer/', 'main does not know the renderer.')),
  wall(
    ['src/preload/**'],
    NODE,
    ban('/main/', 'Ask through the contract.'),
    ban('^zod$|shared/', 'The preload has types only.', true),
  ),
  wall(['src/renderer/**'], NODE, ELECTRON, ZOD, ban('/main/', 'Ask through the contract.')),
  wall(['src/renderer/**/*.test.{ts,tsx}']),
  {
    files: ['src/renderer/**'],
    rules: {
      'no-restricted-syntax': [
        'error',
        {
          selector: 'JSXAttribute[name.name="dangerouslySetInnerHTML"]',
          message: 'Only ui/markdown.tsx may set HTML.',
        },
        {
          selector: 'AssignmentExpression[left.property.name=/^(inner|outer)HTML$/]',
          message: 'Only ui/markdown.tsx may set HTML.',
        },
      ],
    },
  },
  { files: ['src/renderer/src/ui/markdown.tsx'], rules: { 'no-restricted-syntax': 'off' } },
  {
    files: ['scripts/**/*.mjs', 'bench/**', '*.{js,cjs,mjs}', '.dependency-cruiser.cjs'],
    languageOptions: {
      globals: {
        process: 'readonly',
        console: 'readonly',
        URL: 'readonly',
        fetch: 'readonly',
        AbortSignal: 'readonly',
        performance: 'readonly',
        setTimeout: 'readonly',
        clearTimeout: 'readonly',
        module: 'readonly',
        require: 'readonly',
        Buffer: 'readonly',
      },
    },
  },
  { files: ['**/*.test.{ts,tsx}', 'e2e/**', 'bench/**'], rules: { 'max-lines': ['error', 600], complexity: 'off' } },
)
