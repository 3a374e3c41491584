import type { CacheInstance } from '../../world/instance'

/** A whole address from its first part. */
export const hostOf = (instance: CacheInstance, prefix: string) =>
  `${prefix}.${instance.engine === 'redis' ? 'redis' : 'memcache'}.rds.aliyuncs.com`
