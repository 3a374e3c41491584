'use client'

import { useQueryClient } from '@tanstack/react-query'
import Link from 'next/link'
import { useTranslations } from 'next-intl'
import { useState } from 'react'
import { useMe } from '@/components/shell/shell-context'
import { Banner } from '@/components/ui/banner'
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
  const more = glass.count - Math.min(SHOWN, glass.items.length)
  return (
    <section className="glass" aria-label={t('label')}>
      {glass.items.slice(0, SHOWN).map((item) => (
        <One key={item.id} item={item} />
      ))}
      {more > 0 && (
        <Link href="/changes?view=glass" prefetch={false}>
          {t('more', { count: more })}
        </Link>
      )}
    </section>
  )
}

function One({ item }: { item: TrayItem }) {
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
  return (
    <Banner
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
          {me.role === 'admin' && !item.isMine && (
            <Button size="small" sending={sending} onClick={seen}>
              {t('seen')}
            </Button>
          )}
        </>
      }
    >
      <Moment at={item.createdAt} /> · {t('reason', { reason: item.breakGlass ?? '' })}
    </Banner>
  )
}
