import 'server-only'
import { cache } from 'react'
import { readSettings } from '@/lib/settings/settings'

/** What the deployment calls itself; empty when it was never set or the database cannot be asked. */
export const organisationName = cache(async (): Promise<string> => {
  // The name decorates a page; the page itself says when the database is away.
  const settings = await readSettings().catch(() => undefined)
  return settings?.organisation ?? ''
})
