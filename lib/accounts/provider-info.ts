import type { ProviderInfo } from '@/lib/model/account'
import { PROVIDERS } from '@/lib/model/service'
import { providers } from '@/lib/providers/registry'

/** What the account form offers for each cloud. */
export const providerInfos = (): ProviderInfo[] =>
  PROVIDERS.map((id) => {
    const { services, schemes, regions, hasProjects } = providers[id]
    return {
      id,
      services: [...services],
      schemes: schemes.map((scheme) => ({ id: scheme.id, en: scheme.name.en, zh: scheme.name.zh })),
      regions: regions.map((region) => ({ id: region.id, en: region.en, zh: region.zh })),
      hasProjects,
    }
  })
