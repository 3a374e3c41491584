'use client'

import { useTranslations } from 'next-intl'
import { useState } from 'react'
import { Field } from '@/components/ui/field'
import { Select } from '@/components/ui/input'
import { ACTIONS, type ActionId } from '@/lib/model/action'
import { policyFor } from '@/lib/model/approval'
import { type Policy } from '@/lib/model/approval-policy'
import { usePolicyWords } from './use-policy-words'

interface TryProps {
  policies: readonly Policy[]
  environments: readonly string[]
  /** The list differs from what is in force. */
  dirty: boolean
}

/** Which policy would decide over a change, by the same rule as the server's. */
export function TryPolicy({ policies, environments, dirty }: TryProps) {
  const t = useTranslations('admin.policies')
  const changes = useTranslations('changes')
  const words = usePolicyWords()
  const [environment, setEnvironment] = useState<string | null>(null)
  const [action, setAction] = useState<ActionId>('flush')
  const [kind, setKind] = useState<'write' | 'destructive'>('destructive')
  const about = { environment: environment ?? environments[0] ?? '', action, kind }
  const policy = policyFor(policies, about)
  return (
    <section
      className="grid content-start gap-3 desk:border-border desk:border-l desk:pl-5"
      aria-labelledby="try-policy"
    >
      <h2 id="try-policy" className="font-semibold text-lg">
        {t('try')}
      </h2>
      <Field label={t('environment')}>
        {(control) => (
          <Select {...control} value={about.environment} onChange={(event) => setEnvironment(event.target.value)}>
            {environments.map((name) => (
              <option key={name}>{name}</option>
            ))}
            <option value="">{t('noEnvironment')}</option>
          </Select>
        )}
      </Field>
      <Field label={t('action')}>
        {(control) => (
          <Select
            {...control}
            value={action}
            onChange={({ target: { value } }) => setAction(ACTIONS.find((id) => id === value) ?? action)}
          >
            {ACTIONS.map((id) => (
              <option key={id} value={id}>
                {changes(`actions.${id}`)}
              </option>
            ))}
          </Select>
        )}
      </Field>
      <Field label={t('kind')} hint={t('kindHint')}>
        {(control) => (
          <Select
            {...control}
            value={kind}
            onChange={({ target: { value } }) => setKind(value === 'write' ? 'write' : 'destructive')}
          >
            <option value="write">{t('kinds.write')}</option>
            <option value="destructive">{t('kinds.destructive')}</option>
          </Select>
        )}
      </Field>
      <p role="status">
        {policy ? (
          <>
            <b className="font-semibold wrap-anywhere">
              {t('decides', { place: policies.indexOf(policy) + 1, name: policy.name || t('unnamed') })}
            </b>{' '}
            {words.wants(policy)}
          </>
        ) : (
          <>
            <b className="font-semibold">{t('noneDecides')}</b> {t('wantsNobody')}
          </>
        )}
      </p>
      {dirty && <p className="hint">{t('tryDraft')}</p>}
    </section>
  )
}
