import { inScope } from '@/lib/bff/permission'
import { problem } from '@/lib/bff/problem'
import type { Scope } from '@/lib/model/access'
import { type ProviderId, SERVICES } from '@/lib/model/service'
import type { ServiceId } from '@/lib/operation'

interface Choice {
  provider: ProviderId
  services: readonly string[]
}

/** Throws `bad-input` naming the field when services are not the provider's. */
export function checkChoice({ provider, services }: Choice): void {
  const strange = services.filter((service) => SERVICES[service as ServiceId]?.provider !== provider) // undefined for what is none
  if (strange.length > 0) throw problem('bad-input', { fields: { services: { code: 'not-of-provider' } } })
}

/**
 * Throws `forbidden-scope` when an account with these labels would be out of the actor's scope: nobody makes or moves
 * an account to where they may not look.
 */
export function checkScope(scope: Scope, account: { id: string; environment: string; team: string }): void {
  if (!inScope(scope, account)) throw problem('forbidden-scope')
}

export const unique = <T>(values: readonly T[]): T[] => [...new Set(values)]
