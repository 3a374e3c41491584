import type { Actor } from '@/lib/bff/actor'
import { doorFor } from '@/lib/bff/execute'
import type { Reason } from '@/lib/model/action'
import type { ChangeNow } from '@/lib/model/change'
import type { Check } from '@/lib/model/plan'
import { CREATION_OF } from '@/lib/providers/creation-registry'
import { creationChecks } from './create-checks'
import { keyOfChange } from './plan'
import type { ChangeRow } from './store'

/** Why new instances cannot be ordered any more, by a check that stands against it. */
export const whyNotNew = ({ reason, params = {} }: Check): Reason =>
  reason ?? { code: 'source-gone', params: { what: Object.values(params).join(', ') } }

/** Whether what new instances are made from is still there, for who approves. Throws what the door throws. */
export async function creationNow(actor: Actor, row: ChangeRow, signal?: AbortSignal): Promise<ChangeNow> {
  const door = await doorFor({ actor, accountId: row.accountId, lane: 'interactive', signal, insist: true })
  // Nothing that is asked for is secret: what was kept with the secrets blanked will do.
  const { id, ref, params } = row
  const wanted = { id, key: keyOfChange(row), ref, creation: CREATION_OF[row.service], params }
  const against = (await creationChecks(door, wanted, signal)).find(({ result }) => result === 'block')
  return { factsAt: new Date().toISOString(), moved: [], facts: [], reason: against ? whyNotNew(against) : null }
}
