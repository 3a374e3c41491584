import type { Namespace } from '@/lib/i18n/namespaces'

/**
 * Tabs of an instance's page that ask its cloud, in their order, each with the texts that it needs besides those of
 * the page: an instance that is gone has none of them.
 */
export const CLOUD_TABS = {
  monitoring: ['monitoring', 'slowLog'],
  'slow-log': ['monitoring', 'slowLog'],
  logs: ['monitoring', 'slowLog', 'logs', 'access'],
  diagnostics: ['diagnostics', 'access'],
  backups: ['backups'],
  access: ['access'],
  parameters: ['parameters', 'hazards', 'templates'],
  billing: ['billing'],
} as const satisfies Record<string, readonly Namespace[]>

export type CloudTab = keyof typeof CLOUD_TABS

/** The tab that an address asks for, when it is one of a cloud. */
export const cloudTabOf = (asked: string | null | undefined): CloudTab | undefined =>
  asked && Object.hasOwn(CLOUD_TABS, asked) ? (asked as CloudTab) : undefined // it is one of its keys

/** All of them, in their order. */
export const TABS = Object.keys(CLOUD_TABS) as CloudTab[] // its keys
