'use client'

import { useQuery, useQueryClient } from '@tanstack/react-query'
import { useTranslations } from 'next-intl'
import { useState } from 'react'
import { useForm } from '@/components/form/use-form'
import { Page } from '@/components/shell/page'
import { useMe } from '@/components/shell/shell-context'
import { Banner } from '@/components/ui/banner'
import { Button } from '@/components/ui/button'
import { Failed } from '@/components/ui/failed'
import { Field } from '@/components/ui/field'
import { Input, Select } from '@/components/ui/input'
import { ProblemBanner } from '@/components/ui/problem'
import { Skeleton } from '@/components/ui/skeleton'
import { toast } from '@/components/ui/toast'
import { ENVIRONMENT, type Settings } from '@/lib/model/settings'
import { ApiProblem } from '@/lib/queries/problem'
import { patchSettings, settingsQuery } from '@/lib/queries/settings'
import { SettingsTabs } from './settings-tabs'

/** Settings of the whole deployment. */
export function SettingsPage() {
  const t = useTranslations('admin.settings')
  const { data, error, refetch } = useQuery({ ...settingsQuery, staleTime: 0, refetchOnWindowFocus: false })
  return (
    <Page title={t('title')} crumbs={[{ label: t('title') }]} scroll={false}>
      <SettingsTabs />
      <div className="page-scroll pt-3">
        {error && !data && <Failed error={error} retry={() => refetch()} />}
        {!data && !error && <Skeleton widths={[240]} rows={5} />}
        {data && <SettingsForm settings={data} />}
      </div>
    </Page>
  )
}

interface Values {
  organisation: string
  contact: string
  defaultLocale: Settings['defaultLocale']
  syncIntervalMinutes: string
  sessionIdleMinutes: string
  sessionHours: string
  metricMinuteDays: string
  metricQuarterDays: string
  slowLogDays: string
  environments: string
}

const valuesOf = (settings: Settings): Values => ({
  organisation: settings.organisation,
  contact: settings.contact,
  defaultLocale: settings.defaultLocale,
  syncIntervalMinutes: String(settings.syncIntervalMinutes),
  sessionIdleMinutes: String(settings.sessionIdleMinutes),
  sessionHours: String(settings.sessionHours),
  metricMinuteDays: String(settings.metricMinuteDays),
  metricQuarterDays: String(settings.metricQuarterDays),
  slowLogDays: String(settings.slowLogDays),
  environments: settings.environments.join(', '),
})

const namesOf = (text: string) => [
  ...new Set(
    text
      .split(/[,，\n]/)
      .map((each) => each.trim())
      .filter(Boolean),
  ),
]

/** All that this page can refuse by itself, in one pass; the limits are those of the `Settings` schema. */
function useRefusals() {
  const t = useTranslations('admin.settings')
  const problems = useTranslations('problems')
  const numbers = (text: string, min: number, max: number) => {
    const value = Number(text.trim())
    if (!/^[-−]?\d+$/.test(text.trim())) return t('wholeNumber')
    return value >= min && value <= max ? undefined : t('outOfRange', { value: text.trim(), min, max })
  }
  const short = (text: string, max: number) =>
    text.trim().length > max ? problems('fields.too-long', { max }) : undefined
  return (values: Values) => {
    const bad = namesOf(values.environments).find((name) => name.length > 40 || !ENVIRONMENT.test(name))
    return {
      organisation: short(values.organisation, 60),
      contact: short(values.contact, 120),
      syncIntervalMinutes: numbers(values.syncIntervalMinutes, 1, 1440),
      sessionIdleMinutes: numbers(values.sessionIdleMinutes, 5, 720),
      sessionHours: numbers(values.sessionHours, 1, 24),
      metricMinuteDays: numbers(values.metricMinuteDays, 1, 31),
      metricQuarterDays: numbers(values.metricQuarterDays, 7, 400),
      slowLogDays: numbers(values.slowLogDays, 3, 400),
      environments:
        bad &&
        `${bad}: ${bad.length > 40 ? problems('fields.too-long', { max: 40 }) : problems('invalidAt.environment')}`,
    }
  }
}

function SettingsForm({ settings }: { settings: Settings }) {
  const t = useTranslations('admin.settings')
  const roles = useTranslations('admin.roles')
  const me = useMe()
  const client = useQueryClient()
  const [present, setPresent] = useState(settings)
  const [moved, setMoved] = useState<string[]>([])
  const refused = useRefusals()
  const form = useForm<Values>({
    initial: valuesOf(settings),
    check: refused,
    save: async (values) => {
      const saved = await patchSettings({
        ...values,
        syncIntervalMinutes: Number(values.syncIntervalMinutes),
        sessionIdleMinutes: Number(values.sessionIdleMinutes),
        sessionHours: Number(values.sessionHours),
        metricMinuteDays: Number(values.metricMinuteDays),
        metricQuarterDays: Number(values.metricQuarterDays),
        slowLogDays: Number(values.slowLogDays),
        environments: namesOf(values.environments),
        version: present.version,
      }).catch(compare)
      client.setQueryData(settingsQuery.queryKey, saved)
      setPresent(saved)
      setMoved([])
      form.reset(valuesOf(saved))
      toast({ tone: 'ok', title: t('saved') })
    },
  })
  const compare = async (error: unknown): Promise<never> => {
    if (error instanceof ApiProblem && error.problem.code === 'conflict-version') {
      const fresh = await client.fetchQuery({ ...settingsQuery, staleTime: 0 })
      const now = valuesOf(fresh)
      const fields = Object.keys(now) as (keyof Values)[] // made by valuesOf just above
      setMoved(fields.filter((field) => now[field] !== form.stored[field]).map((field) => `${t(field)}: ${now[field]}`))
      form.compareWith(now)
      setPresent(fresh)
    }
    throw error
  }
  const text = (field: Exclude<keyof Values, 'defaultLocale'>, unit?: string) => (
    <Field label={t(field)} hint={t(`${field}Hint`)} error={form.errors[field]}>
      {(control) => (
        <Input
          {...control}
          value={form.values[field]}
          changed={form.changed(field)}
          onChange={(event) => form.set(field, event.target.value)}
          suffix={unit}
          inputMode={unit ? 'numeric' : undefined}
        />
      )}
    </Field>
  )
  return (
    <form ref={form.form} onSubmit={form.submit} noValidate className="grid max-w-[640px] gap-5 px-gut pb-10">
      {form.problem !== undefined && <ProblemBanner error={form.problem} />}
      {moved.length > 0 && (
        <Banner tone="info" title={t('moved')}>
          {moved.join('; ')}
        </Banner>
      )}
      {text('organisation')}
      {text('contact')}
      <Field label={t('defaultLocale')} hint={t('defaultLocaleHint')} error={form.errors.defaultLocale}>
        {(control) => (
          <Select
            {...control}
            value={form.values.defaultLocale}
            changed={form.changed('defaultLocale')}
            onChange={(event) => form.set('defaultLocale', event.target.value === 'zh' ? 'zh' : 'en')}
          >
            <option value="en">English</option>
            <option value="zh">简体中文</option>
          </Select>
        )}
      </Field>
      {text('syncIntervalMinutes', t('minutes'))}
      <div className="grid gap-5 wide:grid-cols-2">
        {text('sessionIdleMinutes', t('minutes'))}
        {text('sessionHours', t('hours'))}
      </div>
      <div className="grid gap-5 wide:grid-cols-2">
        {text('metricMinuteDays', t('days'))}
        {text('metricQuarterDays', t('days'))}
        {text('slowLogDays', t('days'))}
      </div>
      {text('environments')}
      <div>
        <Button
          type="submit"
          variant="primary"
          sending={form.sending}
          reason={me.scope.kind !== 'all' ? roles('needAll') : !form.dirty && t('nothingChanged')}
        >
          {t('save')}
        </Button>
      </div>
    </form>
  )
}
