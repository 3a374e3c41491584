import type { securityOperations } from '@/lib/providers/alibaba/kvstore/operations/security'
import type { Behaviours } from '../../behaviour'
import { refuse } from '../../gateway/refusal'
import { groupsOf, securityGroupsOf, setGroup } from '../../world/whitelist'
import { instanceOf, runningOf } from './common'

const MOST_ADDRESSES = 1_000

export const securityBehaviours = {
  DescribeSecurityIps: (scene, { InstanceId, RegionId }) => ({
    SecurityIpGroups: {
      SecurityIpGroup: [...groupsOf(instanceOf(scene, InstanceId, RegionId))].map(([name, group]) => ({
        SecurityIpGroupName: name,
        SecurityIpGroupAttribute: group.hidden ? 'hidden' : '',
        SecurityIpList: group.addresses.join(','),
      })),
    },
  }),

  ModifySecurityIps: (scene, input) => {
    const instance = runningOf(scene, input.InstanceId, input.RegionId)
    const groups = groupsOf(instance)
    const before = groups.get(input.SecurityIpGroupName)
    if (!before && input.ModifyMode === 'Delete')
      throw refuse(404, 'InvalidSecurityIPGroup.NotFound', 'Specified whitelist group does not exist.')
    const had = before?.addresses ?? []
    const given = input.SecurityIps
    const addresses =
      input.ModifyMode === 'Cover'
        ? given
        : input.ModifyMode === 'Append'
          ? [...had, ...given]
          : had.filter((address) => !given.includes(address))
    const others = [...groups].filter(([name]) => name !== input.SecurityIpGroupName)
    const unique = [...new Set(addresses)]
    if (unique.length + others.reduce((sum, [, group]) => sum + group.addresses.length, 0) > MOST_ADDRESSES)
      throw refuse(400, 'QuotaExceed.SecurityIps', `A whitelist has at most ${MOST_ADDRESSES} addresses.`)
    const hidden =
      input.SecurityIpGroupAttribute === undefined
        ? (before?.hidden ?? false)
        : input.SecurityIpGroupAttribute === 'hidden'
    setGroup(instance, input.SecurityIpGroupName, { hidden, addresses: unique })
    return {}
  },

  DescribeSecurityGroupConfiguration: (scene, { InstanceId, RegionId }) => {
    const instance = instanceOf(scene, InstanceId, RegionId)
    return {
      Items: {
        EcsSecurityGroupRelation: securityGroupsOf(instance).ids.map((id) => ({
          SecurityGroupId: id,
          RegionId: instance.region,
          NetType: instance.network.type,
        })),
      },
    }
  },

  ModifySecurityGroupConfiguration: (scene, { DBInstanceId, SecurityGroupId, RegionId }) => {
    securityGroupsOf(runningOf(scene, DBInstanceId, RegionId)).ids = [...new Set(SecurityGroupId)]
    return {}
  },
} satisfies Behaviours<typeof securityOperations>
