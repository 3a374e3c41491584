'use client'

import { useTranslations } from 'next-intl'
import { Banner } from '@/components/ui/banner'
import type { Account } from '@/lib/model/account'

/** Says how a new key that waits to prove itself is doing; nothing when there is none. */
export function KeyState({ account }: { account: Account }) {
  const t = useTranslations('admin.keys')
  const problems = useTranslations('problems.provider')
  const pending = account.pendingKey
  if (!pending) return null
  const tails = { old: account.keyTail, new: pending.keyTail }
  if (pending.state === 'checking') {
    return (
      <Banner tone="prog" role="status" title={t('checking', tails)}>
        {t('checkingText', tails)}
      </Banner>
    )
  }
  const kind = pending.errorKind && problems.has(`${pending.errorKind}.what`) ? pending.errorKind : 'unknown'
  return (
    <Banner tone="warn" role="status" title={t('failed', tails)}>
      {problems(`${kind}.what`)} {t('failedText', tails)}
    </Banner>
  )
}
