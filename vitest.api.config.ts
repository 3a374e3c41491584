import { defineConfig, mergeConfig } from 'vitest/config'
import base from './vitest.config'

/** Tests of the API over HTTP. They need a build: `npm run build && npx vitest run -c vitest.api.config.ts`. */
export default mergeConfig(
  { ...base, test: { ...base.test, include: [] } },
  defineConfig({
    test: {
      include: ['e2e/http/**/*.test.ts'],
      // Each file runs a console of its own, and there are few cores.
      maxWorkers: 2,
      // Passwords are slow on purpose, and slower beside others.
      testTimeout: 90_000,
    },
  }),
)
