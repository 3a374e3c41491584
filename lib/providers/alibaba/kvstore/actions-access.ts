import { normalList } from '@/lib/model/cidr'
import { type Actions, action, type Target } from '@/lib/providers/actions'
import {
  aimsOfList,
  checksOfList,
  entriesOf,
  groupParams,
  isHidden,
  refusesList,
  rowsOfList,
  type SeenLists,
} from '@/lib/providers/allow-list'
import type { Call } from '@/lib/providers/contract'
import { kvstoreOperations as op } from './catalog'

const at = ({ id, region }: Target) => ({ InstanceId: id, RegionId: region })
const MODE = { append: 'Append', delete: 'Delete', cover: 'Cover' } as const

/** The group that is meant, empty where it is not there, and all others. Who is connected no call tells. */
async function lists(call: Call, target: Target, { list }: { list: string }): Promise<SeenLists> {
  const { data } = await call(op.DescribeSecurityIps, at(target), { region: target.region })
  const groups = data.SecurityIpGroups?.SecurityIpGroup ?? []
  const meant = groups.find(({ SecurityIpGroupName }) => SecurityIpGroupName === list)
  const rest = groups.filter((one) => one !== meant)
  return {
    allowed: normalList(meant?.SecurityIpList ?? ''),
    raw: meant?.SecurityIpList ?? '',
    others: normalList(rest.map(({ SecurityIpList }) => SecurityIpList ?? '').join(',')),
    hidden: meant?.SecurityIpGroupAttribute === 'hidden',
    connected: null,
  }
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
      // Left out it might be shown from then on.
      SecurityIpGroupAttribute: isHidden(target) ? ('hidden' as const) : undefined,
    }),
    aims: aimsOfList,
  }),
}
