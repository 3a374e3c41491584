import type { AccessEndpoint } from '@/lib/model/access-lists'
import type { AccessReaders } from '@/lib/providers/access-registry'
import type { Target } from '@/lib/providers/actions'
import { integerOrNull, numberOrNull, orNull, timeOrNull } from '@/lib/providers/facts'
import { readAccounts } from './accounts'
import { kvstoreOperations as op } from './catalog'

const at = ({ id, region }: Target) => ({ InstanceId: id, RegionId: region })

/** Its kind by 8.6: what is not public and has an end is the address that was kept when it left the classic network. */
function endpointKind(type: string | null | undefined, direct: boolean, isClassic: boolean): AccessEndpoint['kind'] {
  if (type === 'Public') return 'public'
  if (direct) return 'direct'
  return type === 'Inner' || isClassic ? 'classic' : 'private'
}

/** What KVStore tells of who gets in: chapters 8.6, 11, 15 of the manual. */
export const access: AccessReaders = {
  lists: [
    {
      kind: 'whitelist',
      operation: op.DescribeSecurityIps,
      async read(call, target) {
        const { data } = await call(op.DescribeSecurityIps, at(target), { region: target.region })
        return (data.SecurityIpGroups?.SecurityIpGroup ?? []).map((group) => ({
          id: group.SecurityIpGroupName ?? '',
          name: group.SecurityIpGroupName ?? '',
          description: null,
          hidden: group.SecurityIpGroupAttribute === 'hidden',
          entries: (group.SecurityIpList ?? '')
            .split(',')
            .map((entry) => entry.trim())
            .filter(Boolean),
        }))
      },
    },
    {
      kind: 'server-groups',
      operation: op.DescribeSecurityGroupConfiguration,
      async read(call, target) {
        const { data } = await call(op.DescribeSecurityGroupConfiguration, at(target), { region: target.region })
        return (data.Items?.EcsSecurityGroupRelation ?? []).map(({ SecurityGroupId: id, NetType }) => ({
          id: id ?? '',
          name: id ?? '',
          description: orNull(NetType),
          hidden: false,
          entries: null,
        }))
      },
    },
  ],
  endpoints: {
    operation: op.DescribeDBInstanceNetInfo,
    async read(call, target) {
      const { data, receivedAt } = await call(op.DescribeDBInstanceNetInfo, at(target), { region: target.region })
      return (data.NetInfoItems?.InstanceNetInfo ?? []).map((info) => {
        const seconds = numberOrNull(info.ExpiredTime)
        const ends = seconds !== null && seconds > 0
        return {
          kind: endpointKind(info.IPType, info.DirectConnection === 1, ends),
          host: info.ConnectionString ?? '',
          port: integerOrNull(info.Port),
          ip: orNull(info.IPAddress),
          endsAt: ends ? new Date(receivedAt.getTime() + seconds * 1_000).toISOString() : null,
        }
      })
    },
  },
  tls: {
    operation: op.DescribeInstanceSSL,
    async read(call, target) {
      const { data } = await call(op.DescribeInstanceSSL, at(target), { region: target.region })
      const { SSLEnabled: told } = data
      return {
        on: told === 'Enable' ? true : told === 'Disable' ? false : null,
        certificateEndsAt: timeOrNull(data.SSLExpiredTime),
        certificateName: orNull(data.CertCommonName),
      }
    },
  },
  accounts: {
    operation: op.DescribeAccounts,
    read: readAccounts,
  },
  passwordFree: true,
  tags: true,
}
