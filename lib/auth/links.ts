import { createHash, randomBytes } from 'node:crypto'
import { and, eq, gt, isNull, sql } from 'drizzle-orm'
import type { Database, Transaction } from '@/lib/db/client'
import { links } from '@/lib/db/schema'
import { env } from '@/lib/env'

export type LinkPurpose = (typeof links.$inferSelect)['purpose']
export type Link = typeof links.$inferSelect

const HOURS: Record<LinkPurpose, number> = { setup: 24, invite: 7 * 24, reset: 7 * 24 }
const PATHS: Record<LinkPurpose, string> = { setup: '/setup', invite: '/invite', reset: '/invite' }

const hashOf = (token: string) => createHash('sha256').update(token).digest()

/**
 * A link that works once. Earlier ones for the same purpose and person stop working. The 256-bit token is in the
 * fragment, which browsers do not send, so no log of a server on the way holds it; we keep its hash.
 */
export async function createLink(
  on: Database | Transaction,
  purpose: LinkPurpose,
  userId: string | null,
): Promise<{ link: string; expiresAt: Date }> {
  const token = randomBytes(32).toString('base64url')
  const expiresAt = new Date(Date.now() + HOURS[purpose] * 3_600_000)
  await expireLinks(on, userId, userId === null ? purpose : undefined)
  await on.insert(links).values({ hash: hashOf(token), purpose, userId, expiresAt })
  return { link: `${env().url}${PATHS[purpose]}#${token}`, expiresAt }
}

/** Makes the unused links of a person (or, without one, of a purpose) worthless. */
export async function expireLinks(
  on: Database | Transaction,
  userId: string | null,
  purpose?: LinkPurpose,
): Promise<void> {
  await on
    .update(links)
    .set({ expiresAt: sql`now()` })
    .where(
      and(
        userId === null ? isNull(links.userId) : eq(links.userId, userId),
        purpose && eq(links.purpose, purpose),
        isNull(links.usedAt),
        gt(links.expiresAt, sql`now()`),
      ),
    )
}

/** What is known of a token: a link that works, or why it does not. An unknown token looks expired. */
export async function lookAtLink(on: Database | Transaction, token: string): Promise<Link | 'used' | 'expired'> {
  const [link] = await on
    .select()
    .from(links)
    .where(eq(links.hash, hashOf(token)))
  if (!link) return 'expired'
  if (link.usedAt) return 'used'
  return link.expiresAt > new Date() ? link : 'expired'
}

/** Uses a link up. Of several requests with one token, one gets the link. */
export async function takeLink(
  on: Database | Transaction,
  token: string,
  purposes: readonly LinkPurpose[],
): Promise<Link | 'used' | 'expired'> {
  const hash = hashOf(token)
  const [link] = await on
    .update(links)
    .set({ usedAt: sql`now()` })
    .where(and(eq(links.hash, hash), isNull(links.usedAt), gt(links.expiresAt, sql`now()`)))
    .returning()
  // A link of another kind is used up as well: only a guess or a mix-up brings it here, and the caller rolls back.
  if (link) return purposes.includes(link.purpose) ? link : 'expired'
  const known = await lookAtLink(on, token)
  return known === 'used' ? 'used' : 'expired'
}

/** Whether a person has an invitation that still works. */
export async function hasInvitation(on: Database | Transaction, userId: string): Promise<boolean> {
  const rows = await on
    .select({ purpose: links.purpose })
    .from(links)
    .where(
      and(eq(links.userId, userId), eq(links.purpose, 'invite'), isNull(links.usedAt), gt(links.expiresAt, sql`now()`)),
    )
  return rows.length > 0
}
