import type { ServiceId } from '@/lib/operation'
import type { Provider } from '../contract'
import { cli } from './cli'
import { allowsHost } from './endpoint'
import { kingsoftMemcached } from './memcached/adapter'
import { kingsoftRedis } from './redis/adapter'
import { wire } from './wire'

/** Memcached is sold in two regions only: the others would answer with an error. */
const REDIS_ONLY: readonly ServiceId[] = ['kingsoft-redis']

export const kingsoft: Provider = {
  id: 'kingsoft',
  services: ['kingsoft-redis', 'kingsoft-memcached'],
  schemes: [
    { id: 'kingsoft-query', name: { en: 'Query, HMAC-SHA256', zh: '请求参数签名（HMAC-SHA256）' } },
    { id: 'kingsoft-aws4', name: { en: 'AWS4-HMAC-SHA256', zh: 'AWS4-HMAC-SHA256' } },
  ],
  regions: [
    { id: 'cn-beijing-6', en: 'North China 1 (Beijing)', zh: '华北1（北京）' },
    { id: 'cn-shanghai-2', en: 'East China 1 (Shanghai)', zh: '华东1（上海）' },
    { id: 'cn-guangzhou-1', en: 'South China 1 (Guangzhou)', zh: '华南1（广州）', services: REDIS_ONLY },
    { id: 'cn-hongkong-2', en: 'Hong Kong, China', zh: '中国香港', services: REDIS_ONLY },
    { id: 'ap-singapore-1', en: 'Singapore', zh: '新加坡', services: REDIS_ONLY },
    { id: 'eu-east-1', en: 'Russia (Moscow)', zh: '俄罗斯（莫斯科）', services: REDIS_ONLY },
  ],
  hasProjects: true,
  allowsHost,
  wire,
  cli,
  adapter: (service, call, settings) =>
    service === 'kingsoft-memcached' ? kingsoftMemcached(call, settings) : kingsoftRedis(call),
}
