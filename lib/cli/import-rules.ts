import { readFileSync, writeFileSync } from 'node:fs'
import { projectPath } from './project'

interface Ban {
  /** Gitignore-style, against the text of the import: cross-folder imports are written `@/...`. */
  group: string[]
  message: string
}

interface Rule {
  /** Files of the rule; folders of different rules do not overlap, because a later override replaces an earlier one. */
  includes: string[]
  bans: Ban[]
}

const emulator: Ban = { group: ['@/emulator/**'], message: 'The emulator is a program of its own: nothing imports it.' }
const upward: Ban = {
  group: ['@/app/**', '@/components/**', '@/lib/queries/**'],
  message: 'Nothing on the server imports what calls it.',
}
const SERVER = [
  ...[
    'accounts',
    'audit',
    'auth',
    'bff',
    'changes',
    'cli',
    'costs',
    'db',
    'diagnostics',
    'http',
    'inventory',
    'jobs',
    'live',
    'metrics',
    'rates',
    'server',
    'settings',
    'slow-log',
    'vault',
  ].map((folder) => `@/lib/${folder}/**`),
  '@/lib/env',
]
const PROVIDERS = ['alibaba', 'jdcloud', 'kingsoft']
const below = (...folders: string[]) =>
  SERVER.filter((pattern) => !folders.some((folder) => pattern === `@/lib/${folder}/**`))

/** Who may not import what: one entry per folder with all its bans. `npx tsx lib/cli/import-rules.ts` writes biome.json. */
const RULES: Rule[] = [
  {
    includes: ['app/**', '!app/api/**'],
    bans: [
      {
        group: ['@/lib/providers/**', '@/lib/catalog', ...below('bff')],
        message: 'A page asks by lib/queries or its session, and shows components.',
      },
      emulator,
    ],
  },
  {
    includes: ['app/api/**', '!app/api/**/*.test.ts'],
    bans: [
      { group: ['@/components/**', '@/lib/queries/**'], message: 'A route does not know who calls it.' },
      {
        group: ['@/lib/http/**', '@/lib/vault/**', '@/lib/providers/*/**'],
        message: 'A route reaches a cloud through lib/bff/execute and an adapter of the registry.',
      },
      emulator,
    ],
  },
  {
    includes: ['components/**'],
    bans: [
      {
        group: ['@/app/**', '@/lib/providers/**', ...SERVER],
        message: 'A component runs in the browser: lib/queries and lib/model are what it has.',
      },
      emulator,
    ],
  },
  {
    includes: ['lib/queries/**'],
    bans: [
      {
        group: ['@/app/**', '@/components/**', '@/lib/providers/**', '@/lib/catalog', ...SERVER],
        message: 'Queries speak HTTP with lib/model; they run in the browser.',
      },
      emulator,
    ],
  },
  {
    includes: ['lib/model/**'],
    bans: [
      {
        group: ['@/app/**', '@/components/**', '@/lib/queries/**', '@/lib/providers/**', '@/lib/catalog', ...SERVER],
        message: 'The model is plain nouns, for browser and server alike.',
      },
      emulator,
    ],
  },
  ...PROVIDERS.map((provider) => ({
    includes: [`lib/providers/${provider}/**`],
    bans: [
      {
        group: PROVIDERS.filter((other) => other !== provider).flatMap((other) => [`**/${other}/**`, `**/${other}`]),
        message: 'A provider never imports another provider.',
      },
      {
        group: SERVER,
        message: 'An adapter has the door it is handed and no other way: no database, no session, no key.',
      },
      upward,
      emulator,
    ],
  })),
  {
    includes: ['lib/providers/*.ts', '!lib/providers/*.test.ts'],
    bans: [
      { group: below('http'), message: 'Providers know nothing of sessions, accounts and the database.' },
      upward,
      emulator,
    ],
  },
  {
    includes: ['lib/db/**', 'lib/vault/**', 'lib/audit/**', '!**/*.test.ts'],
    bans: [
      {
        group: [
          '@/lib/accounts/**',
          '@/lib/auth/**',
          '@/lib/changes/**',
          '@/lib/costs/**',
          '@/lib/diagnostics/**',
          '@/lib/inventory/**',
          '@/lib/jobs/**',
          '@/lib/live/**',
          '@/lib/metrics/**',
          '@/lib/rates/**',
          '@/lib/server/**',
          '@/lib/slow-log/**',
        ],
        message: 'Storage does not know who uses it.',
      },
      upward,
      emulator,
    ],
  },
  {
    includes: [
      'lib/accounts/**',
      'lib/auth/**',
      'lib/bff/**',
      'lib/changes/**',
      'lib/costs/**',
      'lib/diagnostics/**',
      'lib/http/**',
      'lib/inventory/**',
      'lib/jobs/**',
      'lib/live/**',
      'lib/metrics/**',
      'lib/rates/**',
      'lib/server/**',
      'lib/settings/**',
      'lib/slow-log/**',
      '!**/*.test.ts',
    ],
    bans: [upward, emulator],
  },
  {
    includes: ['emulator/**'],
    bans: [
      {
        group: [
          '@/app/**',
          '@/components/**',
          '@/lib/providers/**',
          '!@/lib/providers/*/*/catalog',
          '!@/lib/providers/*/*/operations/**',
          '@/lib/redact',
          ...SERVER,
        ],
        message: 'The emulator imports operations and model only, and checks signatures with code of its own.',
      },
    ],
  },
]

/** The `overrides` of biome.json. */
export const overrides = () =>
  RULES.map(({ includes, bans }) => ({
    includes,
    linter: { rules: { style: { noRestrictedImports: { level: 'error', options: { patterns: bans } } } } },
  }))

/** biome.json's text with the overrides of the table. */
export function withRules(text: string): string {
  return `${JSON.stringify({ ...JSON.parse(text), overrides: overrides() }, null, 2)}\n`
}

if (process.argv[1]?.endsWith('import-rules.ts')) {
  const file = projectPath('biome.json')
  writeFileSync(file, withRules(readFileSync(file, 'utf8')))
}
