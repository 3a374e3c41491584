'use client'

import { useQuery } from '@tanstack/react-query'
import { type OfferPriceAsk, offerPriceQuery } from '@/lib/queries/offers'
import { type CreateForm, textIn } from './use-create-form'

type Chosen = Pick<CreateForm, 'whole' | 'values' | 'service'>

/** How an offer is named that the chosen size is one of; undefined while none is chosen. */
export function sizeOf({ whole }: Pick<CreateForm, 'whole'>): string | undefined {
  if (typeof whole.gb === 'number') return `${whole.gb}GB`
  if (typeof whole.class !== 'string') return undefined
  return typeof whole.shards === 'number' ? `${whole.class}*${whole.shards}` : whole.class
}

/** What prices are asked for. Everything that is billed as it is used costs what offers call pay-as-you-go. */
export function priceAsk({ whole, values, service }: Chosen): OfferPriceAsk {
  const isSubscription = whole.chargeType === 'subscription'
  const zone = textIn(values, 'zone')
  return {
    accountId: textIn(values, 'accountId'),
    service: service ?? 'alibaba-kvstore', // nothing is asked without one
    region: textIn(values, 'region'),
    ...(zone ? { zone } : {}),
    chargeType: isSubscription ? 'subscription' : 'pay-as-you-go',
    ...(isSubscription && typeof whole.months === 'number' ? { months: whole.months } : {}),
  }
}

/** The price of the chosen size, asked again when what it depends on changes. */
export function usePrice(form: Chosen) {
  const size = sizeOf(form)
  const ask = priceAsk(form)
  const isAsked = form.service !== undefined && ask.accountId !== '' && ask.region !== '' && size !== undefined
  const query = useQuery({
    ...offerPriceQuery(ask, size ?? ''),
    enabled: isAsked,
    placeholderData: (before) => (before?.id === size ? before : undefined),
  })
  return { data: query.data, error: query.error, isFetching: query.isFetching, isAsked }
}
