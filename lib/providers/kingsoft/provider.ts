import type { Provider } from '../contract'
import { allowsHost } from './endpoint'
import { kingsoftMemcached } from './memcached/adapter'
import { kingsoftRedis } from './redis/adapter'
import { wire } from './wire'

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
    { id: 'cn-guangzhou-1', en: 'South China 1 (Guangzhou)', zh: '华南1（广州）' },
    { id: 'cn-hongkong-2', en: 'Hong Kong, China', zh: '中国香港' },
    { id: 'ap-singapore-1', en: 'Singapore', zh: '新加坡' },
    { id: 'eu-east-1', en: 'Russia (Moscow)', zh: '俄罗斯（莫斯科）' },
  ],
  hasProjects: true,
  fields: { zone: 'AvailableZone' },
  allowsHost,
  wire,
  adapter: (service, call, settings) =>
    service === 'kingsoft-memcached' ? kingsoftMemcached(call, settings) : kingsoftRedis(call),
}
