'use client'

import { useQueries } from '@tanstack/react-query'
import { useTranslations } from 'next-intl'
import { useDeferredValue, useId, useMemo, useState } from 'react'
import { Button } from '@/components/ui/button'
import { ProblemBanner } from '@/components/ui/problem'
import { Skeleton } from '@/components/ui/skeleton'
import { formatMoney } from '@/lib/i18n/money'
import { cheapest } from '@/lib/model/need'
import type { ClassOffer, OfferList, OfferPrice } from '@/lib/model/offer'
import { type OfferPriceAsk, offerPriceQuery } from '@/lib/queries/offers'
import { ClassRow, nameOf } from './class-row'
import { NeedFields } from './need-fields'
import { type NeedText, needOf } from './need-text'
import { SieveBar } from './sieve-bar'
import { editionOf, type SiftedRow, sift, WHOLE } from './sift'

/** So many rows have their prices asked for at once; others when they come into view. */
const FIRST_PRICED = 40
/** As many prices are asked for to find the cheapest; rows that come into view ask for their own. */
const MOST_COMPARED = 60

interface ClassTableProps {
  /** The query of `offersQuery` or `instanceOffersQuery`. */
  list: { data: OfferList | undefined; error: unknown; refetch: () => unknown }
  ask: OfferPriceAsk
  /** `ClassOffer.id`. */
  selected: string | null
  onSelect: (offer: ClassOffer) => void
  /** Held by the wizard, so that a draft keeps it; begins with `NO_NEED`. */
  need: NeedText
  onNeed: (need: NeedText) => void
  /** Percent that stays free by a finding of right-sizing, in place of the usual. */
  headroom?: number
  /** An instance that has a replica: classes without one are left out until somebody wants to see them. */
  hasReplica?: boolean
}

/**
 * Classes to choose from: narrowed by words and kinds, or found from what the instance has to hold. Pages that show it
 * send the texts of `offers` and `changes`.
 */
export function ClassTable({
  list,
  ask,
  selected,
  onSelect,
  need: typed,
  onNeed,
  headroom,
  hasReplica = false,
}: ClassTableProps) {
  const t = useTranslations('offers')
  const group = useId()
  const [chosen, setSieve] = useState(WHOLE)
  const offers = list.data?.items
  // What was chosen before, by a link for instance, stays in sight.
  const isAlone = offers?.find(({ id }) => id === selected)?.replicas === 0
  const withReplica = chosen.withReplica ?? (hasReplica && !isAlone)
  const sieve = useMemo(() => ({ ...chosen, withReplica }), [chosen, withReplica])
  const late = useDeferredValue(sieve)
  const lateText = useDeferredValue(typed)
  const { need, wrong } = useMemo(() => needOf(lateText, headroom), [lateText, headroom])
  const rows = useMemo(() => sift(offers ?? [], late, need), [offers, late, need])
  const showsEdition = new Set(offers?.map(editionOf)).size > 1
  const isAsked = Object.keys(need).length > 0
  const untold = rows.filter(({ offer, fit }) => offer.refused === null && fit?.fits === 'unknown').length
  const { best, prices, compared, fitting } = useCheapest(rows, ask, isAsked)
  const named = offers?.find(({ id }) => id === best[0])
  const price = named && prices.get(named.id)?.price

  if (list.error && !offers)
    return <ProblemBanner error={list.error} actions={<Button onClick={() => list.refetch()}>{t('again')}</Button>} />
  if (!offers) return <Skeleton widths={[240, 70, 80, 110]} rows={8} />
  return (
    <div className="@container grid gap-4">
      <NeedFields need={typed} wrong={wrong} onNeed={onNeed} headroom={headroom} reference={ask.ref} />
      <div className="grid gap-2">
        <SieveBar offers={offers} sieve={sieve} onSieve={setSieve} />
        <p className="text-sm text-text-2" role="status">
          {t('shown', { shown: rows.length, all: offers.length })}
          {isAsked && ` ${t('fitting', { count: fitting })}`}
          {untold > 0 && ` ${t('untold', { count: untold })}`}
          {named && price && (
            <>
              {' '}
              {t(compared < fitting ? 'cheapestOfSome' : 'cheapestIs', {
                name: nameOf(named),
                amount: `${formatMoney(price.amount, price.currency)} ${t(`price.per.${price.unit}`, { count: price.count })}`,
                compared,
              })}
            </>
          )}
        </p>
      </div>
      {rows.length === 0 ? (
        <p className="text-text-2">
          {offers.length === 0 ? t('nothing') : t('nothingLeft')}{' '}
          {offers.length > 0 && (
            <Button onClick={() => setSieve({ ...WHOLE, withReplica: false })}>{t('sieve.clear')}</Button>
          )}
        </p>
      ) : (
        <table className="tbl flush">
          <caption className="sr-only">{t('caption')}</caption>
          <thead>
            <tr>
              <th className="text-start">{t('columns.class')}</th>
              <th className="num @max-[520px]:hidden">{t('columns.memory')}</th>
              <th className="num @max-[520px]:hidden">{t('columns.connections')}</th>
              <th className="num @max-[760px]:hidden">{t('columns.qps')}</th>
              <th className="num @max-[880px]:hidden">{t('columns.bandwidth')}</th>
              <th className="num">{t('columns.price')}</th>
            </tr>
          </thead>
          <tbody>
            {rows.map(({ offer, fit }, index) => (
              <ClassRow
                key={offer.id}
                offer={offer}
                fit={fit}
                group={group}
                ask={ask}
                isFirst={index < FIRST_PRICED}
                showsEdition={showsEdition}
                isSelected={offer.id === selected}
                isCheapest={isAsked && best.includes(offer.id)}
                onSelect={onSelect}
              />
            ))}
          </tbody>
        </table>
      )}
    </div>
  )
}

/** The cheapest of what fits, as far as prices are known by now. */
function useCheapest(rows: readonly SiftedRow[], ask: OfferPriceAsk, isAsked: boolean) {
  const possible = isAsked ? rows.filter(({ offer, fit }) => offer.refused === null && fit?.fits === 'yes') : []
  const answers = useQueries({
    queries: possible.slice(0, MOST_COMPARED).map(({ offer }) => offerPriceQuery(ask, offer.id)),
    combine: (results) => results.map(({ data }) => data),
  })
  const prices = new Map<string, OfferPrice>()
  for (const answer of answers) if (answer?.price) prices.set(answer.id, answer)
  return {
    prices,
    compared: prices.size,
    fitting: possible.length,
    best: isAsked
      ? cheapest(
          possible.map(({ offer }) => offer),
          prices,
          {},
        )
      : [],
  }
}
