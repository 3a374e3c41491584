'use client'

import { useQueryClient } from '@tanstack/react-query'
import { useTranslations } from 'next-intl'
import { useAct } from '@/components/admin/use-act'
import { useMe } from '@/components/shell/shell-context'
import { useLang } from '@/components/ui/badge'
import { Banner } from '@/components/ui/banner'
import { Button } from '@/components/ui/button'
import { useNow } from '@/components/ui/clock'
import { usePreferences } from '@/components/ui/preferences'
import { toast } from '@/components/ui/toast'
import { formatTime } from '@/lib/i18n/format'
import type { Account } from '@/lib/model/account'
import { dropWaitingKey } from '@/lib/queries/accounts'

/** Says how a new key that waits to prove itself is doing; nothing when there is none. */
export function KeyState({ account }: { account: Account }) {
  const t = useTranslations('admin.keys')
  const problems = useTranslations('problems.provider')
  const client = useQueryClient()
  const me = useMe()
  const now = useNow()
  const locale = useLang()
  const { zone } = usePreferences()
  const { act, running } = useAct()
  const pending = account.pendingKey
  if (!pending) return null
  const same = account.keyTail === pending.keyTail
  const named = (tail: string, at: string | null) =>
    same && at ? t('savedAt', { tail, time: formatTime(at, { now, zone, locale, seconds: true }) }) : tail
  const tails = {
    old: named(account.keyTail, account.keySavedAt),
    new: named(pending.keyTail, pending.savedAt),
  }
  if (pending.state === 'checking') {
    return (
      <Banner tone="prog" role="status" title={t('checking', tails)}>
        {t('checkingText', tails)}
      </Banner>
    )
  }
  const dismiss = () =>
    act('dismiss', async () => {
      await dropWaitingKey(account.id)
      toast({ tone: 'ok', title: t('dismissed', tails) })
      await client.invalidateQueries({ queryKey: ['accounts'] })
    })
  const kind = pending.errorKind && problems.has(`${pending.errorKind}.what`) ? pending.errorKind : 'unknown'
  return (
    <Banner
      tone="warn"
      role="status"
      title={t('failed', tails)}
      actions={
        me.role === 'admin' && (
          <Button size="small" sending={running === 'dismiss'} onClick={dismiss}>
            {t('dismiss')}
          </Button>
        )
      }
    >
      {problems(`${kind}.what`)} {t('failedText', tails)}
    </Banner>
  )
}
