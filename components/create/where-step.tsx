'use client'

import { useQuery } from '@tanstack/react-query'
import Link from 'next/link'
import { useTranslations } from 'next-intl'
import { CloudBadge, useLang } from '@/components/ui/badge'
import { Banner } from '@/components/ui/banner'
import { buttonClass } from '@/components/ui/button'
import { Field } from '@/components/ui/field'
import { Select } from '@/components/ui/input'
import { ProblemBanner } from '@/components/ui/problem'
import { Shape } from '@/components/ui/shape'
import { Skeleton } from '@/components/ui/skeleton'
import type { CreateChoices } from '@/lib/model/create'
import { PROVIDER_NAMES, SERVICE_IDS, SERVICES } from '@/lib/model/service'
import { accountsQuery, providersQuery } from '@/lib/queries/accounts'
import { StepFields } from './step-fields'
import { PLACED, SOURCE_FIELDS } from './steps'
import { type CreateForm, textIn } from './use-create-form'

const nothingPlaced = Object.fromEntries(PLACED.map((name) => [name, '']))

/** Which service, paid by which account, in which region. */
export function PlaceFields({ form }: { form: CreateForm }) {
  const t = useTranslations('create')
  const ui = useTranslations('ui')
  const accounts = useQuery(accountsQuery)
  const providers = useQuery(providersQuery)
  const locale = useLang()
  const { values, change, errors } = form
  if (accounts.error) return <ProblemBanner error={accounts.error} />
  if (!accounts.data) return <Skeleton widths={[200, 120]} rows={4} />
  const service = textIn(values, 'service')
  const having = (id: string) => accounts.data.filter((account) => account.services.some((one) => one === id))
  const fitting = having(service)
  const account = fitting.find(({ id }) => id === textIn(values, 'accountId'))
  const region = textIn(values, 'region')
  const nameOf = (id: string) =>
    providers.data?.flatMap(({ regions }) => regions).find((one) => one.id === id)?.[locale] ?? null
  const choosePlace = (next: string, accountId: string, at: string) =>
    change({ ...nothingPlaced, service: next, accountId, region: at })
  if (accounts.data.length === 0) {
    return (
      <Banner
        tone="info"
        title={t('where.noAccount')}
        actions={
          <Link href="/accounts" className={buttonClass({ size: 'small' })}>
            {t('where.toAccounts')}
          </Link>
        }
      />
    )
  }
  const wrong = errors.service
  return (
    <>
      <fieldset className="field" data-bad-group={wrong ? '' : undefined}>
        <legend className="label mb-1">
          {t('where.service')}
          <span className="req">{ui('required')}</span>
        </legend>
        <div className="grid max-w-3xl gap-2 wide:grid-cols-2">
          {SERVICE_IDS.map((id) => {
            const found = having(id)
            const { provider } = SERVICES[id]
            return (
              <label key={id} className="create-card" data-off={found.length === 0 || undefined}>
                <input
                  type="radio"
                  className="box"
                  name="create-service"
                  checked={service === id}
                  disabled={found.length === 0}
                  aria-invalid={wrong ? true : undefined}
                  onChange={() => {
                    const [only] = found.length === 1 ? found : []
                    choosePlace(id, only?.id ?? '', only?.regions.length === 1 ? (only.regions[0] ?? '') : '')
                  }}
                />
                <span className="min-w-0">
                  <span className="flex items-center gap-1.5 font-medium">
                    <CloudBadge provider={provider} />
                    {SERVICES[id][locale]}
                  </span>
                  <span className="hint block">
                    {PROVIDER_NAMES[provider][locale]} ·{' '}
                    {found.length === 0 ? t('where.noSuchAccount') : t(`where.about.${id}`)}
                  </span>
                </span>
              </label>
            )
          })}
        </div>
        {wrong && (
          <p className="err">
            <Shape tone="danger" />
            <span>{wrong}</span>
          </p>
        )}
      </fieldset>
      <div className="grid max-w-xl gap-3 wide:grid-cols-2">
        <Field label={t('where.account')} error={errors.accountId} required>
          {(props) => (
            <Select
              {...props}
              value={account?.id ?? ''}
              onChange={(event) => {
                const next = fitting.find(({ id }) => id === event.target.value)
                choosePlace(service, event.target.value, next?.regions.length === 1 ? (next.regions[0] ?? '') : '')
              }}
            >
              <option value="">{t(service ? 'choose' : 'where.serviceFirst')}</option>
              {fitting.map((one) => (
                <option key={one.id} value={one.id} disabled={one.paused}>
                  {[one.name, one.environment, one.paused && t('where.paused')].filter(Boolean).join(' · ')}
                </option>
              ))}
            </Select>
          )}
        </Field>
        <Field label={t('where.region')} error={errors.region} required>
          {(props) => (
            <Select
              {...props}
              value={region}
              onChange={(event) => choosePlace(service, account?.id ?? '', event.target.value)}
            >
              <option value="">{t(account ? 'choose' : 'where.accountFirst')}</option>
              {account?.regions.map((id) => (
                <option key={id} value={id}>
                  {[id, nameOf(id)].filter(Boolean).join(' · ')}
                </option>
              ))}
            </Select>
          )}
        </Field>
      </div>
    </>
  )
}

interface WhereFieldsProps {
  form: CreateForm
  choices: CreateChoices | undefined
  unknown: readonly string[]
}

/** Zones, and the backup that it starts with where one is wanted. */
export function WhereFields(props: WhereFieldsProps) {
  const t = useTranslations('create.backup')
  const { fields = [], errors, values } = props.form
  const isSource = (name: string) => SOURCE_FIELDS.some((one) => one === name)
  const isOpen = SOURCE_FIELDS.some((name) => errors[name] || textIn(values, name))
  return (
    <>
      <StepFields step="where" {...props} without={SOURCE_FIELDS} />
      {fields.some(({ name }) => isSource(name)) && (
        <details open={isOpen}>
          <summary className="label py-1">{t('title')}</summary>
          <div className="grid gap-4 pt-2">
            <StepFields
              step="where"
              {...props}
              without={fields.flatMap(({ name }) => (isSource(name) ? [] : [name]))}
              isPart
            />
          </div>
        </details>
      )}
    </>
  )
}
