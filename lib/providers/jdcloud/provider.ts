import type { Provider } from '../contract'
import { cli } from './cli'
import { jdcloudRedis } from './redis/adapter'
import { HOST, wire } from './wire'

export const jdcloud: Provider = {
  id: 'jdcloud',
  services: ['jdcloud-redis'],
  schemes: [{ id: 'jdcloud2', name: { en: 'JDCLOUD2-HMAC-SHA256', zh: 'JDCLOUD2-HMAC-SHA256' } }],
  regions: [
    { id: 'cn-north-1', en: 'North China (Beijing)', zh: '华北-北京' },
    { id: 'cn-south-1', en: 'South China (Guangzhou)', zh: '华南-广州' },
    { id: 'cn-east-2', en: 'East China (Shanghai)', zh: '华东-上海' },
  ],
  hasProjects: false,
  allowsHost: (host) => host === HOST,
  wire,
  cli,
  adapter: (_service, call) => jdcloudRedis(call),
}
