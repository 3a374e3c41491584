import 'server-only'
import { cache } from 'react'
import { readSettings } from '@/lib/settings/settings'
import { VERSION } from '@/lib/version'

/** What every page says of the deployment; without a name when it was never set or the database cannot be asked. */
export const deployment = cache(async () => {
  // The name decorates a page; the page itself says when the database is away.
  const settings = await readSettings().catch(() => undefined)
  return { organisation: settings?.organisation ?? '', version: VERSION }
})
