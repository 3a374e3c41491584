import { normalList } from '@/lib/model/cidr'
import { type Actions, action, type Target } from '@/lib/providers/actions'
import {
  aimsOfList,
  checksOfList,
  listParams,
  refusesList,
  rowsOfList,
  type SeenLists,
  wholeList,
} from '@/lib/providers/allow-list'
import type { Call } from '@/lib/providers/contract'
import { ProviderError } from '@/lib/providers/error'
import { jdcloudRedisOperations as op } from './catalog'

const at = ({ id, region }: Target) => ({ regionId: region, cacheInstanceId: id })

/** The one list, and the addresses that are connected; those are unknown where they may not be read. */
async function lists(call: Call, target: Target): Promise<SeenLists> {
  const { region } = target
  const [list, clients] = await Promise.all([
    call(op.describeIpWhiteList, at(target), { region }),
    call(op.describeClientList, at(target), { region }).catch((error: unknown) => {
      if (error instanceof ProviderError) return null
      throw error
    }),
  ])
  const raw = (list.data.result?.ipWhiteList ?? []).join(',')
  const ips = clients?.data.result.ips
  return {
    allowed: normalList(raw),
    raw,
    others: '',
    clients: '',
    servers: false,
    hidden: false,
    connected: ips ? ips.flatMap(({ ip }) => ip || []).join(',') : null,
  }
}

/** Who may connect: the cloud takes whole lists only. */
export const accessActions: Actions = {
  'allow-list': action(op.modifyIpWhiteList, {
    params: listParams,
    observe: lists,
    refusesChoice: refusesList,
    rows: rowsOfList,
    checks: checksOfList,
    input: (target, params) => ({ ...at(target), ipWhiteList: wholeList(target, params) }),
    aims: aimsOfList,
  }),
}
