'use client'

import { useTranslations } from 'next-intl'
import { memo, type ReactNode, useId } from 'react'
import { useChangeWords } from '@/components/changes/words'
import { Tag } from '@/components/ui/badge'
import { Breaking } from '@/components/ui/breaking'
import { Memory } from '@/components/ui/number'
import { Shape } from '@/components/ui/shape'
import { State } from '@/components/ui/status'
import { formatMemory, formatNumber, measureText } from '@/lib/i18n/format'
import type { Fit, Lack } from '@/lib/model/need'
import type { ClassOffer } from '@/lib/model/offer'
import type { OfferPriceAsk } from '@/lib/queries/offers'
import { PriceCell } from './price-cell'
import { editionOf } from './sift'
import { useSeen } from './use-seen'

interface ClassRowProps {
  offer: ClassOffer
  fit: Fit | null
  /** Name of the radios of this table. */
  group: string
  ask: OfferPriceAsk
  /** Said only where classes differ by it. */
  showsEdition: boolean
  /** Among the first ones: its price is asked for before it is in view. */
  isFirst: boolean
  isSelected: boolean
  isCheapest: boolean
  onSelect: (offer: ClassOffer) => void
}

/** One class: its figures, what it costs, and why not where it cannot be chosen or does not fit. */
export const ClassRow = memo(function ClassRow(props: ClassRowProps) {
  const { offer, fit, group, ask, isFirst, showsEdition, isSelected, isCheapest, onSelect } = props
  const t = useTranslations('offers')
  const id = useId()
  const [seen, isSeen] = useSeen<HTMLTableRowElement>()
  const { class: vendorClass, memoryMb, shards, connections, qps, bandwidthMbps, architecture } = offer
  const figure = (value: number | null) =>
    value === null ? <span className="text-muted text-sm">{t('unknown')}</span> : formatNumber(value)
  const isOff = offer.refused !== null
  return (
    <tr ref={seen} className="relative" data-chosen={isSelected || undefined}>
      <td className="py-1.5">
        <label className="check items-start after:absolute after:inset-0" htmlFor={id}>
          <input
            id={id}
            type="radio"
            className="box"
            name={group}
            value={offer.id}
            checked={isSelected}
            disabled={isOff}
            onChange={() => onSelect(offer)}
            aria-describedby={`${id}-about`}
          />
          <span className="min-w-0">
            <span className={`mono wrap-anywhere ${isOff ? 'text-muted' : 'text-text'}`}>
              <Breaking text={nameOf(offer)} />
            </span>
          </span>
        </label>
        <span id={`${id}-about`} className="grid gap-0.5 ps-6 text-sm text-text-2">
          <span className="flex flex-wrap items-center gap-x-2">
            <span>
              {t(`architectures.${architecture}`)}
              {shards !== null && shards > 1 && ` · ${t('shards', { count: shards })}`}
              {offer.replicas === 0 && ` · ${t('noReplica')}`}
              {showsEdition && editionOf(offer) && ` · ${editionOf(offer)}`}
              <span className="@min-[520px]:hidden">
                {memoryMb !== null && vendorClass !== null && (
                  <>
                    {' · '}
                    <Memory mb={memoryMb} />
                  </>
                )}
                {connections !== null && ` · ${t('connectionsOf', { count: formatNumber(connections) })}`}
              </span>
              {/* Columns that a narrow table leaves out. */}
              <span className="@min-[760px]:hidden">
                {` · ${qps === null ? t('qpsUnknown') : t('qpsOf', { count: formatNumber(qps) })}`}
              </span>
              <span className="@min-[880px]:hidden">
                {` · ${bandwidthMbps === null ? t('bandwidthUnknown') : t('bandwidthOf', { count: formatNumber(bandwidthMbps) })}`}
              </span>
            </span>
            {offer.current && <Tag line>{t('current')}</Tag>}
            {isCheapest && <Tag tone="ok">{t('cheapest')}</Tag>}
            {fit?.fits === 'yes' && !isOff && <State tone="ok">{t('fit.yes')}</State>}
          </span>
          <WhyNot offer={offer} fit={fit} />
        </span>
      </td>
      <td className="num @max-[520px]:hidden">{memoryMb === null ? figure(null) : <Memory mb={memoryMb} />}</td>
      <td className="num @max-[520px]:hidden">{figure(connections)}</td>
      <td className="num @max-[760px]:hidden">{figure(qps)}</td>
      <td className="num @max-[880px]:hidden">{figure(bandwidthMbps)}</td>
      <td className="num">
        <PriceCell ask={ask} id={offer.id} isSeen={isSeen || isFirst} />
      </td>
    </tr>
  )
})

/** A class, with its number of shards where that is chosen; a capacity otherwise. */
export const nameOf = ({ class: name, choice, memoryMb }: ClassOffer) =>
  name === null
    ? memoryMb === null
      ? `${choice.gb ?? ''} GB`
      : measureText(formatMemory(memoryMb))
    : choice.shards === undefined
      ? name
      : `${name} × ${choice.shards}`

/** In full: a reason is never cut off. */
const Why = ({ tone, children }: { tone: 'off' | 'unk' | 'warn'; children: ReactNode }) => (
  <span className="flex items-baseline gap-1.5">
    <Shape tone={tone} />
    <span>{children}</span>
  </span>
)

function WhyNot({ offer, fit }: Pick<ClassRowProps, 'offer' | 'fit'>) {
  const t = useTranslations('offers')
  const words = useChangeWords()
  if (offer.refused) return offer.current ? null : <Why tone="off">{words.reason(offer.refused)}</Why>
  const tight = offer.tight && <Why tone="warn">{words.reason(offer.tight)}</Why>
  if (!fit || fit.fits === 'yes') return tight
  const amount = ({ dimension }: Lack, value: number) =>
    dimension === 'memoryMb' ? measureText(formatMemory(value)) : formatNumber(value)
  // What is known to be too small says more than what nobody can tell.
  const lacks = fit.fits === 'no' ? fit.lacks.filter(({ has }) => has !== null) : fit.lacks
  const said = lacks.map((lack) =>
    lack.has === null
      ? t(`fit.unknown.${lack.dimension}`)
      : t(`fit.small.${lack.dimension}`, { wanted: amount(lack, lack.wanted), has: amount(lack, lack.has) }),
  )
  return <Why tone={fit.fits === 'no' ? 'off' : 'unk'}>{said.join(' ')}</Why>
}
