import { availableParallelism } from 'node:os'
import { fileURLToPath } from 'node:url'
import { defineConfig } from 'vitest/config'
import { BaseSequencer, type TestSpecification } from 'vitest/node'

/** Files that take minutes begin first: one that began last would keep the other cores waiting. */
const LONGEST = ['e2e/api/change-histories.test.ts', 'e2e/api/change-processes.test.ts', 'e2e/api/lifecycle.test.ts']

class LongestFirst extends BaseSequencer {
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    const rank = ({ moduleId }: TestSpecification) => LONGEST.findIndex((name) => moduleId.endsWith(name))
    const long = files.filter((file) => rank(file) >= 0).sort((one, other) => rank(one) - rank(other))
    return [...long, ...(await super.sort(files.filter((file) => rank(file) < 0)))]
  }
}

export default defineConfig({
  resolve: {
    alias: {
      '@': fileURLToPath(new URL('.', import.meta.url)).replace(/\/$/, ''),
      'server-only': fileURLToPath(new URL('./node_modules/server-only/empty.js', import.meta.url)),
    },
  },
  test: {
    globalSetup: ['./lib/db/testing-setup.ts'],
    include: [
      'lib/**/*.test.ts',
      'app/**/*.test.ts',
      'components/**/*.test.{ts,tsx}',
      'emulator/**/*.test.ts',
      'e2e/api/**/*.test.ts',
      'e2e/contract/**/*.test.ts',
    ],
    // A file waits for PostgreSQL, processes and timers for a good part of its time: with one per core a third of two
    // cores was idle once the longest file was done.
    maxWorkers: Math.ceil(availableParallelism() * 1.5),
    sequence: { sequencer: LongestFirst },
    testTimeout: 60_000,
    hookTimeout: 120_000,
  },
})
