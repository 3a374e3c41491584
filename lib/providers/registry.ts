import { type ProviderId, SERVICES } from '@/lib/model/service'
import type { ServiceId } from '@/lib/operation'
import { alibaba } from './alibaba/provider'
import type { Provider } from './contract'
import { jdcloud } from './jdcloud/provider'
import { kingsoft } from './kingsoft/provider'

/** Everything outside a provider's folder reaches it here. */
export const providers = { alibaba, jdcloud, kingsoft } as const satisfies Record<ProviderId, Provider>

export const providerOf = (service: ServiceId): Provider => providers[SERVICES[service].provider]

/** Whether a service can be in a region: false only where the manuals say that it is not. */
export function offers(service: ServiceId, region: string): boolean {
  const known = providerOf(service).regions.find(({ id }) => id === region)
  return known?.services === undefined || known.services.includes(service)
}
