import type { AccessReaders } from '@/lib/providers/access-registry'
import type { Target } from '@/lib/providers/actions'
import type { Call } from '@/lib/providers/contract'
import { orNull } from '@/lib/providers/facts'
import { rulesOf } from '../rule-list'
import { kingsoftRedisOperations as op } from './catalog'

/** Rules that a group may have: all of them come in one answer. */
const MOST_RULES = 1_000

/** Security groups that are bound to the instance, each with its rules. */
async function boundGroups(call: Call, { id, locator, region }: Target) {
  const zone = { AvailableZone: locator.zone }
  const input = { ...zone, CacheId: id, FilterCache: true, Offset: 0, Limit: 100 }
  const { data } = await call(op.DescribeSecurityGroups, input, { region })
  return Promise.all(
    (data.Data.list ?? []).map(async ({ securityGroupId, name, description }) => {
      const one = { ...zone, SecurityGroupId: securityGroupId, Offset: 0, Limit: MOST_RULES }
      const { data: group } = await call(op.DescribeSecurityGroup, one, { region })
      return {
        id: securityGroupId,
        name: name || securityGroupId,
        description: orNull(description),
        hidden: false,
        entries: (group.Data.rules ?? []).flatMap(({ cidr }) => cidr || []),
      }
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
