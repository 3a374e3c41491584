import type { Operation } from '@/lib/operation'
import { flatten, pack } from '@/lib/providers/encoding'
import type { CliCall } from '../contract'

/** Operations that the service files and examples of the vendor's Python client name, by the client's own service. */
const KNOWN: Record<string, readonly string[]> = {
  kcs: [
    'CreateCacheCluster',
    'DescribeCacheClusters',
    'DescribeCacheCluster',
    'FlushCacheCluster',
    'LockCacheCluster',
    'UnlockCacheCluster',
    'RenameCacheCluster',
    'ResizeCacheCluster',
    'DeleteCacheCluster',
    'SetCacheParameters',
    'DescribeCacheParameters',
    'SetCacheSecurityRules',
    'DeleteCacheSecurityRule',
    'DescribeCacheSecurityRules',
    'DescribeAvailabilityZones',
    'DescribeRegions',
  ],
  kcsv2: ['AddCacheSlaveNode', 'DeleteCacheSlaveNode', 'DescribeCacheReadonlyNode'],
}

/**
 * A call with `kscore`, the vendor's Python client: no command line tool of this cloud is known whose syntax is certain.
 * The client takes the parameters of the wire; numbers stay numbers, as its checks want them.
 */
export function cli(operation: Operation, input: Record<string, unknown>, region: string): CliCall | undefined {
  const client = Object.keys(KNOWN).find((name) => KNOWN[name]?.includes(operation.name))
  if (!client || operation.service !== 'kingsoft-redis') return undefined
  const params = flatten(pack(operation.request, input)).map(([name, value]) => {
    const text = typeof input[name] === 'number' ? value : JSON.stringify(value)
    return `    ${JSON.stringify(name)}: ${text},\n`
  })
  const method = operation.name.replace(/(?!^)[A-Z]/g, (capital) => `_${capital}`).toLowerCase()
  const given = params.length > 0 ? `**{\n${params.join('')}}` : ''
  return {
    tool: 'Python (kscore)',
    text: `from kscore.session import get_session\n\nclient = get_session().create_client(${JSON.stringify(client)}, ${JSON.stringify(region)}, use_ssl=True)\nprint(client.${method}(${given}))`,
  }
}
