import type { ActionId } from '@/lib/model/action'
import { opensToEveryone, readList } from '@/lib/model/cidr'
import type { Check } from '@/lib/model/plan'
import type { ServiceId } from '@/lib/operation'
import { ACCESS_OF } from '@/lib/providers/access-registry'
import type { Target } from '@/lib/providers/actions'
import type { Call } from '@/lib/providers/contract'
import { ProviderError } from '@/lib/providers/error'

/**
 * Of what lets the Internet in: whether the lists of this moment let every address in. Unknown where one of them is not
 * told and none of the others does. Throws what is no refusal of the cloud.
 */
export async function exposureChecks(
  call: Call,
  service: ServiceId,
  action: ActionId,
  target: Target,
): Promise<Check[]> {
  if (action !== 'public-on') return []
  const lists = await Promise.all(
    ACCESS_OF[service].lists.map(({ read }) =>
      read(call, target).catch((error: unknown) => {
        if (error instanceof ProviderError) return null
        throw error
      }),
    ),
  )
  const groups = lists.flatMap((list) => list ?? [])
  const isOpen = groups.some(({ entries }) => opensToEveryone(readList((entries ?? []).join(',')).blocks))
  if (isOpen) return [{ id: 'list-open', result: 'warn', params: { open: 'yes' } }]
  // A group of servers is not everybody, whoever is in it.
  return [{ id: 'list-open', result: lists.includes(null) ? 'unknown' : 'ok', params: { open: 'no' } }]
}
