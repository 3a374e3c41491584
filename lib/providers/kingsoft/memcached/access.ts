import type { AccessReaders } from '@/lib/providers/access-registry'
import { rulesOf } from '../rule-list'
import { kingsoftMemcachedOperations as op } from './catalog'

/** Memcached has rules of the instance, and neither accounts nor TLS nor tags. */
export const access: AccessReaders = {
  lists: [
    {
      kind: 'rules',
      operation: op.DescribeCacheSecurityRules,
      async read(call, { id, region }) {
        const input = { Engine: 'memcached' as const, CacheId: id }
        return rulesOf((await call(op.DescribeCacheSecurityRules, input, { region })).data)
      },
    },
  ],
}
