import { describe, expect, test } from 'vitest'
import { catalog } from '@/lib/catalog'
import type { Operation } from '@/lib/operation'
import { MASKED, redact, SECRET } from '@/lib/redact'

/** What the fields of a request ask of each other, and what single fields take. */
const redis: Readonly<Record<string, Operation>> = catalog['kingsoft-redis']
const memcached: Readonly<Record<string, Operation>> = catalog['kingsoft-memcached']

/** Fields that a request is refused for, in order. */
function refused(table: typeof redis, name: string, input: object): string[] {
  const parsed = table[name]?.request.safeParse(input)
  return parsed?.error ? parsed.error.issues.map(({ path }) => path.join('.')).sort() : []
}

const ORDER = { Name: 'orders-cache', Capacity: 1, VpcId: 'v', VnetId: 'n' }
const PARAMETERS = [{ ParameterName: 'hz', ParameterValue: '10' }]

describe('Redis', () => {
  test.each<[string, string, object, string[]]>([
    ['an order needs only what has no default', 'CreateCacheCluster', ORDER, []],
    ['12 GB are sold for master and replica', 'CreateCacheCluster', { ...ORDER, Capacity: 12 }, []],
    ['3 GB are not', 'CreateCacheCluster', { ...ORDER, Capacity: 3 }, ['Capacity']],
    ['70 GB only as a cluster', 'CreateCacheCluster', { ...ORDER, Capacity: 70 }, ['Capacity']],
    ['a cluster of 110 GB', 'CreateCacheCluster', { ...ORDER, Mode: 1, Capacity: 110 }, []],
    ['clusters grow by 10 GB', 'CreateCacheCluster', { ...ORDER, Mode: 1, Capacity: 115 }, ['Capacity']],
    ['no cluster of 64 GB', 'CreateCacheCluster', { ...ORDER, Mode: 1, Capacity: 64 }, ['Capacity']],
    ['no cluster of 5.0', 'CreateCacheCluster', { ...ORDER, Mode: 1, Capacity: 70, Protocol: '5.0' }, ['Protocol']],
    ['3.0 only as a cluster', 'CreateCacheCluster', { ...ORDER, Protocol: '3.0' }, ['Protocol']],
    [
      'read-only nodes not for clusters',
      'CreateCacheCluster',
      { ...ORDER, Mode: 1, Capacity: 70, SlaveNum: 1 },
      ['SlaveNum'],
    ],
    ['at most seven', 'CreateCacheCluster', { ...ORDER, SlaveNum: 8 }, ['SlaveNum']],
    ['their address without them', 'CreateCacheCluster', { ...ORDER, SlaveVip: '10.0.0.9' }, ['SlaveVip']],
    ['their address with them', 'CreateCacheCluster', { ...ORDER, SlaveNum: 1, SlaveVip: '10.0.0.9' }, []],
    ['three years at most', 'CreateCacheCluster', { ...ORDER, Duration: 37 }, ['Duration']],
    ['a short name', 'CreateCacheCluster', { ...ORDER, Name: 'abcde' }, ['Name']],
    ['a password without a digit', 'CreateCacheCluster', { ...ORDER, PassWord: 'Abcdefgh' }, ['PassWord']],
    ['no backup at 23:00', 'CreateCacheCluster', { ...ORDER, BackupTimezone: '23:00-24:00' }, ['BackupTimezone']],
    ['to a size of the short list', 'ResizeCacheCluster', { CacheId: 'c', Capacity: 12 }, ['Capacity']],
    ['a tag is a pair: value missing', 'DescribeCacheClusters', { TagKey: 'team' }, ['TagValue']],
    ['a tag is a pair: key missing', 'DescribeCacheClusters', { TagValue: 'a' }, ['TagKey']],
    ['a tag', 'DescribeCacheClusters', { TagKey: 'team', TagValue: 'a' }, []],
    ['parameters', 'SetCacheParameters', { CacheId: 'c', Protocol: '4.0', Parameters: PARAMETERS }, []],
    ['neither parameters nor a reset', 'SetCacheParameters', { CacheId: 'c', Protocol: '4.0' }, ['Parameters']],
    ['a reset', 'SetCacheParameters', { CacheId: 'c', Protocol: '4.0', ResetAllParameters: 'true' }, []],
    [
      'a reset with parameters',
      'SetCacheParameters',
      { CacheId: 'c', Protocol: '4.0', ResetAllParameters: 'true', Parameters: PARAMETERS },
      ['Parameters'],
    ],
    ['a restore from its own backups', 'RestoreSnapshot', { CacheId: 'c', Type: 'Default', SnapshotId: 's' }, []],
    ['without one', 'RestoreSnapshot', { CacheId: 'c', Type: 'Default' }, ['SnapshotId']],
    ['a restore from KS3', 'RestoreSnapshot', { CacheId: 'c', Type: 'BaseKS3', BucketName: 'b', ObjectName: 'o' }, []],
    ['without bucket and object', 'RestoreSnapshot', { CacheId: 'c', Type: 'BaseKS3' }, ['BucketName', 'ObjectName']],
    [
      'with the other kind’s fields',
      'RestoreSnapshot',
      { CacheId: 'c', Type: 'Default', SnapshotId: 's', BucketName: 'b' },
      ['BucketName'],
    ],
    ['switched on needs an hour', 'SetTimingSnapshot', { CacheId: 'c', TimingSwitch: 'On' }, ['Timezone']],
    ['switched off needs none', 'SetTimingSnapshot', { CacheId: 'c', TimingSwitch: 'Off' }, []],
    ['an order of nothing', 'DescribeHotKeys', { CacheId: 'c', SortDir: 'asc' }, ['SortKey']],
    [
      'an address that is none',
      'CreateSecurityGroupRule',
      { SecurityGroupId: 'g', Cidrs: ['10.0.0.256/32'] },
      ['Cidrs.0'],
    ],
    ['a range that is none', 'CreateSecurityGroupRule', { SecurityGroupId: 'g', Cidrs: ['10.0.0.0/33'] }, ['Cidrs.0']],
    ['all of IPv4', 'CreateSecurityGroupRule', { SecurityGroupId: 'g', Cidrs: ['0.0.0.0/0'] }, []],
  ])('%s: %s', (_what, name, input, fields) => {
    expect(refused(redis, name, input)).toEqual(fields)
  })
})

describe('Memcached', () => {
  test.each<[string, string, object, string[]]>([
    ['an order', 'CreateCacheCluster', ORDER, []],
    ['12 GB', 'CreateCacheCluster', { ...ORDER, Capacity: 12 }, ['Capacity']],
    ['pay as you go of Redis', 'CreateCacheCluster', { ...ORDER, BillType: 87 }, ['BillType']],
    ['no password', 'UpdatePassword', { CacheId: 'c' }, []],
    ['an empty one is no way to say so', 'UpdatePassword', { CacheId: 'c', Password: '' }, ['Password']],
    ['no rule', 'SetCacheSecurityRules', { CacheId: 'c', SecurityRules: { Cidr: [] } }, ['SecurityRules.Cidr']],
  ])('%s: %s', (_what, name, input, fields) => {
    expect(refused(memcached, name, input)).toEqual(fields)
  })
})

test('passwords are secret; hot keys and download addresses are the customer’s', () => {
  const shown = (table: typeof redis, name: string, side: 'request' | 'response', value: object) => {
    const row = table[name]
    return row ? redact(row[side], value) : undefined
  }
  expect(shown(redis, 'CreateCacheCluster', 'request', { PassWord: 'Trial2026' })).toEqual({ PassWord: SECRET })
  for (const table of [redis, memcached])
    expect(shown(table, 'UpdatePassword', 'request', { Password: 'Trial2026' })).toEqual({ Password: SECRET })
  expect(shown(redis, 'DownloadSnapshot', 'response', { Data: { snapshotId: 's', url: 'http://x' } })).toEqual({
    Data: { snapshotId: 's', url: MASKED },
  })
  expect(shown(redis, 'DescribeHotKeys', 'response', { Data: { hotkeys: [{ count: 1, key: 'user:7' }] } })).toEqual({
    Data: { hotkeys: [{ count: 1, key: MASKED }] },
  })
})
