'use client'

import { useQuery } from '@tanstack/react-query'
import { useTranslations } from 'next-intl'
import { formatMoney } from '@/lib/i18n/money'
import type { ActionId } from '@/lib/model/action'
import type { RenewalTerm } from '@/lib/model/renewal'
import { renewalSumQuery } from '@/lib/queries/renewals'

const TERM_ACTIONS: readonly ActionId[] = ['renew', 'to-subscription'] satisfies RenewalTerm['action'][]

/** Whether a field is the length of a term that is paid for when the change is sent. */
export const isTerm = (action: ActionId, name: string) => name === 'months' && TERM_ACTIONS.includes(action)

/** What the chosen months cost, as far as it is known before the plan asks; nothing while none are chosen. */
export function TermPrice({ action, months, refs }: { action: ActionId; months: string; refs: readonly string[] }) {
  const t = useTranslations('changes.term')
  const { data, error } = useQuery({ ...renewalSumQuery(refs), enabled: months !== '' })
  if (months === '') return null
  if (!data && !error) return <span className="skel w-40" />
  const count = refs.length
  const term = data?.terms.find((one) => one.action === action && one.months === Number(months))
  const known = term?.known ?? 0
  const amount = term?.sums.map((one) => formatMoney(one.amount, one.currency)).join(t('and')) ?? ''
  return (
    <p className="hint" role="status" data-term>
      {known === 0
        ? t('unknown', { months: Number(months) })
        : known < count
          ? t('part', { amount, known, count, months: Number(months) })
          : t('known', { amount, count, months: Number(months) })}
    </p>
  )
}
