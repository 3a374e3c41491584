import type { Params } from './kingsoft-client'
import type { kingsoftStage } from './kingsoft-stage'

type Stage = Awaited<ReturnType<typeof kingsoftStage>>

export interface Case {
  /** Makes what the call needs and gives a request that succeeds. */
  good(stage: Stage): object | Promise<object>
  /** Raw parameters that the cloud refuses, and its code. */
  bad: Params
  code: 'MissingParameter' | 'InvalidParameter' | 'BusinessError'
}

const VPC = { VpcId: '0bdaf89b', VnetId: 'e702e2cd' }
const PASSWORD = 'Trial2026'
const NOBODY = { CacheId: 'nobody' }

/** Any running instance will do; one that is not there is refused. */
const onInstance = (input: object = {}, bad: Params = {}): Case => ({
  good: async ({ make }) => ({ CacheId: (await make()).id, ...input }),
  bad: { ...NOBODY, ...bad },
  code: 'BusinessError',
})
const onCluster = (input: object = {}, bad: Params = {}): Case => ({
  ...onInstance(input, bad),
  good: async ({ make }) => ({ CacheId: (await make({ class: '80' })).id, ...input }),
})
const plain = (input: object, bad: Params, code: Case['code']): Case => ({ good: () => input, bad, code })

const group = async ({ redis }: Stage) =>
  (await redis('CreateSecurityGroup', { Name: 'group', Description: 'trial' })).Data.securityGroupId as string
const onGroup = (input: object, bad: Params = {}): Case => ({
  good: async (stage) => ({ SecurityGroupId: await group(stage), ...input }),
  bad: { SecurityGroupId: 'nobody', ...bad },
  code: 'BusinessError',
})
const PARAMETERS = [{ ParameterName: 'timeout', ParameterValue: '300' }]
const RAW_PARAMETERS = { 'Parameters.ParameterName.1': 'timeout', 'Parameters.ParameterValue.1': '300' }
const parameterGroup = async ({ redis }: Stage) =>
  (await redis('CreateCacheParameterGroup', { Name: 'group', ParamVersion: '4.0', Parameters: PARAMETERS })).Data
    .id as string
const onParameterGroup = (input: object = {}, bad: Params = {}): Case => ({
  good: async (stage) => ({ CacheParameterGroupId: await parameterGroup(stage), ...input }),
  bad: { CacheParameterGroupId: 'nobody', ...bad },
  code: 'BusinessError',
})

export async function backup({ redis, make }: Stage) {
  const { id: CacheId } = await make()
  await redis('CreateSnapshot', { CacheId, Name: 'by-hand' })
  const { Data } = await redis('DescribeSnapshots', { CacheId })
  return { CacheId, SnapshotId: Data.find(({ name }: { name: string }) => name === 'by-hand').snapshotId as string }
}
const onBackup = (input: object = {}, bad: Params = {}): Case => ({
  good: async (stage) => ({ SnapshotId: (await backup(stage)).SnapshotId, ...input }),
  bad: { SnapshotId: 'nobody', ...bad },
  code: 'BusinessError',
})
const hotKeys = async ({ redis, make }: Stage) => {
  const { id: CacheId } = await make()
  const Parameters = [{ ParameterName: 'maxmemory-policy', ParameterValue: 'allkeys-lfu' }]
  await redis('SetCacheParameters', { CacheId, Protocol: '4.0', Parameters })
  return CacheId
}

export const REDIS: Readonly<Record<string, Case>> = {
  DescribeRegions: plain({ mode: 1 }, { engine: 'redis' }, 'MissingParameter'),
  DescribeAvailabilityZones: plain({ mode: 2 }, { engine: 'redis', mode: '3' }, 'InvalidParameter'),
  DescribeCacheClusters: plain({ Limit: 100 }, { Limit: '101' }, 'InvalidParameter'),
  DescribeCacheCluster: onInstance(),
  StatisticDBInstances: plain({}, {}, 'MissingParameter'),
  CreateCacheCluster: plain(
    { ...VPC, Name: 'new-cache', Capacity: 2, BillType: 87, PassWord: PASSWORD },
    { ...VPC, Name: 'new-cache', Capacity: '3' },
    'InvalidParameter',
  ),
  DeleteCacheCluster: onInstance(),
  ResizeCacheCluster: onInstance({ Capacity: 8 }, { Capacity: '8' }),
  FlushCacheCluster: onInstance(),
  RenameCacheCluster: onInstance({ Name: 'renamed' }, { Name: 'renamed' }),
  RestartCacheCluster: onInstance(),
  LockCacheCluster: onInstance(),
  UnlockCacheCluster: {
    ...onInstance(),
    good: async ({ make }) => ({ CacheId: (await make({ status: '8' })).id }),
  },
  UpdatePassword: onInstance({ Password: PASSWORD }, { Password: PASSWORD }),
  AddCacheSlaveNode: onInstance(),
  DeleteCacheSlaveNode: {
    ...onInstance({}, { NodeId: 'nobody' }),
    good: async ({ make, redis }) => {
      const { id: CacheId } = await make()
      const { Data } = await redis('AddCacheSlaveNode', { CacheId })
      return { CacheId, NodeId: Data.NodeId }
    },
  },
  DescribeCacheReadonlyNode: onInstance(),
  DescribeCacheByRole: onInstance({ Proxy: 'MASTER' }),
  AllocateEip: onInstance({ InsType: '1' }),
  DeallocateEip: {
    ...onInstance(),
    good: async ({ make, redis }) => {
      const { id: CacheId } = await make({ class: '80' })
      await redis('AllocateEip', { CacheId })
      return { CacheId }
    },
  },
  OpenDirectAccessToCluster: onCluster(),
  CloseDirectAccessToCluster: onCluster(),
  DescribeCacheParameters: onInstance(),
  SetCacheParameters: onInstance({ Protocol: '4.0', Parameters: PARAMETERS }, { Protocol: '4.0', ...RAW_PARAMETERS }),
  DescribeCacheDefaultParameters: plain({ ParamVersion: '5.0' }, { ParamVersion: '9.0' }, 'InvalidParameter'),
  CreateCacheParameterGroup: plain(
    { Name: 'group', ParamVersion: '4.0', Parameters: PARAMETERS },
    { Name: 'group', ParamVersion: '4.0' },
    'MissingParameter',
  ),
  DescribeCacheParameterGroups: plain({ Limit: 10_000 }, { Limit: '10001' }, 'InvalidParameter'),
  DescribeCacheParameterGroup: onParameterGroup(),
  ModifyCacheParameterGroup: onParameterGroup(
    { ParamVersion: '4.0', Parameters: PARAMETERS },
    { ParamVersion: '4.0', ...RAW_PARAMETERS },
  ),
  DeleteCacheParameterGroup: onParameterGroup(),
  SetCacheParameterGroup: {
    ...onParameterGroup({}, NOBODY),
    good: async (stage) => ({
      CacheParameterGroupId: await parameterGroup(stage),
      CacheId: (await stage.make()).id,
    }),
  },
  CreateSecurityGroup: plain({ Name: 'web', Description: 'web' }, { Name: 'web' }, 'MissingParameter'),
  CloneSecurityGroup: {
    good: async (stage) => ({ Name: 'copy', Description: 'copy', SrcSecurityGroupId: await group(stage) }),
    bad: { Name: 'copy', Description: 'copy', SrcSecurityGroupId: 'nobody' },
    code: 'BusinessError',
  },
  ModifySecurityGroup: onGroup({ Name: 'web', Description: 'web' }, { Name: 'web', Description: 'web' }),
  DeleteSecurityGroup: {
    good: async (stage) => ({ SecurityGroupId: [await group(stage)] }),
    bad: {},
    code: 'MissingParameter',
  },
  DescribeSecurityGroups: plain({ SearchKey: 'web' }, { Limit: '1001' }, 'InvalidParameter'),
  DescribeSecurityGroup: onGroup({}),
  CreateSecurityGroupRule: onGroup({ Cidrs: ['10.111.0.21/32'] }, { 'Cidrs.1': '10.111.0.21/32' }),
  DeleteSecurityGroupRule: {
    ...onGroup({}, { 'SecurityGroupRuleId.1': 'nobody' }),
    good: async (stage) => {
      const SecurityGroupId = await group(stage)
      await stage.redis('CreateSecurityGroupRule', { SecurityGroupId, Cidrs: ['10.1.0.0/16'] })
      const { Data } = await stage.redis('DescribeSecurityGroup', { SecurityGroupId })
      return { SecurityGroupId, SecurityGroupRuleId: [Data.rules[0].id] }
    },
  },
  AllocateSecurityGroup: {
    good: async (stage) => ({ CacheId: [(await stage.make()).id], SecurityGroupId: [await group(stage)] }),
    bad: { 'CacheId.1': 'nobody', 'SecurityGroupId.1': 'nobody' },
    code: 'BusinessError',
  },
  DeallocateSecurityGroup: {
    good: async (stage) => ({ CacheId: [(await stage.make()).id], SecurityGroupId: await group(stage) }),
    bad: { 'CacheId.1': 'nobody', SecurityGroupId: 'nobody' },
    code: 'BusinessError',
  },
  DescribeInstances: onGroup({ FilterCache: false }),
  DescribeCacheSecurityRules: onInstance(),
  SetCacheSecurityRules: onInstance(
    { SecurityRules: { Cidr: ['192.168.18.17/32'] } },
    { 'SecurityRules.Cidr.1': '192.168.18.17/32' },
  ),
  DeleteCacheSecurityRule: {
    ...onInstance({}, { SecurityRuleId: '1' }),
    good: async ({ make, redis }) => {
      const { id: CacheId } = await make()
      const { Data } = await redis('DescribeCacheSecurityRules', { CacheId })
      return { CacheId, SecurityRuleId: Data[0].securityRuleId }
    },
  },
  CreateSnapshot: onInstance({ Name: 'by-hand' }, { Name: 'by-hand' }),
  DeleteSnapshot: onBackup(),
  RestoreSnapshot: {
    ...onInstance({}, { Type: 'Default', SnapshotId: 'nobody' }),
    good: async (stage) => ({ ...(await backup(stage)), Type: 'Default' }),
  },
  DescribeSnapshots: onInstance(),
  DownloadSnapshot: onBackup(),
  ExportSnapshot: onBackup({ BucketName: 'b', ObjectName: 'o' }, { BucketName: 'b', ObjectName: 'o' }),
  SetTimingSnapshot: onInstance({ TimingSwitch: 'Off' }, { TimingSwitch: 'Off' }),
  RenameSnapshot: onBackup({ Name: 'renamed' }, { Name: 'renamed' }),
  AnalyzeHotKeys: {
    ...onInstance({}, { Engine: 'redis', Mode: 'singledatanode' }),
    good: async (stage) => ({ CacheId: await hotKeys(stage), Mode: 'singledatanode' }),
  },
  DescribeHotKeys: {
    ...onInstance(),
    good: async (stage) => {
      const CacheId = await hotKeys(stage)
      await stage.redis('AnalyzeHotKeys', { CacheId, Mode: 'singledatanode' })
      return { CacheId, SortKey: 'count', SortDir: 'asc' }
    },
  },
}

const onMemcached = (input: object = {}, bad: Params = {}): Case => ({
  good: async ({ makeMemcached }) => ({ CacheId: (await makeMemcached()).id, ...input }),
  bad: { Engine: 'memcached', ...NOBODY, ...bad },
  code: 'BusinessError',
})

export const MEMCACHED: Readonly<Record<string, Case>> = {
  DescribeRegions: plain({}, { mode: '2' }, 'MissingParameter'),
  DescribeAvailabilityZones: plain({}, { engine: 'memcached', mode: '1' }, 'InvalidParameter'),
  DescribeCacheClusters: plain({ IamProjectId: '0' }, { Limit: '10' }, 'MissingParameter'),
  DescribeCacheCluster: onMemcached(),
  CreateCacheCluster: plain(
    { ...VPC, Name: 'new-cache', Capacity: 2, BillType: 5 },
    { ...VPC, Engine: 'memcached', Name: 'new-cache', Capacity: '3' },
    'InvalidParameter',
  ),
  DeleteCacheCluster: onMemcached(),
  ResizeCacheCluster: onMemcached({ Capacity: 8 }, { Capacity: '8' }),
  FlushCacheCluster: onMemcached(),
  RenameCacheCluster: onMemcached({ Name: 'abcd' }, { Name: 'abcd' }),
  UpdatePassword: onMemcached({ Password: PASSWORD }, { Password: PASSWORD }),
  DescribeCacheSecurityRules: onMemcached(),
  SetCacheSecurityRules: onMemcached(
    { SecurityRules: { Cidr: ['192.168.18.17/21'] } },
    { 'SecurityRules.Cidr.1': '192.168.18.17/21' },
  ),
  DeleteCacheSecurityRule: {
    ...onMemcached({}, { SecurityRuleId: '1' }),
    good: async ({ makeMemcached, memcached }) => {
      const { id: CacheId } = await makeMemcached()
      const { Data } = await memcached('DescribeCacheSecurityRules', { CacheId })
      return { CacheId, SecurityRuleId: Data[0].securityRuleId }
    },
  },
}
