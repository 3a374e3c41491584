import { and, eq } from 'drizzle-orm'
import { db } from '@/lib/db/client'
import { accounts, credentials } from '@/lib/db/schema'
import { previewCall } from '@/lib/http/preview'
import type { OperationDraft, OperationPreview } from '@/lib/model/operation'
import type { Operation } from '@/lib/operation'
import type { SignatureScheme } from '@/lib/providers/contract'
import { providers } from '@/lib/providers/registry'
import type { Actor } from '../actor'
import { parse } from '../parse'
import { inScope } from '../permission'
import { problem } from '../problem'

/**
 * What a call would send. Nothing is sent and no key is opened, so a viewer may look at a write. Throws `not-found`,
 * `forbidden-scope`, and `bad-input` with the fields that the row's schema refuses.
 */
export async function previewOperation(
  actor: Actor,
  operation: Operation,
  { accountId, region, input }: OperationDraft,
): Promise<OperationPreview> {
  return (await previewerOf(actor, accountId))(operation, { region, input })
}

/** The same for one account: what is to be read is read, and each preview is made at once. Both throw alike. */
export async function previewerOf(
  actor: Actor,
  accountId: string,
): Promise<(operation: Operation, draft: Omit<OperationDraft, 'accountId'>) => OperationPreview> {
  const [found] = await db()
    .select({ account: accounts, keyTail: credentials.keyTail })
    .from(accounts)
    .leftJoin(credentials, and(eq(credentials.accountId, accounts.id), eq(credentials.state, 'active')))
    .where(eq(accounts.id, accountId))
  if (!found) throw problem('not-found')
  const { account, keyTail } = found
  if (!inScope(actor.scope, account)) throw problem('forbidden-scope')
  return (operation, { region, input }) => {
    if (!account.services.includes(operation.service)) throw problem('not-found')
    const parsed = parse(operation.request, input, 'bad-input') as Record<string, unknown> // requests are objects
    return previewCall(providers[account.provider], operation, parsed, {
      scheme: account.scheme as SignatureScheme['id'], // written only from a validated account
      region,
      keyTail: keyTail ?? '',
    })
  }
}
