'use client'

import { useTranslations } from 'next-intl'
import { useLang } from '@/components/ui/badge'
import { SERVICES } from '@/lib/model/service'
import type { StepId } from './steps'
import { type CreateForm, textIn } from './use-create-form'
import { useValueWords } from './words'

/** What was chosen in each step, in a few words. */
export function useStepNotes({ values, service, whole }: CreateForm): Partial<Record<StepId, string>> {
  const t = useTranslations('create')
  const words = useValueWords()
  const locale = useLang()
  if (!service) return {}
  const said = (name: string) => (whole[name] === undefined ? '' : words(name, String(whole[name])))
  const joined = (...parts: (string | false)[]) => parts.filter(Boolean).join(' · ')
  return {
    where: joined(SERVICES[service][locale], said('zone') || textIn(values, 'region')),
    what: joined(said('class') || (said('gb') && `${said('gb')} GB`), said('version')),
    network: joined(said('subnetId') || said('vpcId')),
    access: joined(said('name'), textIn(values, 'password') !== '' && t('withPassword')),
    payment: joined(said('chargeType'), said('months') && t('months', { months: Number(said('months')) })),
  }
}
