import { z } from 'zod'
import type { Reason } from '@/lib/model/action'
import { noted } from '@/lib/operation'
import type { Seen, SeenDetail, Target } from '@/lib/providers/actions'
import type { Call } from '@/lib/providers/contract'
import { ProviderError } from '@/lib/providers/error'
import { kvstoreOperations as op } from './catalog'
import { endpointPrefix, port } from './operations/order-fields'

const at = ({ id, region }: Target) => ({ InstanceId: id, RegionId: region })

/** What 9.6 asks for: a Redis cluster of 4.0 or later in a VPC, without TLS. */
function refuses({ facts, seen }: SeenDetail): Reason | null {
  if (facts.engine !== 'redis') return { code: 'memcached' }
  if (facts.architecture !== 'cluster') return { code: 'only-cluster' }
  if (facts.version !== null && Number(facts.version) < 4)
    return { code: 'only-version', params: { needed: '4.0, 5.0' } }
  if (facts.network.type === 'classic') return { code: 'not-vpc' }
  return seen?.tls === true ? { code: 'tls-on' } : null
}

/** Whether a direct address is there, as the list of addresses says. */
export async function directAddress(call: Call, target: Target): Promise<Seen> {
  const { data } = await call(op.DescribeDBInstanceNetInfo, at(target), { region: target.region })
  const all = data.NetInfoItems?.InstanceNetInfo ?? []
  return { directAccess: all.some(({ DirectConnection }) => DirectConnection === 1) }
}

/** TLS as well, unless it may not be asked: then the cloud itself refuses. */
async function addressAndTls(call: Call, target: Target): Promise<Seen> {
  const [seen, tls] = await Promise.all([
    directAddress(call, target),
    call(op.DescribeInstanceSSL, at(target), { region: target.region }).then(
      ({ data }) => data.SSLEnabled === 'Enable',
      (error: unknown) => {
        if (error instanceof ProviderError) return null
        throw error
      },
    ),
  ])
  return { ...seen, tls }
}

/** An address past the proxies of a cluster. */
export const directOn = {
  params: z.strictObject({
    prefix: endpointPrefix().optional(),
    port: noted(port().default(6_379), '1024 to 65535', '1024 至 65535'),
  }),
  refuses,
  observe: addressAndTls,
  input: (target: Target, { prefix, port: Port }: { prefix?: string | undefined; port: number }) => ({
    ...at(target),
    ConnectionString: prefix,
    Port,
  }),
  aims: () => [{ field: 'seen.directAccess', is: 'equal' as const, value: true }],
}

export const directOff = {
  params: z.strictObject({}),
  refuses: ({ facts }: SeenDetail): Reason | null =>
    facts.engine !== 'redis'
      ? { code: 'memcached' }
      : facts.architecture !== 'cluster'
        ? { code: 'only-cluster' }
        : null,
  observe: directAddress,
  input: at,
  aims: () => [{ field: 'seen.directAccess', is: 'equal' as const, value: false }],
}
