import { and, eq } from 'drizzle-orm'
import { appendAudit } from '@/lib/audit/append'
import { db, type Transaction } from '@/lib/db/client'
import { identities, users } from '@/lib/db/schema'
import { env } from '@/lib/env'
import { Email } from '@/lib/model/access'
import { expireLinks, hasInvitation } from './links'
import { insertPerson, lockPeople, type Person, personByEmail } from './people'
import type { Origin, SignIn } from './sign-in'

/** What the identity provider says of somebody, after its signature was checked. */
export interface Claims {
  subject: string
  email: string | null
  emailVerified: boolean
  name: string | null
}

/**
 * The person an identity belongs to. One that we do not know is linked to whom we invited with the same, verified
 * address, or becomes a person with OIDC_DEFAULT_ROLE; anybody else is refused. An address alone never opens an
 * account that is in use: who runs the identity provider must not get at local accounts by naming addresses.
 */
export async function personOfIdentity(claims: Claims, from: Origin): Promise<SignIn> {
  const issuer = issuerOf()
  const result = await db().transaction(async (tx) => {
    await lockPeople(tx)
    const known = await linked(tx, issuer, claims.subject)
    if (known) return known.disabledAt ? refused('disabled') : { person: known }
    const email = Email.safeParse(claims.email ?? '')
    if (!email.success || !claims.emailVerified) return refused('email-not-verified')
    const person = await personByEmail(tx, email.data)
    if (person) return linkInvited(tx, person, issuer, claims, from)
    return addPerson(tx, email.data, issuer, claims, from)
  })
  if ('refused' in result) await recordRefusal(claims, from, result.refused)
  return result
}

const refused = (code: 'disabled' | 'email-not-verified' | 'not-invited') => ({ refused: code }) as const

function issuerOf(): string {
  const { oidc } = env()
  if (!oidc) throw new Error('no identity provider is set')
  return oidc.issuer
}

async function linked(tx: Transaction, issuer: string, subject: string): Promise<Person | undefined> {
  const [row] = await tx
    .select({ person: users })
    .from(identities)
    .innerJoin(users, eq(users.id, identities.userId))
    .where(and(eq(identities.issuer, issuer), eq(identities.subject, subject)))
  return row?.person
}

async function linkInvited(
  tx: Transaction,
  person: Person,
  issuer: string,
  claims: Claims,
  from: Origin,
): Promise<SignIn> {
  if (person.disabledAt || !(await hasInvitation(tx, person.id))) return refused('not-invited')
  await tx.insert(identities).values({ issuer, subject: claims.subject, userId: person.id })
  await expireLinks(tx, person.id)
  await record(tx, 'user.link-identity', person, issuer, claims, from)
  return { person }
}

async function addPerson(
  tx: Transaction,
  email: string,
  issuer: string,
  claims: Claims,
  from: Origin,
): Promise<SignIn> {
  const role = env().oidc?.defaultRole
  if (!role) return refused('not-invited')
  const name = claims.name?.trim().slice(0, 100) || email
  const person = await insertPerson(tx, { email, name, role, scope: { kind: 'all' } })
  await tx.insert(identities).values({ issuer, subject: claims.subject, userId: person.id })
  await record(tx, 'user.create', person, issuer, claims, from)
  return { person }
}

async function record(
  tx: Transaction,
  action: string,
  person: Person,
  issuer: string,
  claims: Claims,
  from: Origin,
): Promise<void> {
  await appendAudit(tx, {
    actor: { kind: 'user', id: person.id, label: person.email },
    action,
    target: person.email,
    outcome: 'succeeded',
    address: from.address,
    requestId: from.requestId,
    details: { issuer, subject: claims.subject, role: person.role },
  })
}

async function recordRefusal(claims: Claims, from: Origin, reason: string): Promise<void> {
  await appendAudit(db(), {
    actor: { kind: 'anonymous', id: null, label: 'anonymous' },
    action: 'session.sign-in',
    // Proven by the identity provider, unlike what is typed into a form.
    target: claims.email?.slice(0, 254) ?? null,
    outcome: 'denied',
    address: from.address,
    requestId: from.requestId,
    details: { method: 'oidc', reason, subject: claims.subject },
  })
}
