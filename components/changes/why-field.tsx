'use client'

import { useQuery } from '@tanstack/react-query'
import { useTranslations } from 'next-intl'
import type { ReactNode } from 'react'
import { Field } from '@/components/ui/field'
import { Input } from '@/components/ui/input'
import { Skeleton } from '@/components/ui/skeleton'
import { policyFor } from '@/lib/model/approval'
import type { Change } from '@/lib/model/change'
import { policiesQuery } from '@/lib/queries/changes'

const MOST_REASON = 500

/** The policy that will ask a second person for this; undefined: none does, or it is not known yet. */
export function useAsked(about: Pick<Change, 'environment' | 'kind' | 'action'> | undefined) {
  const { data } = useQuery(policiesQuery())
  const policy = data && about && policyFor(data.policies, about)
  return policy?.approval ? policy : undefined
}

/**
 * What asks why, once it is known whether somebody has to agree: an answer that came later would ask for what was left
 * out, and move what is about to be pressed. Where it cannot be known it is shown too; the server has the last word.
 */
export function OncePolicies({ children }: { children: ReactNode }) {
  const { isPending } = useQuery(policiesQuery())
  return isPending ? <Skeleton widths={[200, 120]} rows={2} /> : children
}

interface WhyFieldProps {
  why: string
  onWhy: (why: string) => void
  /** Name of the policy that wants a second person, who is to know why. */
  policy: string | undefined
  error?: string
}

/** Why it is done: needed where a second person has to agree. */
export function WhyField({ why, onWhy, policy, error }: WhyFieldProps) {
  const t = useTranslations('changes')
  return (
    <Field
      label={t('why')}
      hint={policy === undefined ? t('whyHint') : t('whyAsked', { policy })}
      error={error}
      required={policy !== undefined}
      className="max-w-96"
    >
      {(props) => (
        <Input {...props} maxLength={MOST_REASON} value={why} onChange={(event) => onWhy(event.target.value)} />
      )}
    </Field>
  )
}
