'use client'
import { useQuery } from '@tanstack/react-query'
import { useTranslations } from 'next-intl'
import { formatMoney } from '@/lib/i18n/money'
import type { RenewalShow, RenewalSum } from '@/lib/model/renewal'
import { renewalSumQuery } from '@/lib/queries/renewals'

interface ChosenSumProps {
  show: RenewalShow
  refs: readonly string[]
  /** Those for which it can be done now, where somebody may ask that. */
  can: readonly string[] | undefined
}

/** What the chosen rows cost, what that leaves out, and how much of it can be done from here. */
export function ChosenSum({ show, refs, can }: ChosenSumProps) {
  const t = useTranslations('renewals.bulk')
  const { data: all } = useQuery(renewalSumQuery(refs))
  const isPart = show === 'ending' && can !== undefined && can.length > 0 && can.length < refs.length
  const { data: part } = useQuery({ ...renewalSumQuery(can ?? []), enabled: isPart })
  if (!all) return <span className="skel w-40" />
  const { sums, noPrice } = all[show]
  const said = [
    sums.length > 0 ? t(`sum.${show}`, { amount: sumsText(sums, t('and')) }) : null,
    isPart && part && part.ending.sums.length > 0
      ? t('part', { amount: sumsText(part.ending.sums, t('and')), count: can.length })
      : null,
    ...all.savings.map(({ amount, currency, count }) => t('saving', { amount: formatMoney(amount, currency), count })),
    noPrice > 0 ? t('noPrice', { count: noPrice }) : null,
  ].filter((one) => one !== null)
  return <span role="status">{said.join(' · ')}</span>
}

const sumsText = (sums: RenewalSum['ending']['sums'], and: string) =>
  sums
    .map(({ amount, currency, estimated }) => `${estimated === '0' ? '' : '≈\u202F'}${formatMoney(amount, currency)}`)
    .join(and)
