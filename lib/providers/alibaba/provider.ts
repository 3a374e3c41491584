import type { Provider } from '../contract'
import { cli } from './cli'
import { allowsHost } from './endpoint'
import { kvstore } from './kvstore/adapter'
import { REGIONS } from './regions'
import { wire } from './wire'

export const alibaba: Provider = {
  id: 'alibaba',
  services: ['alibaba-kvstore'],
  schemes: [
    { id: 'alibaba-rpc', name: { en: 'RPC, HMAC-SHA1', zh: 'RPC 签名（HMAC-SHA1）' } },
    { id: 'alibaba-acs3', name: { en: 'V3, ACS3-HMAC-SHA256', zh: 'V3 签名（ACS3-HMAC-SHA256）' } },
  ],
  regions: REGIONS,
  hasProjects: false,
  allowsHost,
  wire,
  cli,
  adapter: (_service, call) => kvstore(call),
}
