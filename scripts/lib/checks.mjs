// The static checks, by name: what `npm run check` and `npm test` both run.
// @ts-check
import { tool } from './project.mjs'

/** @returns {readonly (readonly [name: string, command: readonly string[]])[]} */
export const checks = () => [
  ['format', [...tool('prettier/bin/prettier.cjs'), '--check', '--log-level', 'warn', '.']],
  [
    'lint',
    [
      ...tool('eslint/bin/eslint.js'),
      '.',
      '--max-warnings',
      '0',
      '--cache',
      '--cache-location',
      'node_modules/.cache/eslint/',
    ],
  ],
  ...['shared', 'main', 'renderer', 'tools'].map(
    (name) => /** @type {const} */ ([`types: ${name}`, [...tool('typescript/bin/tsc'), '-p', `tsconfig.${name}.json`]]),
  ),
  ['dependencies', [...tool('dependency-cruiser/bin/dependency-cruise.mjs'), 'src']],
  ['unused code', [...tool('knip/bin/knip.js'), '--no-progress']],
]
