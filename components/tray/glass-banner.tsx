'use client'

import { useQueryClient } from '@tanstack/react-query'
import Link from 'next/link'
import { useTranslations } from 'next-intl'
import { type ReactNode, useState } from 'react'
import { useNarrow } from '@/components/instances/use-narrow'
import { useMe } from '@/components/shell/shell-context'
import { Banner, FoldedBanner } from '@/components/ui/banner'
import { Button } from '@/components/ui/button'
import { useProblemText } from '@/components/ui/problem'
import { Moment } from '@/components/ui/time'
import { toast } from '@/components/ui/toast'
import type { ChangeTray, TrayItem } from '@/lib/model/tray'
import { acknowledgeChange } from '@/lib/queries/tray'
import { hrefOf } from './progress'

/** So many are told one by one; the rest is one link. */
const SHOWN = 2

/** On every page: what went without its second person, until another admin says that they saw it. */
export function GlassBanner({ glass }: { glass: ChangeTray['glass'] }) {
  const t = useTranslations('tray.glass')
  const narrow = useNarrow()
  // In a narrow window one line, and the rest behind a link in it.
  const shown = glass.items.slice(0, narrow ? 1 : SHOWN)
  const more = glass.count - shown.length
  const rest = more > 0 && (
    <Link href="/changes?view=glass" prefetch={false}>
      {t('more', { count: more })}
    </Link>
  )
  return (
    <section className="glass" aria-label={t('label')}>
      {shown.map((item) => (
        <One key={item.id} item={item} folded={narrow} rest={narrow && rest} />
      ))}
      {!narrow && rest}
    </section>
  )
}

function One({ item, folded, rest }: { item: TrayItem; folded: boolean; rest: ReactNode }) {
  const t = useTranslations('tray.glass')
  const changes = useTranslations('changes')
  const me = useMe()
  const client = useQueryClient()
  const explain = useProblemText()
  const [sending, setSending] = useState(false)
  const seen = async () => {
    setSending(true)
    try {
      await acknowledgeChange(item.id)
    } catch (error) {
      toast({ tone: 'danger', title: t('failed'), text: explain(error).what })
    }
    await client.invalidateQueries({ queryKey: ['changes'] })
    setSending(false)
  }
  const Told = folded ? FoldedBanner : Banner
  return (
    <Told
      tone="danger"
      title={t('title', {
        who: item.who,
        action: changes(`actions.${item.action}`),
        name: item.batchId === null ? item.name : t('batch'),
      })}
      actions={
        <>
          <Link href={hrefOf(item)} prefetch={false}>
            {t('look')}
          </Link>
          {rest}
          {me.role === 'admin' && !item.isMine && (
            <Button size="small" sending={sending} onClick={seen}>
              {t('seen')}
            </Button>
          )}
        </>
      }
    >
      <Moment at={item.sentAt ?? item.createdAt} /> · {t('reason', { reason: item.breakGlass ?? '' })}
    </Told>
  )
}
