'use client'

import { useQuery } from '@tanstack/react-query'
import { useTranslations } from 'next-intl'
import { ClassTable } from '@/components/offers/class-table'
import { type NeedText, NO_NEED } from '@/components/offers/need-text'
import { Shape } from '@/components/ui/shape'
import type { CreateChoices } from '@/lib/model/create'
import type { ClassOffer } from '@/lib/model/offer'
import { offersQuery } from '@/lib/queries/offers'
import { StepFields } from './step-fields'
import { SIZE_FIELDS, stepOf } from './steps'
import { type CreateForm, textIn } from './use-create-form'
import { priceAsk, sizeOf } from './use-price'

interface WhatStepProps {
  form: CreateForm
  choices: CreateChoices | undefined
  unknown: readonly string[]
}

const isSize = (name: string) => SIZE_FIELDS.some((one) => one === name)

/** Engine, version and size: a size is chosen from what is on offer, found from a need, or typed. */
export function WhatStep(props: WhatStepProps) {
  const t = useTranslations('create.size')
  const { form } = props
  const { fields = [], errors, change, whole } = form
  const wrong = Object.keys(errors).some((path) => isSize(path))
  const size = sizeOf(form)
  const named = (test: (name: string) => boolean) => fields.flatMap(({ name }) => (test(name) ? [name] : []))
  const choose = ({ choice }: ClassOffer) =>
    change({
      ...Object.fromEntries(SIZE_FIELDS.map((name) => [name, ''])),
      ...Object.fromEntries(Object.entries(choice).map(([name, value]) => [name, String(value)])),
    })
  return (
    <>
      <StepFields step="what" {...props} without={SIZE_FIELDS} />
      <section className="grid gap-3" aria-label={t('title')}>
        <h3 className="section-title">
          {t('title')}
          <small>{size === undefined ? t('none') : t('chosen', { size })}</small>
        </h3>
        {wrong && (
          <p className="err">
            <Shape tone="danger" />
            <span>
              {size === undefined ? t('required') : Object.entries(errors).find(([path]) => isSize(path))?.[1]}
            </span>
          </p>
        )}
        <Billing {...props} hidden={named((name) => stepOf(name) === 'payment' && name !== 'chargeType')} />
        {/* Enter in a filter or a need is no step onwards. */}
        <div
          onKeyDown={(event) => {
            if (event.key === 'Enter' && event.target instanceof HTMLInputElement) event.preventDefault()
          }}
        >
          <Offers form={form} selected={size ?? null} onSelect={choose} />
        </div>
        <details open={wrong || textIn(form.values, 'memoryMb') !== '' || whole.memoryMb !== undefined}>
          <summary className="label py-1">{t('typed')}</summary>
          <div className="grid gap-4 pt-2">
            <StepFields step="what" {...props} without={named((name) => !isSize(name))} isPart />
          </div>
        </details>
      </section>
    </>
  )
}

/** What prices are shown for: the same choice as under Payment. */
function Billing({ hidden, ...props }: WhatStepProps & { hidden: readonly string[] }) {
  return <StepFields step="payment" {...props} without={hidden} isPart />
}

interface OffersProps {
  form: CreateForm
  selected: string | null
  onSelect: (offer: ClassOffer) => void
}

function Offers({ form, selected, onSelect }: OffersProps) {
  const { values, change, whole, service } = form
  const ask = priceAsk(form)
  const offers = useQuery({
    ...offersQuery({
      accountId: ask.accountId,
      service: ask.service,
      region: ask.region,
      chargeType: ask.chargeType,
      ...(ask.zone ? { zone: ask.zone } : {}),
      ...(whole.engine === 'redis' || whole.engine === 'memcached' ? { engine: whole.engine } : {}),
      ...(typeof whole.version === 'string' ? { version: whole.version } : {}),
    }),
    enabled: service !== undefined,
  })
  // Where the architecture is a choice of its own, only its sizes can be bought with it.
  const { architecture } = whole
  const data = offers.data && {
    ...offers.data,
    items: offers.data.items.filter(
      (offer) => (architecture !== 'standard' && architecture !== 'cluster') || offer.architecture === architecture,
    ),
  }
  return (
    <ClassTable
      list={{ data, error: offers.error, refetch: offers.refetch }}
      ask={ask}
      selected={selected}
      onSelect={onSelect}
      need={needIn(values.need)}
      onNeed={(need) => change({ need: { ...need } })}
    />
  )
}

function needIn(kept: unknown): NeedText {
  if (typeof kept !== 'object' || kept === null) return NO_NEED
  const given = new Map(Object.entries(kept))
  const text = (name: keyof NeedText) => {
    const value: unknown = given.get(name)
    return typeof value === 'string' ? value : ''
  }
  return { memoryGb: text('memoryGb'), connections: text('connections'), qps: text('qps') }
}
