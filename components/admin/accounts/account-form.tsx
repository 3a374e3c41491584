'use client'

import { useQuery, useQueryClient } from '@tanstack/react-query'
import { useRouter } from 'next/navigation'
import { useTranslations } from 'next-intl'
import { useState } from 'react'
import { LinkButton } from '@/components/admin/link-button'
import { useForm } from '@/components/form/use-form'
import { Banner } from '@/components/ui/banner'
import { Button } from '@/components/ui/button'
import { ProblemBanner } from '@/components/ui/problem'
import { toast } from '@/components/ui/toast'
import type { Account, ProviderInfo } from '@/lib/model/account'
import { accountQuery, accountsQuery, createAccount, patchAccount } from '@/lib/queries/accounts'
import { ApiProblem } from '@/lib/queries/problem'
import { settingsQuery } from '@/lib/queries/settings'
import { RegionField, SchemeField, ServiceField, TextField } from './account-fields'
import { type AccountValues, createRequest, emptyValues, listOf, patchRequest, valuesOf } from './form-values'
import { KeyFields } from './key-fields'
import { ProviderField } from './provider-field'

/** The first word of a typed list that does not fit, with why. */
const refusedItem = (text: string, form: RegExp, why: string) => {
  const bad = listOf(text).find((item) => !form.test(item))
  return bad && `${bad}: ${why}`
}

/** Adds an account, or edits the one given. */
export function AccountForm({ providers, account }: { providers: ProviderInfo[]; account?: Account }) {
  const t = useTranslations('admin.form')
  const said = useTranslations('problems')
  const router = useRouter()
  const client = useQueryClient()
  const { data: others = [] } = useQuery(accountsQuery)
  const { data: settings } = useQuery(settingsQuery)
  const infoOf = (id: ProviderInfo['id']) => providers.find((info) => info.id === id) ?? providers[0]
  const first = infoOf(account?.provider ?? 'alibaba')
  const [present, setPresent] = useState(account)
  const [moved, setMoved] = useState<string[]>([])

  // With the rest of what this page can say, so that one pass tells all.
  const refusedName = (name: string) => {
    if (name.trim() === '') return said('fields.required')
    return others.some((other) => other.id !== present?.id && other.name === name.trim())
      ? said('fields.taken')
      : undefined
  }
  const refusedKey = (key: string) => {
    if (key.trim() === '') return said('fields.required')
    return key.trim().length < 4 ? said('fields.too-short', { min: 4 }) : undefined
  }
  const form = useForm<AccountValues>({
    initial: account && first ? valuesOf(account, first) : emptyValues(first as ProviderInfo), // the list is never empty
    check: (values) => ({
      name: refusedName(values.name),
      regions:
        values.regions.length + listOf(values.moreRegions).length > 0 ? undefined : said('fields.too-few', { min: 1 }),
      accessKeyId: account ? undefined : refusedKey(values.accessKeyId),
      accessKeySecret: account ? undefined : refusedKey(values.accessKeySecret),
      moreRegions: refusedItem(values.moreRegions, /^[a-z0-9-]{2,40}$/, said('invalidAt.regions')),
      projectIds:
        listOf(values.projectIds).length > 0
          ? refusedItem(values.projectIds, /^\d{1,20}$/, said('invalidAt.projectIds'))
          : t('projectIdsEmpty'),
      concurrency: /^\d+$/.test(values.concurrency) ? undefined : t('wholeNumber'),
      ratePerSecond: /^\d+$/.test(values.ratePerSecond) ? undefined : t('wholeNumber'),
    }),
    save: async (values) => {
      const saved = present
        ? await patchAccount(present.id, patchRequest(values, present.version)).catch(compare)
        : await createAccount(createRequest(values))
      await client.invalidateQueries({ queryKey: ['accounts'] })
      toast({ tone: 'ok', title: t(present ? 'saved' : 'created', { name: saved.name }) })
      router.push(`/accounts/${saved.id}`)
    },
  })

  /** After an edit by somebody else: shows what differs, keeps what was typed, and lets the next save through. */
  const compare = async (error: unknown): Promise<never> => {
    if (present && error instanceof ApiProblem && error.problem.code === 'conflict-version') {
      const info = infoOf(present.provider)
      const fresh = await client.fetchQuery({ ...accountQuery(present.id), staleTime: 0 })
      if (info) {
        const now = valuesOf(fresh, info)
        const fields = Object.keys(now) as (keyof AccountValues)[] // made by valuesOf just above
        setMoved(
          fields
            .filter((field) => JSON.stringify(now[field]) !== JSON.stringify(form.stored[field]))
            .map((field) => `${t(field)}: ${now[field]}`),
        )
        form.compareWith(now)
      }
      setPresent(fresh)
    }
    throw error
  }

  const info = infoOf(form.values.provider)
  if (!info) return null
  const fields = {
    values: form.values,
    errors: form.errors,
    set: form.set,
    changed: (field: keyof AccountValues) => Boolean(account) && form.changed(field),
    info,
  }
  const teams = [...new Set(others.map((other) => other.team).filter(Boolean))]
  return (
    <form ref={form.form} onSubmit={form.submit} noValidate className="grid max-w-[760px] gap-5 px-gut pb-10">
      {form.problem !== undefined && <ProblemBanner error={form.problem} />}
      {moved.length > 0 && (
        <Banner tone="info" title={t('moved')}>
          {moved.join('; ')}
        </Banner>
      )}
      {!account && (
        <ProviderField
          providers={providers}
          value={info.id}
          onChange={(next) => form.reset(next)}
          values={form.values}
        />
      )}
      <TextField {...fields} field="name" label={t('name')} hint={t('nameHint')} required />
      {!account && <KeyFields values={form.values} errors={form.errors} set={form.set} />}
      <ServiceField {...fields} />
      <RegionField {...fields} />
      <div className="grid gap-4 wide:grid-cols-2">
        <TextField
          {...fields}
          field="environment"
          label={t('environment')}
          hint={t('environmentHint')}
          list={settings?.environments ?? []}
        />
        <TextField {...fields} field="team" label={t('team')} hint={t('teamHint')} list={teams} />
      </div>
      {info.hasProjects && (
        <TextField {...fields} field="projectIds" label={t('projectIds')} hint={t('projectIdsHint')} mono />
      )}
      <details open={Boolean(form.errors.mainAccountId || form.errors.concurrency || form.errors.ratePerSecond)}>
        <summary className="label py-1">{t('advanced')}</summary>
        <div className="grid gap-4 pt-2">
          <SchemeField {...fields} />
          <TextField {...fields} field="mainAccountId" label={t('mainAccountId')} hint={t('mainAccountIdHint')} mono />
          <div className="grid gap-4 wide:grid-cols-2">
            <TextField {...fields} field="concurrency" label={t('concurrency')} hint={t('concurrencyHint')} />
            <TextField {...fields} field="ratePerSecond" label={t('ratePerSecond')} hint={t('ratePerSecondHint')} />
          </div>
        </div>
      </details>
      <div className="flex gap-2">
        <Button type="submit" variant="primary" sending={form.sending}>
          {t(account ? 'save' : 'add')}
        </Button>
        <LinkButton href={account ? `/accounts/${account.id}` : '/accounts'}>{t('cancel')}</LinkButton>
      </div>
    </form>
  )
}
