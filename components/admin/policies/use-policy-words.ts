'use client'

import { useTranslations } from 'next-intl'
import type { Policy } from '@/lib/model/approval-policy'

/** A policy in a sentence: what it is for, and what it wants. */
export function usePolicyWords() {
  const t = useTranslations('admin.policies')
  const changes = useTranslations('changes')
  const joined = (names: readonly string[]) => names.join(t('and'))
  return {
    about: ({ environments, kinds, actions }: Policy): string =>
      [
        environments.length === 0 ? t('anyEnvironment') : joined(environments),
        kinds.length === 1 ? t(`kinds.${kinds[0]}`) : t('anyKind'),
        actions.length === 0 ? t('anyAction') : joined(actions.map((id) => changes(`actions.${id}`))),
      ].join(' · '),
    wants: ({ approval, expiresMinutes, breakGlass }: Policy): string =>
      approval ? t(breakGlass ? 'wantsSecondBreakable' : 'wantsSecond', { minutes: expiresMinutes }) : t('wantsNobody'),
    sentence(policy: Policy): string {
      return `${this.about(policy)} → ${this.wants(policy)}`
    },
  }
}
