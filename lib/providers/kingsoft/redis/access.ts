import type { AccessReaders } from '@/lib/providers/access-registry'
import type { Target } from '@/lib/providers/actions'
import type { Call } from '@/lib/providers/contract'
import { rulesOf } from '../rule-list'
import { kingsoftRedisOperations as op } from './catalog'
import { groupsAt, rulesOfGroup } from './groups'

/** Security groups that are bound to the instance, each with its rules. */
async function boundGroups(call: Call, { id, locator, region }: Target) {
  const place = { region, zone: locator.zone ?? '' }
  return Promise.all(
    (await groupsAt(call, place, id, true)).map(async (group) => {
      const rules = await rulesOfGroup(call, place, group.id)
      const { name, description } = group
      return { id: group.id, name, description, hidden: false, entries: rules.map(({ cidr }) => cidr) }
    }),
  )
}

/** Redis has both: groups that are bound to it, and rules of its own, which its manual names and does not explain. */
export const access: AccessReaders = {
  lists: [
    { kind: 'security-groups', operation: op.DescribeSecurityGroups, read: boundGroups },
    {
      kind: 'rules',
      operation: op.DescribeCacheSecurityRules,
      async read(call, { id, locator, region }) {
        const input = { AvailableZone: locator.zone, CacheId: id }
        return rulesOf((await call(op.DescribeCacheSecurityRules, input, { region })).data)
      },
    },
  ],
}
