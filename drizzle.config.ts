import { defineConfig } from 'drizzle-kit'

export default defineConfig({
  dialect: 'postgresql',
  schema: [
    './lib/db/schema.ts',
    './lib/db/change-schema.ts',
    './lib/db/batch-schema.ts',
    './lib/db/rate-schema.ts',
    './lib/db/coverage-schema.ts',
    './lib/db/parameter-schema.ts',
    './lib/db/collection-schema.ts',
    './lib/db/cost-schema.ts',
    './lib/db/sizing-schema.ts',
    './lib/db/slow-log-schema.ts',
  ],
  out: './lib/db/migrations',
})
