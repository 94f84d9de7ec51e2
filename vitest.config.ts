// Three projects: unit (fast, beside the source), integration (real router, worker and React), and mlflow (asks a real
// MLflow; only run where scripts/test.mjs finds one, and always in CI).
import { defineConfig } from 'vitest/config'

const integration = 'src/**/*.integration.test.{ts,tsx}'
const mlflow = 'src/**/*.mlflow.test.ts'

export default defineConfig({
  test: {
    projects: [
      {
        extends: true,
        test: {
          name: 'unit',
          include: ['src/**/*.test.{ts,tsx}', 'scripts/**/*.test.mjs', 'test/**/*.test.ts'],
          exclude: [integration, mlflow, '**/node_modules/**'],
        },
      },
      { extends: true, test: { name: 'integration', include: [integration], testTimeout: 30_000 } },
      { extends: true, test: { name: 'mlflow', include: [mlflow], testTimeout: 120_000, hookTimeout: 120_000 } },
    ],
  },
})
