import type { Reason } from '@/lib/model/action'
import type { Listing, Seen, Target } from '@/lib/providers/actions'
import type { Call } from '@/lib/providers/contract'
import { orNull } from '@/lib/providers/facts'
import { jdcloudRedisOperations as op } from './catalog'

/** The newer build of each part, as describeUpgradeVersion tells it; null: there is none. */
async function buildsFor(call: Call, { id, region }: Target) {
  const { data } = await call(op.describeUpgradeVersion, { regionId: region, cacheInstanceId: id }, { region })
  return { redis: orNull(data.result.minorVersion), proxy: orNull(data.result.proxyMinorVersion) }
}

/** Builds to choose from, each of the part that it is for. */
export const builds: Listing = {
  operation: op.describeUpgradeVersion,
  none: 'newest-version',
  async list(call, target) {
    const found = await buildsFor(call, target)
    return (['redis', 'proxy'] as const).flatMap((of) => (found[of] === null ? [] : [{ id: found[of], of }]))
  },
}

/** What it can be upgraded to, for the answer to a build that is not offered. */
export async function upgrades(call: Call, target: Target): Promise<Seen> {
  const { redis, proxy } = await buildsFor(call, target)
  return { redisBuild: redis, proxyBuild: proxy }
}

/** Only the build that its cloud offers for that part. Where it could not be asked nobody knows better. */
export function onlyOffered(
  { detail: { seen } }: Target,
  { version, of }: { version: string; of: 'redis' | 'proxy' },
): Reason | null {
  if (!seen) return null
  const offered = of === 'redis' ? seen.redisBuild : seen.proxyBuild
  if (offered === version) return null
  return offered == null
    ? { code: 'newest-version' }
    : { code: 'no-such-version', params: { version, there: String(offered) } }
}
