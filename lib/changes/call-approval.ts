import { eq } from 'drizzle-orm'
import { db } from '@/lib/db/client'
import { accounts } from '@/lib/db/schema'
import { policyFor } from '@/lib/model/approval'
import type { OperationDraft } from '@/lib/model/operation'
import { kindOf, type Operation } from '@/lib/operation'
import { alikeOf } from './call-plan'
import { readPolicies } from './policy'

/** The policy that wants a second person before this call of the explorer is sent, by its name; null: nobody is asked. */
export async function approvalOf(
  operation: Operation,
  { accountId, input }: Pick<OperationDraft, 'accountId' | 'input'>,
): Promise<string | null> {
  if (operation.kind === 'read') return null
  const [[account], { policies }] = await Promise.all([
    db().select({ environment: accounts.environment }).from(accounts).where(eq(accounts.id, accountId)),
    readPolicies(),
  ])
  if (!account) return null
  const kind = kindOf(operation, input) === 'destructive' ? 'destructive' : 'write'
  const policy = policyFor(policies, { ...account, kind, action: 'call', alike: alikeOf(operation) })
  return policy?.approval ? policy.name : null
}
