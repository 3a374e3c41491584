import { describe, expect, test } from 'vitest'
import { findOperation } from '@/lib/catalog'
import { providers } from '@/lib/providers/registry'
import { previewCall } from './preview'

const shown = (provider: keyof typeof providers, service: string, name: string, input: Record<string, unknown>) => {
  const operation = findOperation(service, name)
  if (!operation) throw new Error(`no ${name}`)
  const scheme = providers[provider].schemes[0]?.id
  if (!scheme) throw new Error('no scheme')
  return previewCall(providers[provider], operation, input, { scheme, region: 'cn-hangzhou', keyTail: '0042' })
}

describe('the same call for other tools', () => {
  test('curl names everything, and says what is made when sending', () => {
    const { curl } = shown('alibaba', 'alibaba-kvstore', 'DescribeSecurityIps', { InstanceId: "r-'1" })
    expect(curl).toMatch(/^curl -X GET 'https:\/\/r-kvstore\.[^?]*\?/)
    expect(curl).toContain('Action=DescribeSecurityIps')
    expect(curl).toContain("InstanceId=r-'\\''1") // nothing in a value can end the quoted word
    expect(curl).toContain('Signature=<made-when-sent>')
    expect(curl).toContain('Timestamp=<made-when-sent>')
    expect(curl).toContain('AccessKeyId=••••0042')
  })

  test("the vendor's tool gets the names of the wire, flattened lists too", () => {
    const input = { RegionId: 'cn-hangzhou', Tag: [{ Key: 'team', Value: 'a b' }] }
    expect(shown('alibaba', 'alibaba-kvstore', 'DescribeInstances', input).cli).toEqual({
      tool: 'aliyun CLI',
      text: [
        'aliyun r-kvstore DescribeInstances',
        '--region cn-hangzhou',
        '--RegionId cn-hangzhou',
        '--Tag.1.Key team',
        "--Tag.1.Value 'a b'",
      ].join(' \\\n  '),
    })
    expect(
      shown('jdcloud', 'jdcloud-redis', 'describeCacheInstance', { regionId: 'cn-north-1', cacheInstanceId: 'redis-1' })
        .cli?.text,
    ).toBe(
      `jdc redis describe-cache-instance \\\n  --input-json '{"regionId":"cn-north-1","cacheInstanceId":"redis-1"}'`,
    )
  })

  test('a cloud without a command line tool is called with its client, where that knows the operation', () => {
    const input = { Offset: 5, Name: 'a"b' }
    expect(shown('kingsoft', 'kingsoft-redis', 'DescribeCacheClusters', input).cli?.text).toBe(
      [
        'from kscore.session import get_session',
        '',
        'client = get_session().create_client("kcs", "cn-hangzhou", use_ssl=True)',
        'print(client.describe_cache_clusters(**{',
        '    "Offset": 5,',
        '    "Name": "a\\"b",',
        '}))',
      ].join('\n'),
    )
    expect(shown('kingsoft', 'kingsoft-redis', 'DescribeSnapshots', { CacheId: 'c-1' }).cli).toBeNull()
    expect(shown('kingsoft', 'kingsoft-memcached', 'DescribeCacheCluster', { CacheId: 'c-1' }).cli).toBeNull()
  })
})
