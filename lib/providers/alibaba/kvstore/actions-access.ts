import { z } from 'zod'
import type { Reason } from '@/lib/model/action'
import { isNobody, listAfter } from '@/lib/model/allow-list'
import { normalList } from '@/lib/model/cidr'
import { noted } from '@/lib/operation'
import { type Actions, action, type Seen, type Target } from '@/lib/providers/actions'
import {
  aimsOfList,
  blocks,
  checksOfList,
  entriesOf,
  groupParams,
  refusesList,
  rowsBetween,
  rowsOfList,
  type SeenLists,
} from '@/lib/providers/allow-list'
import type { Call } from '@/lib/providers/contract'
import { ProviderError } from '@/lib/providers/error'
import { kvstoreOperations as op } from './catalog'

const at = ({ id, region }: Target) => ({ InstanceId: id, RegionId: region })
const MODE = { append: 'Append', delete: 'Delete', cover: 'Cover' } as const

/** Servers of bound groups come in beside the whitelist; false as well where that may not be read. */
const hasServers = (call: Call, target: Target): Promise<boolean> =>
  serverGroups(call, target).then(
    (seen) => seen.serverGroups !== '',
    (error: unknown) => {
      if (error instanceof ProviderError) return false
      throw error
    },
  )

/** The group that is meant, empty where it is not there, and all others. Who is connected no call tells. */
async function lists(call: Call, target: Target, params: z.output<typeof groupParams>): Promise<SeenLists> {
  const { list, mode, addresses } = params
  const { data } = await call(op.DescribeSecurityIps, at(target), { region: target.region })
  const groups = data.SecurityIpGroups?.SecurityIpGroup ?? []
  const meant = groups.find(({ SecurityIpGroupName }) => SecurityIpGroupName === list)
  const rest = groups.filter((one) => one !== meant)
  const textOf = (some: typeof groups) => normalList(some.map(({ SecurityIpList }) => SecurityIpList ?? '').join(','))
  const allowed = normalList(meant?.SecurityIpList ?? '')
  const clients = textOf(rest.filter((one) => one.SecurityIpGroupAttribute !== 'hidden'))
  // Asked only where it decides what is said: nobody else would be let in.
  const nobody = isNobody(blocks(`${listAfter(allowed, mode, addresses)},${clients}`))
  return {
    allowed,
    raw: meant?.SecurityIpList ?? '',
    others: textOf(rest),
    clients,
    servers: nobody && (await hasServers(call, target)),
    hidden: meant?.SecurityIpGroupAttribute === 'hidden',
    connected: null,
  }
}

/** Ids in one order, each once. */
const idsOf = (text: string) => [...new Set(text.split(/[\s,，]+/).filter(Boolean))].sort()

/** Security groups of servers that are let in as well, as ids with commas between them. */
async function serverGroups(call: Call, target: Target): Promise<Seen> {
  const { data } = await call(op.DescribeSecurityGroupConfiguration, at(target), { region: target.region })
  const ids = (data.Items?.EcsSecurityGroupRelation ?? []).flatMap(({ SecurityGroupId }) => SecurityGroupId || [])
  return { serverGroups: idsOf(ids.join(',')).join(',') }
}

/** 15.4 takes whole lists only, from one to ten ids, and does not say how the last one is removed. */
const serverGroupParams = z.strictObject({
  groups: noted(
    z
      .string()
      .max(400)
      .refine((text) => {
        const ids = idsOf(text)
        return ids.length > 0 && ids.length <= 10 && ids.every((id) => /^sg-\w+$/.test(id))
      }),
    'The complete list of ids, at most 10, with commas between them, as sg-bp14p9y07ns3gwq. Groups left out are removed.',
    '完整的安全组 ID 列表，最多 10 个，以逗号分隔，例如 sg-bp14p9y07ns3gwq。未列出的将被移除。',
  ),
  was: noted(
    z.string().max(400),
    'The groups as they were when this was decided: it is refused once they are others.',
    '作出决定时的安全组；若已变化则拒绝执行。',
  ).optional(),
})

function refusesServerGroups({ detail: { seen } }: Target, { was }: { was?: string | undefined }): Reason | null {
  if (typeof seen?.serverGroups !== 'string') return { code: 'list-not-read' }
  return was !== undefined && idsOf(was).join(',') !== seen.serverGroups ? { code: 'list-moved' } : null
}

/** Who may connect. The row’s default replaces a group: what is meant is always said. */
export const accessActions: Actions = {
  'allow-list': action(op.ModifySecurityIps, {
    params: groupParams,
    observe: lists,
    refusesChoice: refusesList,
    rows: rowsOfList,
    checks: checksOfList,
    input: (target, params) => ({
      ...at(target),
      SecurityIpGroupName: params.list,
      ModifyMode: MODE[params.mode],
      SecurityIps: entriesOf(target, params),
    }),
    aims: aimsOfList,
  }),
  'server-groups': action(op.ModifySecurityGroupConfiguration, {
    params: serverGroupParams,
    observe: serverGroups,
    refusesChoice: refusesServerGroups,
    rows({ detail: { seen } }, { groups }) {
      const [now, then] = [idsOf(String(seen?.serverGroups ?? '')), idsOf(groups)]
      const only = (some: string[], others: string[]) => some.filter((id) => !others.includes(id))
      return [
        ...rowsBetween(only(then, now), only(now, then)),
        { field: 'seen.serverGroups', from: now.join(', '), to: then.join(', ') },
      ]
    },
    input: ({ id, region }, { groups }) => ({ DBInstanceId: id, RegionId: region, SecurityGroupId: idsOf(groups) }),
    aims: (_, { groups }) => [{ field: 'seen.serverGroups', is: 'equal', value: idsOf(groups).join(',') }],
  }),
}
