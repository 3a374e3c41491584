import { inScope } from '@/lib/bff/permission'
import { problem } from '@/lib/bff/problem'
import type { Scope } from '@/lib/model/access'
import type { ProviderId } from '@/lib/model/service'
import type { Provider } from '@/lib/providers/contract'
import { providers } from '@/lib/providers/registry'

interface Choice {
  provider: ProviderId
  services: readonly string[]
  scheme: string
}

/** Throws `bad-input` naming the fields when services or signature scheme are not the provider's. */
export function checkChoice({ provider, services, scheme }: Choice): void {
  const known: Provider = providers[provider]
  const fields: Record<string, { code: string }> = {}
  if (!services.every((service) => known.services.some((own) => own === service))) {
    fields.services = { code: 'not-of-provider' }
  }
  if (!known.schemes.some((own) => own.id === scheme)) fields.scheme = { code: 'invalid' }
  if (Object.keys(fields).length > 0) throw problem('bad-input', { fields })
}

/**
 * Throws `forbidden-scope` when an account with these labels would be out of the actor's scope: nobody makes or moves
 * an account to where they may not look.
 */
export function checkScope(scope: Scope, account: { id: string; environment: string; team: string }): void {
  if (!inScope(scope, account)) throw problem('forbidden-scope')
}

export const unique = <T>(values: readonly T[]): T[] => [...new Set(values)]
