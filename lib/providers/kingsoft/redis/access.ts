import type { AccessEndpoint } from '@/lib/model/access-lists'
import type { AccessReaders } from '@/lib/providers/access-registry'
import type { Target } from '@/lib/providers/actions'
import type { Call } from '@/lib/providers/contract'
import { rulesOf } from '../rule-list'
import { kingsoftRedisOperations as op } from './catalog'
import { groupsAt, rulesOfGroup } from './groups'
import { directNow } from './observe'

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

function endpointOf(address: string): AccessEndpoint {
  const [, host = address, port] = /^(.+):(\d+)$/.exec(address) ?? []
  return { kind: 'direct', host, port: port === undefined ? null : Number(port), ip: null, endsAt: null }
}

/** Redis has both: groups that are bound to it, and rules of its own, which its manual names and does not explain. */
export const access: AccessReaders = {
  direct: {
    operation: op.DescribeCacheClusters,
    async read(call, target) {
      // What is no cluster never has it, and need not be asked.
      if (target.detail.facts.architecture !== 'cluster') return { on: false, endpoints: [] }
      const { on, addresses } = await directNow(call, target)
      return { on, endpoints: addresses.map(endpointOf) }
    },
  },
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
