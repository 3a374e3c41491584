import { db } from '@/lib/db/client'
import { createLink } from './links'
import { anybody, lockPeople } from './people'

/**
 * A link that makes the first admin, for the launcher to print; undefined once there is anybody. It works once and
 * for 24 hours, and replaces the one that an earlier start printed.
 */
export async function createSetupLink(): Promise<{ link: string; expiresAt: Date } | undefined> {
  return db().transaction(async (tx) => {
    await lockPeople(tx)
    return (await anybody(tx)) ? undefined : createLink(tx, 'setup', null)
  })
}
