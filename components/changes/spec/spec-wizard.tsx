'use client'

import { useQuery, useQueryClient } from '@tanstack/react-query'
import { useRouter, useSearchParams } from 'next/navigation'
import { useTranslations } from 'next-intl'
import { useState } from 'react'
import { chosenBefore } from '@/components/changes/plan-page'
import { useAsked } from '@/components/changes/why-field'
import { useChangeWords } from '@/components/changes/words'
import { ClassTable } from '@/components/offers/class-table'
import { NEED_FIELDS, NO_NEED } from '@/components/offers/need-text'
import { Banner } from '@/components/ui/banner'
import { Breaking } from '@/components/ui/breaking'
import { Button } from '@/components/ui/button'
import { ProblemBanner } from '@/components/ui/problem'
import { WizardFrame } from '@/components/wizard/frame'
import { inputOf } from '@/lib/explorer/draft'
import { fieldsOfRequest } from '@/lib/explorer/fields'
import type { Reason } from '@/lib/model/action'
import type { InstancePage } from '@/lib/model/fleet'
import type { ClassOffer } from '@/lib/model/offer'
import { SIZING_THRESHOLDS } from '@/lib/model/sizing'
import type { ObjectSchema } from '@/lib/operation'
import { changeQuery, planChange } from '@/lib/queries/changes'
import { instanceOffersQuery, type OfferPriceAsk, offerPriceQuery } from '@/lib/queries/offers'
import { SpecAside } from './spec-aside'
import { SpecOptions } from './spec-options'

const STEPS = ['size', 'how'] as const
type Step = (typeof STEPS)[number]
/** The class says these; the price says whether it is a downgrade. */
const BY_CLASS: readonly string[] = ['class', 'shards', 'gb']

const MOST_REASON = 500
/** As thresholds of right-sizing may be; anything else is none. */
function percentOf(text: string | null): number | undefined {
  const percent = text === null || !/^\d{1,2}(\.\d{1,2})?$/.test(text) ? undefined : Number(text)
  const { least, most } = SIZING_THRESHOLDS.headroom
  return percent !== undefined && percent >= least && percent <= most ? percent : undefined
}

interface SpecWizardProps {
  reference: string
  page: InstancePage
  schema: ObjectSchema
  /** Why its size cannot be changed now. */
  reason: Reason | null
}

/**
 * Two steps to a plan. `?class=` names an offer, `?memoryGb=`, `?connections=` and `?qps=` what it has to hold; of a finding of
 * right-sizing `?free=` is the percent that it leaves free, and `?why=` begins the reason. What is chosen stands in the address.
 * Planning sends nothing but reads.
 */
export function SpecWizard({ reference, page, schema, reason }: SpecWizardProps) {
  const t = useTranslations('changes.spec')
  const words = useChangeWords()
  const router = useRouter()
  const client = useQueryClient()
  const search = useSearchParams()
  const list = useQuery(instanceOffersQuery(reference))
  const [need, setNeed] = useState(() => ({
    ...NO_NEED,
    ...Object.fromEntries(NEED_FIELDS.flatMap((name) => (search.get(name) ? [[name, search.get(name)]] : []))),
  }))
  const from = search.get('from')
  const before = useQuery({ ...changeQuery(from ?? ''), enabled: from !== null, staleTime: Number.POSITIVE_INFINITY })
  const [picked, setId] = useState(search.get('class'))
  const [step, setStep] = useState<Step>('size')
  const [changed, setOptions] = useState<Record<string, string>>()
  const options = changed ?? (before.data ? chosenBefore(schema, before.data) : {})
  const [typedWhy, setWhy] = useState(search.get('why')?.slice(0, MOST_REASON))
  const headroom = percentOf(search.get('free'))
  const why = typedWhy ?? before.data?.reason ?? ''
  const [problem, setProblem] = useState<unknown>()
  const [planning, setPlanning] = useState(false)

  const { instance } = page
  const policy = useAsked({ action: 'spec', environment: instance.environment, kind: 'write' })?.name
  const { service, accountId, region } = instance.key
  const isSubscription = instance.chargeType === 'subscription'
  const ask: OfferPriceAsk = {
    accountId,
    service,
    region,
    chargeType: isSubscription ? 'subscription' : 'pay-as-you-go',
    ref: reference,
  }
  const sameAs = ({ choice }: ClassOffer) =>
    Object.entries(choice).every(([name, value]) => before.data?.params[name] === value)
  const id = picked ?? (before.data && list.data?.items.find(sameAs)?.id) ?? null
  const offer = list.data?.items.find((one) => one.id === id)
  const price = useQuery({ ...offerPriceQuery(ask, id ?? ''), enabled: offer !== undefined })
  const isStandard = page.instance.architecture === 'standard'
  const fields = fieldsOfRequest(schema).filter(
    ({ name }) =>
      !BY_CLASS.includes(name) &&
      !(isStandard && name === 'parallel') &&
      // What is billed by the hour has no order that could wait to be paid.
      !(name === 'pay' && !isSubscription),
  )
  const hasDirection = isSubscription && fields.some(({ name }) => name === 'downgrade')
  const direction = hasDirection ? (price.data?.direction ?? null) : null
  const isAsking = hasDirection && price.isPending && offer !== undefined

  const choose = (chosen: string) => {
    setId(chosen)
    setProblem(undefined)
    const params = new URLSearchParams(search)
    params.set('class', chosen)
    window.history.replaceState(null, '', `?${params}`)
  }
  const plan = async () => {
    if (!offer || planning) return
    setPlanning(true)
    setProblem(undefined)
    const reasonText = why.trim()
    const params = {
      ...inputOf(fields, options),
      ...offer.choice,
      ...(direction === 'down' ? { downgrade: true } : direction === 'up' ? { downgrade: false } : {}),
    }
    try {
      const made = await planChange({
        ref: reference,
        action: 'spec',
        params,
        ...(reasonText ? { reason: reasonText } : {}),
      })
      client.setQueryData(changeQuery(made.id).queryKey, made)
      router.push(`/changes/${made.id}`)
    } catch (error) {
      setProblem(error)
      setPlanning(false)
    }
  }
  const missing =
    offer === undefined ? t('chooseFirst') : offer.refused ? words.reason(offer.refused) : isAsking ? t('asking') : null
  const noReason = policy !== undefined && why.trim() === '' ? t('whyMissing') : null
  return (
    <WizardFrame
      steps={STEPS.map((one) => ({
        id: one,
        label: t(`steps.${one}`),
        note: one === 'size' && offer ? <Breaking text={offer.id} /> : undefined,
        state: one === 'size' && offer && !offer.refused ? 'done' : 'open',
      }))}
      current={step}
      onStep={(to) => setStep(to === 'how' && offer && !offer.refused ? 'how' : 'size')}
      aside={
        <SpecAside
          instance={instance}
          offers={list.data}
          offer={offer}
          price={price.data}
          isAsking={price.isFetching}
        />
      }
      back={step === 'how' && <Button onClick={() => setStep('size')}>{t('back')}</Button>}
      note={t('nothingSent')}
      primary={
        step === 'size' ? (
          <Button variant="primary" reason={missing} onClick={() => setStep('how')}>
            {t('next')}
          </Button>
        ) : (
          <Button variant="primary" reason={missing ?? noReason} sending={planning} onClick={plan}>
            {t('plan')}
          </Button>
        )
      }
    >
      {reason && (
        <Banner tone="warn" title={t('cannotNow')}>
          {words.reason(reason)}
        </Banner>
      )}
      {problem ? <ProblemBanner error={problem} /> : null}
      {step === 'size' ? (
        <ClassTable
          list={list}
          ask={ask}
          selected={id}
          onSelect={(chosen) => choose(chosen.id)}
          need={need}
          onNeed={setNeed}
          headroom={headroom}
          hasReplica={(instance.replicas ?? list.data?.items.find(({ current }) => current)?.replicas ?? 0) > 0}
        />
      ) : (
        <SpecOptions
          fields={fields}
          direction={direction}
          hasDirection={hasDirection}
          draft={options}
          onDraft={setOptions}
          why={why}
          onWhy={setWhy}
          policy={policy}
        />
      )}
    </WizardFrame>
  )
}
