'use client'

import { useTranslations } from 'next-intl'
import type { Scope } from '@/lib/model/access'
import { grantsNothing } from '@/lib/model/scope'

/** A scope in words; account ids become names where they are known. */
export function useScopeWords(): (scope: Scope, names: ReadonlyMap<string, string>) => string {
  const t = useTranslations('admin.scope')
  return (scope, names) => {
    if (scope.kind === 'all') return t('all')
    const parts = [
      ...scope.accounts.map((id) => names.get(id) ?? id),
      ...scope.environments.map((environment) => t('environmentIs', { environment })),
      ...scope.teams.map((team) => t('teamIs', { team })),
    ]
    return parts.length ? parts.join(', ') : t('nothing')
  }
}

/** Says why a chosen scope cannot be taken; undefined when it can. */
export function useScopeCheck(): (scope: Scope) => string | undefined {
  const t = useTranslations('admin.scope')
  return (scope) => (grantsNothing(scope) ? t('empty') : undefined)
}
